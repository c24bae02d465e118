import type { Change } from '../simulation/mistakes.ts';

/** One mistake that the author of a vendor folder could make; the conformance suite must notice each of them. */
export interface VendorMistake extends Change {
  readonly name: string;
  readonly also?: readonly Change[];
}

const SCALEDMAIL = 'src/vendors/scaledmail';
const SALESHANDY = 'src/vendors/saleshandy';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the texts are source code.
export const MISTAKES: readonly VendorMistake[] = [
  {
    name: 'a 500 is read as a refusal',
    file: `${SCALEDMAIL}/place.ts`,
    find: '  const reading = readCarefully(reply, WORDS);',
    put: `  if (reply.kind === 'answer' && reply.status === 500)
    return { kind: 'refused', code: 'HTTP-500', reason: reasonOf(reply), confirm: true };
  const reading = readCarefully(reply, WORDS);`,
  },
  {
    name: 'a 409 is read as a refusal',
    file: `${SALESHANDY}/place.ts`,
    find: '  const reading = readCarefully(plainRefusal(reply), WORDS);',
    put: `  const plain = plainRefusal(reply);
  const conflict = plain.kind === 'answer' && plain.status === 409;
  const reading = readCarefully(conflict ? { ...plain, status: 400 } : plain, WORDS);`,
  },
  {
    name: 'a lost reply is read as not sent',
    file: `${SCALEDMAIL}/place.ts`,
    find: '  const reading = readCarefully(reply, WORDS);',
    put: `  if (reply.kind === 'lost') return { kind: 'not_placed', cause: 'not_sent', code: 'NOT-SENT', reason: reply.reason };
  const reading = readCarefully(reply, WORDS);`,
  },
  {
    name: 'a yes that is not JSON is read as placed',
    file: `${SALESHANDY}/place.ts`,
    find: "  if (reading.kind !== 'success') return reading;",
    put: `  if (reading.kind === 'unknown' && reading.code === 'NOT-JSON')
    return { kind: 'placed', receipt: { orderId: null, payment: 'taken' }, reason: reading.reason };
  if (reading.kind !== 'success') return reading;`,
  },
  {
    name: 'a yes that holds an error is read as placed',
    file: `${SALESHANDY}/place.ts`,
    find: '  if (reading.json && isErrorInside(reading.json))',
    put: '  if (reading.json && isErrorInside({}))',
  },
  {
    name: 'an order is sent again within place',
    file: `${SCALEDMAIL}/place.ts`,
    find: '    return readReply(operation, yield request);',
    put: `    const reply = yield request;
    const busy = reply.kind === 'answer' && reply.status === 503;
    return readReply(operation, busy ? yield request : reply);`,
  },
  {
    name: "the vendor's words are passed on whole",
    file: `${SCALEDMAIL}/place.ts`,
    find: '      reason: reasonOf(reply),',
    put: '      reason: reply.body,',
  },
  {
    name: 'an id of any form is taken',
    file: `${SALESHANDY}/schema.ts`,
    find: "  return typeof value === 'string' && /^[\\x21-\\x7e]{1,200}$/.test(value) ? value : null;",
    put: '  return value === undefined || value === null ? null : String(value);',
  },
  {
    name: 'any text is taken for a payment link',
    file: `${SALESHANDY}/schema.ts`,
    find: '  return isLink ? value : null;',
    put: "  return isLink || typeof value === 'string' ? String(value) : null;",
  },
  {
    name: 'a field that is null throws',
    file: `${SALESHANDY}/schema.ts`,
    find: "  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);\n  return new Map(isObject ?",
    put: "  const isObject = typeof value === 'object' && !Array.isArray(value);\n  return new Map(isObject ?",
  },
  {
    name: 'an id that was there before is taken for the order',
    file: `${SALESHANDY}/find.ts`,
    find: '  return !wanted.snapshotIds.includes(id) && !wanted.foreignIds.includes(id);',
    put: '  return !wanted.foreignIds.includes(id);',
  },
  {
    name: 'the order of another key is taken for this one',
    file: `${SCALEDMAIL}/sighting.ts`,
    find: "  if (wanted.foreignIds.includes(seen.id)) return 'none';",
    put: '',
  },
  {
    name: 'an order with more domains is taken for this one',
    file: `${SALESHANDY}/find.ts`,
    find: '  return a.length > 0 && a.every((item) => b.includes(item)) && b.every((item) => a.includes(item));',
    put: '  return a.length > 0 && b.every((item) => a.includes(item));',
  },
  {
    name: 'an order with fewer domains is taken for this one',
    file: `${SCALEDMAIL}/sighting.ts`,
    find: '  return isWithin(a, b) && isWithin(b, a);',
    put: '  return isWithin(a, b);',
  },
  {
    name: 'a failed read within a read-back counts as nothing there',
    file: `${SCALEDMAIL}/find.ts`,
    find: `  const listed = yield* readOrders(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);`,
    put: `  const listed = yield* readOrders(wanted.organization);
  if (!listed.ok) return null;`,
  },
  {
    name: 'a read is marked as one that costs money',
    file: `${SCALEDMAIL}/reads.ts`,
    find: "  return { effect: 'read', method: 'GET', path, query: { organization_id: organization } };",
    put: "  return { effect: 'spend', method: 'GET', path, query: { organization_id: organization } };",
  },
  {
    name: 'an id goes into a path as it is',
    file: `${SALESHANDY}/reads.ts`,
    find: '  const path = `/domain/orders/${encodeURIComponent(id)}`;',
    put: '  const path = `/domain/orders/${id}`;',
  },
  {
    name: 'a list that is not whole counts as whole',
    file: `${SCALEDMAIL}/reads.ts`,
    find: '  return isWhole(total, payments) ?',
    put: '  return isWhole(payments.length, payments) ?',
  },
  {
    name: 'a list that could not be read counts as empty before the first spend',
    file: `${SCALEDMAIL}/survey.ts`,
    find: '  if (!orders.ok) return failure(orders);',
    put: '  if (!orders.ok && orders.failure.unauthorised) return failure(orders);',
    also: [
      {
        file: `${SCALEDMAIL}/survey.ts`,
        find: '[...orders.value.map((order) => order.id),',
        put: '[...(orders.ok ? orders.value : []).map((order) => order.id),',
      },
    ],
  },
  {
    name: 'the key depends on the order of the rows',
    file: `${SALESHANDY}/identity.ts`,
    find: '    domains: sortedJson(order.domains.map(domainText)),',
    put: '    domains: order.domains.map(domainText),',
  },
  {
    name: 'the key depends on a password',
    file: `${SCALEDMAIL}/identity.ts`,
    find: '    hosting: hosting && { provider: hosting.provider, link: hosting.link },',
    put: `    hosting: hosting && {
      provider: hosting.provider,
      link: hosting.link,
      password: JSON.stringify(hosting.password?.secret?.reveal() ?? null),
    },`,
  },
  {
    name: 'the key leaves out the quantity',
    file: `${SCALEDMAIL}/identity.ts`,
    find: '    quantity: order.quantity ?? quantityText,',
    put: '',
  },
  {
    name: 'the key leaves out the plan',
    file: `${SALESHANDY}/identity.ts`,
    find: '    plan: order.plan,',
    put: '',
  },
  {
    name: 'a password goes into the body as text',
    file: `${SCALEDMAIL}/assemble.ts`,
    find: '  if (cell.secret) return cell.secret;',
    put: '  if (cell.secret) return (cell.secret.reveal() as { text?: string }).text as unknown as Secret;',
  },
  {
    name: 'orders are packed with one domain more than the rules allow',
    file: `${SCALEDMAIL}/pack-size.ts`,
    find: '    domains: isMailboxType(type) ? MAX_DOMAINS[type] :',
    put: '    domains: isMailboxType(type) ? MAX_DOMAINS[type] + 1 :',
  },
  {
    name: 'what is top level in the body does not keep orders apart',
    file: `${SALESHANDY}/operation.ts`,
    find: "...REGISTRANT_COLUMNS, 'email_service_provider', 'plan_type', ...FLAGS],",
    put: "...REGISTRANT_COLUMNS, 'email_service_provider', ...FLAGS],",
  },
  {
    name: 'every id is an endpoint of its own',
    file: `${SCALEDMAIL}/rate.ts`,
    find: "  endpointOf: ({ method, path }) => `${method} ${path.replace(/^\\/([^/]+)\\/.+$/, '/$1/:id')}`,",
    put: '  endpointOf: ({ method, path }) => `${method} ${path}`,',
  },
  {
    name: 'a code has no page',
    file: `${SCALEDMAIL}/pages/reply-pages.ts`,
    find: "'CHARGE-FAILED'",
    put: "'CHARGE-FAILURE'",
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the texts are source code.
