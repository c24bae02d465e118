import fc from 'fast-check';
import type { Plan } from '../../src/domain/plan.ts';
import { type BatchInput, prepareBatch } from '../../src/run/prepare-batch.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import { tableOf } from './sheets.ts';

const HEADER = ['order', 'client', 'operation', 'domain_source', 'domain', 'mailbox_type', 'redirect', 'alias'];

/** Rows of a few orders of a few clients, some without an order, some that share domains; a client stands in some rows only. */
export const rowsToChooseFrom = fc.array(
  fc
    .record({
      order: fc.constantFrom('', 'one', 'two', 'three', 'four'),
      client: fc.constantFrom('', '', 'acme', 'Acme ', 'birch'),
      domain: fc.oneof(fc.nat(5), fc.nat(999), fc.nat(999)).map((number) => `d${number}.example`),
      type: fc.constantFrom('google', 'google', 'google', 'outlook'),
      alias: fc.constantFrom('', '', '', '', '', 'ada'),
    })
    .map(({ order, client, domain, type, alias }) => [
      order,
      client,
      'create-custom-order',
      'scaledmail',
      domain,
      type,
      'main.example',
      alias,
    ]),
  { minLength: 1, maxLength: 14 },
);

/** The plan of a sheet with these rows: a google mailbox costs 3.50, and what an outlook one costs nobody knows. */
export function planOfRows(rows: readonly (readonly string[])[], more: Partial<BatchInput> = {}): Plan {
  const prices = scaledmail.readSettings({ prices: { googleMailbox: '3.50' } });
  const settings = 'settings' in prices ? prices.settings : {};
  return prepareBatch({
    sheets: [tableOf([[...HEADER, 'first_name', 'last_name'], ...rows.map((row) => [...row, 'Ada', 'Sample'])])],
    aliases: [],
    headers: {},
    defaults: { vendor: 'scaledmail', operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors: { scaledmail },
      facts: () => ({ catalogue: null, settings, organization: 'org_test' }),
      domains: { primary: {} },
      origin: () => 'sandbox',
      secretProblem: () => null,
    },
    retryRefused: false,
    budgets: [],
    counting: () => ({}),
    allowClaimed: () => [],
    ...more,
  }).plan(null);
}
