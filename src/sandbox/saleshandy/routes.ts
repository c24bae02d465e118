import { answer, type Reply } from '../reply.ts';
import type { Incoming } from '../stand-in.ts';
import { fieldsIn, textProblems, unknownIn } from './fields.ts';
import type { Allowance } from './limiter.ts';
import { readBody } from './read-body.ts';
import { application, gateway, No, validator } from './refusals.ts';
import { type SellSettings, sell } from './sell.ts';
import { type Showing, showDomains, showOrder, showOrders, showPlans, showSearch } from './show.ts';

export interface Shop extends Omit<Showing, 'now'> {
  readonly settings: SellSettings;
  /** Counts a request; null when the limits are lifted. */
  readonly count: ((request: { method: 'GET' | 'POST'; path: string }, now: number) => Allowance) | null;
}

const DOCUMENTED = '/v1';
const OF_THE_TOOL = '/api/open-api/v1';

/** The path below the version, whichever of the two addresses was used; null for neither. */
export function endpointPath(path: string): string | null {
  const prefix = [DOCUMENTED, OF_THE_TOOL].find((one) => path.startsWith(`${one}/`));
  return prefix === undefined ? null : path.slice(prefix.length);
}

/** The reply to one request of the API. */
export function replyTo(incoming: Incoming, shop: Shop, now: number): Reply {
  const path = endpointPath(incoming.path);
  const refused = keyRefusal(incoming);
  if (refused || path === null) return refused ?? application(404, 'NOT_FOUND', 'Not found');
  const method = incoming.method === 'POST' ? 'POST' : 'GET';
  const allowance = shop.count?.({ method, path }, now) ?? null;
  if (allowance && !allowance.admitted) return throttled(allowance, now);
  return withHeaders(answered(incoming, path, shop, now), allowance);
}

function keyRefusal({ key, path, headers }: Incoming): Reply | null {
  if (key === '' || key.startsWith('bad')) return gateway(401, 1001, 'Unauthorized');
  if (key.startsWith('wrong-env')) return application(400, 'AUTH', 'Invalid token');
  if (path.startsWith(OF_THE_TOOL) && headers['sh-application'] !== 'open-api')
    return gateway(401, 1002, 'The header sh-application must be open-api');
  return null;
}

function answered(incoming: Incoming, path: string, shop: Shop, now: number): Reply {
  try {
    shop.account.refresh();
    if (incoming.method === 'GET') return read(path, incoming.query, { ...shop, now });
    if (incoming.method !== 'POST') throw new No(application(404, 'NOT_FOUND', 'Not found'));
    if (path === '/domain') return sell(readBody(incoming.body), incoming.origin, shop.account, shop.settings, now);
    if (path === '/domain/generate-mailbox-names') return names(incoming.body);
    throw new No(application(404, 'NOT_FOUND', 'Not found'));
  } catch (error) {
    if (error instanceof No) return error.reply;
    // Thrown on would end the program that the sandbox runs in.
    return gateway(500, 5000, `Internal server error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function read(path: string, query: URLSearchParams, showing: Showing): Reply {
  const ok = (payload: unknown) => answer(200, { message: 'Success', payload });
  if (path === '/domain') return ok(showDomains(query, showing));
  if (path === '/domain/search') return ok(showSearch(query, showing));
  if (path === '/domain/plans') return ok(showPlans());
  if (path === '/domain/orders') return ok(showOrders(showing));
  const id = /^\/domain\/orders\/([^/]+)$/.exec(path)?.[1];
  const order = id === undefined ? null : showOrder(id, showing);
  return order === null ? application(404, 'NOT_FOUND', id === undefined ? 'Not found' : 'Order not found') : ok(order);
}

const PATTERNS: readonly ((first: string, last: string) => string)[] = [
  (first, last) => `${first}.${last}`,
  (first, last) => `${last}${first}`,
  (first, last) => `${first.slice(0, 1)}${last}`,
];

/** `POST /domain/generate-mailbox-names`, which costs nothing. */
function names(text: string): Reply {
  const fields = fieldsIn(json(text)) ?? {};
  const { firstName, lastName, domain, count } = fields;
  const inRange = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= 100;
  const problems = [
    ...unknownIn(fields, ['firstName', 'lastName', 'domain', 'count']),
    ...Object.entries({ firstName, lastName, domain }).flatMap(([name, value]) => textProblems(value, name, 253)),
    ...(inRange ? [] : ['count must be a whole number from 1 to 100']),
  ];
  if (problems.length > 0) throw new No(validator(problems));
  const [first, last] = [firstName, lastName].map(
    (name) =>
      String(name)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '') || 'mail',
  );
  const suggestions = Array.from({ length: Number(count) }, (_, index) => {
    const pattern = PATTERNS[index % PATTERNS.length];
    const again = Math.floor(index / PATTERNS.length);
    return `${pattern?.(first ?? '', last ?? '') ?? ''}${again === 0 ? '' : again + 1}@${domain}`;
  });
  return answer(201, { message: 'Success', payload: { suggestions } });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function throttled(allowance: Allowance, now: number): Reply {
  const wait = Math.max(1, Math.ceil((allowance.resetAt - now) / 1000));
  const reply = { ...gateway(429, 4000, 'Rate Limit exceeded'), headers: { 'retry-after': String(wait) } };
  return withHeaders(reply, { ...allowance, remaining: 0 });
}

function withHeaders(reply: Reply, allowance: Allowance | null): Reply {
  if (!allowance) return reply;
  const headers = {
    'x-ratelimit-remaining': String(allowance.remaining),
    'x-ratelimit-reset': new Date(allowance.resetAt).toISOString(),
  };
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
