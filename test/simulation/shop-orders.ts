import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import { accountId } from '../../src/domain/identity.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import type { Vendor } from '../../src/domain/vendor.ts';
import { prepareBatch } from '../../src/run/prepare-batch.ts';
import { vendors } from '../../src/vendors/index.ts';
import { EXAMPLE } from '../../src/vendors/saleshandy/examples.ts';
import { saleshandy } from '../../src/vendors/saleshandy/index.ts';
import { scaledmail } from '../../src/vendors/scaledmail/index.ts';
import type { Scene } from './scene.ts';

type Row = Readonly<Record<string, string>>;

/** An account and the sheets that are submitted to it, in any order and repeatedly. */
export interface Stand {
  readonly scene: Scene;
  readonly sheets: readonly (readonly CheckedOrder[])[];
}

/** Pieces of stock that the account offers at first: stock id → domain and cents, at once and a month. */
export const STOCK = [
  { id: 'recW1', domain: 'warm-1.example', once: 2500, monthly: 700 },
  { id: 'recW2', domain: 'warm-2.example', once: 2500, monthly: 700 },
  { id: 'recW3', domain: 'warm-3.example', once: 4000, monthly: 1050 },
  { id: 'recW4', domain: 'warm-4.example', once: 4000, monthly: 1050 },
] as const;
/** Under this domain the first piece is listed later, with the same stock id. */
export const RELISTED = { id: 'recW1', domain: 'warm-9.example' } as const;

const registration = (order: string, ...domains: string[]): Row[] =>
  domains.map((domain) => ({ order, operation: 'buy-domains', max_price: '20.00', domain }));

const mailboxes = (order: string, ...domains: string[]): Row[] =>
  domains.flatMap((domain) =>
    ['Ada', 'Sam'].map((first_name) => ({
      order,
      operation: 'create-custom-order',
      domain_source: 'scaledmail',
      domain,
      mailbox_type: 'google',
      redirect: 'main.example',
      alias: first_name.toLowerCase(),
      first_name,
      last_name: 'Sample',
    })),
  );

const preWarm = (order: string, max_price: string, ...chosen: { id: string; domain: string }[]): Row[] =>
  chosen.map(({ id, domain }) => ({ order, operation: 'buy-pre-warm', max_price, domain, stock_id: id }));

const [W1, W2, W3, W4] = STOCK;

/** Registrations, pre-warmed purchases and mailboxes that want the same domains and the same pieces, sheet by sheet. */
export const PURCHASES: Stand = standOf(scaledmail, 'https://server.scaledmail.com', 'org_test', {}, [
  [
    ...registration('r1', 'a1.example', 'a2.example'),
    ...mailboxes('m1', 'a1.example', 'a2.example'),
    ...registration('r2', 'b1.example'),
    ...mailboxes('m2', 'b1.example', 'b2.example'),
    ...preWarm('p1', '150.00', W1),
  ],
  [
    ...mailboxes('again', 'a2.example', 'a1.example'),
    ...registration('overlap', 'a2.example', 'c1.example'),
    ...preWarm('pair', '', W1, W2),
    ...registration('alone', 'd1.example'),
    ...mailboxes('warm', 'warm-3.example'),
  ],
  [
    ...registration('same', 'a2.example', 'a1.example'),
    ...preWarm('relisted', '150.00', RELISTED),
    ...preWarm('p3', '150.00', W3),
    ...preWarm('p4', '150.00', W4),
    ...mailboxes('late', 'd1.example'),
  ],
]);

const [OWNER = {}] = EXAMPLE;

function ordered(order: string, more: Row, ...domains: string[]): Row[] {
  const { alias: _alias, ...owner } = OWNER;
  return domains.flatMap((domain) =>
    ['ada', 'sam'].map((alias) => ({ ...owner, order, operation: 'purchase', domain, alias, ...more })),
  );
}

/** Orders that a person pays, that credits pay and that replace others, on the same domains. */
export const CHECKOUTS: Stand = standOf(
  saleshandy,
  'https://open-api.saleshandy.com',
  '',
  { schemaVerified: true, searchParameter: 'domain' },
  [
    [
      ...ordered('paid', {}, 'a1.example', 'a2.example'),
      ...ordered('free', { is_free_order: 'true' }, 'b1.example'),
      ...ordered('slot', { is_replacement: 'true' }, 'c1.example', 'c2.example'),
      ...ordered('single', {}, 'd1.example'),
    ],
    [
      ...ordered('turned', {}, 'a2.example', 'a1.example'),
      ...ordered('paid instead', {}, 'b1.example'),
      ...ordered('overlap', {}, 'd1.example', 'e1.example'),
    ],
    [
      ...ordered('slot again', { is_replacement: 'true' }, 'c2.example', 'c1.example'),
      ...ordered('free too', { is_free_order: 'true' }, 'f1.example'),
      ...ordered('three', {}, 'g1.example', 'g2.example', 'g3.example'),
    ],
  ],
);

function standOf(
  vendor: Vendor,
  origin: string,
  organization: string,
  raw: unknown,
  sheets: readonly (readonly Row[])[],
): Stand {
  const read = vendor.readSettings(raw);
  if (!('settings' in read)) throw new Error(read.problems.join(' '));
  const scene = { account: accountId(vendor.id, origin, organization), vendor, settings: read.settings, origin };
  return { scene, sheets: sheets.map((rows, index) => checked(rows, `sheet-${index + 1}.csv`, scene, organization)) };
}

function checked(rows: readonly Row[], file: string, scene: Scene, organization: string): readonly CheckedOrder[] {
  const header = [...new Set(rows.flatMap(Object.keys))];
  const cells = rows.map((row, index) => ({ line: index + 2, cells: header.map((name) => row[name] ?? '') }));
  const common = { delimiter: ',', encoding: 'utf-8', headerLine: 1, blankRows: 0, findings: [] } as const;
  const table: SheetTable = { file, header, rows: cells, ...common };
  const { settings, origin, vendor } = scene;
  const batch = prepareBatch({
    sheets: [table],
    aliases: [],
    headers: {},
    defaults: { vendor: vendor.id, operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors,
      facts: () => ({ catalogue: null, settings, organization, origin }),
      domains: { primary: {} },
      origin: () => origin,
      secretProblem: () => null,
    },
    retryRefused: false,
    budgets: [],
    counting: () => ({}),
    allowClaimed: () => [],
  });
  const made = batch.orders(null);
  const wrong = made.flatMap((order) => (order.payload ? [] : order.findings.map((finding) => finding.message)));
  if (wrong.length > 0) throw new Error(`the orders of the simulation are wrong: ${wrong.join(' ')}`);
  return made;
}
