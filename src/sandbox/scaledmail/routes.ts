import { type Fields, Refusal, readObject, refuse } from '../refusal.ts';
import { answer, type Reply, throttled } from '../reply.ts';
import type { Account } from './account.ts';
import type { SandboxPackage } from './packages.ts';
import { readCustomOrder, readForm, readPackageOrder, readPreWarm, readRegistration } from './read-order.ts';
import { nextSearchAt, offerOf, readNames } from './registrar.ts';
import { type SellSettings, sell } from './sell.ts';
import {
  type Showing,
  showDomains,
  showForms,
  showOrder,
  showOrders,
  showOrganizations,
  showPurchased,
} from './show.ts';
import { SANDBOX_FORMS } from './standing-account.ts';
import { showStock } from './stock.ts';

/** One request as it came in. */
export interface Incoming {
  readonly method: string;
  /** Below /api/v1, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

export interface Shop {
  readonly account: Account;
  readonly packages: readonly SandboxPackage[];
  readonly purchased: readonly string[] | null;
  readonly provisionMs: number;
  readonly settings: SellSettings;
  /** Whether one more request fits into the rate at this moment. */
  readonly admits: (now: number) => boolean;
}

const SPENDS: ReadonlySet<string> = new Set([
  'create-order',
  'create-custom-order',
  'submit-form',
  'buy-domains',
  'buy-pre-warm-inboxes',
]);

/** The reply to one request. */
export function replyTo(incoming: Incoming, shop: Shop, now: number): Reply {
  if (!shop.admits(now)) return throttled(shop.settings.rate ?? 0, now);
  if (!/^Bearer (?!bad)\S/.test(incoming.authorization)) return answer(401, { message: 'Unauthorized' });
  if (incoming.method === 'GET' && incoming.path === '/organizations') return answer(200, showOrganizations());
  try {
    shop.account.refresh();
    const organization = incoming.query.get('organization_id') ?? '';
    if (organization === '') refuse('organization_id is required');
    if (incoming.method === 'POST' && incoming.path === '/search-domains') return search(incoming, shop, now);
    if (incoming.method === 'POST') return spend(incoming, organization, shop, now);
    return read(incoming, { account: shop.account, organization, now, provisionMs: shop.provisionMs }, shop);
  } catch (error) {
    if (error instanceof Refusal) return answer(error.status, { error: error.message });
    // Thrown on would end the program that the sandbox runs in.
    const reason = error instanceof Error ? error.message : String(error);
    return answer(500, { error: `Internal server error: ${reason}` });
  }
}

function read(incoming: Incoming, showing: Showing, shop: Shop): Reply {
  const [, folder, id] = incoming.path.split('/');
  if (incoming.method !== 'GET') return answer(404, { error: 'Not found' });
  if (folder === 'orders' && id !== undefined) {
    const order = showOrder(id, showing);
    return order ? answer(200, order) : answer(404, { error: 'Order not found' });
  }
  switch (incoming.path) {
    case '/packages':
      return answer(200, { total: shop.packages.length, packages: shop.packages });
    case '/orders':
      return answer(200, showOrders(showing));
    case '/domains':
      return answer(200, showDomains(showing));
    case '/pending-forms':
      return answer(200, showForms(showing));
    case '/pre-warm-inboxes':
      return answer(200, showStock(shop.account, showing.now));
    case '/purchased-domains':
      return answer(200, showPurchased(shop.purchased ?? [], showing, incoming.query.get('available') === 'true'));
    default:
      return answer(404, { error: 'Not found' });
  }
}

/** Costs nothing, and is let through 15 times a minute only where any rate is kept. */
function search(incoming: Incoming, shop: Shop, now: number): Reply {
  const names = readNames(bodyOf(incoming.body).domains);
  const nextAt = shop.settings.rate === null ? 0 : nextSearchAt(shop.account, now);
  if (nextAt > 0) return throttled(15, nextAt - 1_000);
  const registry = { account: shop.account, purchased: shop.settings.purchased, now };
  return answer(
    200,
    names.map((name) => offerOf(name, registry)),
  );
}

function spend(incoming: Incoming, organization: string, shop: Shop, now: number): Reply {
  const [, kind, id] = incoming.path.split('/');
  if (!SPENDS.has(kind ?? '')) return answer(404, { error: 'Not found' });
  const asked = { query: incoming.query, body: bodyOf(incoming.body) };
  const put = (purchase: Parameters<typeof sell>[0]) => sell(purchase, organization, shop.account, shop.settings, now);
  if (kind === 'create-order' && id !== undefined) {
    return put(
      readPackageOrder(
        asked,
        shop.packages.find((item) => item.id === id),
      ),
    );
  }
  if (incoming.path === '/create-custom-order') return put(readCustomOrder(asked));
  if (incoming.path === '/buy-domains') return put(readRegistration(asked));
  if (incoming.path === '/buy-pre-warm-inboxes') return put(readPreWarm(asked));
  if (kind === 'submit-form' && id !== undefined) {
    const isPending = shop.account.pendingForms(now).some((form) => form.uuid === id);
    return put(
      readForm(
        asked,
        SANDBOX_FORMS.find((form) => form.uuid === id),
        isPending || shop.settings.sellsTwice,
      ),
    );
  }
  return answer(404, { error: 'Not found' });
}

/** The documents also show a JSON string as text, so the content type is not looked at. */
function bodyOf(text: string): Fields {
  try {
    return readObject(JSON.parse(text), 'body');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('body must be JSON');
  }
}
