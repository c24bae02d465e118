import type { CheckedOrder } from '../../src/domain/checked-order.ts';
import type { SheetTable } from '../../src/domain/row.ts';
import { prepareBatch } from '../../src/run/prepare-batch.ts';
import { vendors } from '../../src/vendors/index.ts';

const HEADER = [
  'order',
  'operation',
  'domain_source',
  'domain',
  'mailbox_type',
  'redirect',
  'alias',
  'first_name',
  'last_name',
  'form_uuid',
];
export const ACCOUNT = 'scaledmail sandbox org_test';

/** Forms that are paid and wait; the vendor has them from the start. */
export const FORMS = [
  { uuid: 'form-1', orderId: 'recFORM1', domains: ['form-a.example', 'form-b.example'] },
  { uuid: 'form-2', orderId: 'recFORM2', domains: ['form-c.example'] },
];

const CUSTOM: readonly (readonly string[])[] = [
  ['one-a.example'],
  ['two-a.example', 'two-b.example'],
  ['three-a.example', 'three-b.example', 'three-c.example'],
  ['four-a.example'],
  ['five-a.example', 'five-b.example'],
  ['six-a.example'],
];
/** Shares a domain with the second order, so only one of the two may ever be bought. */
const RIVAL = ['two-b.example', 'rival.example'];

/** The same orders three times: as written, with their rows in another order, and under other names. */
export const BATCHES: readonly (readonly CheckedOrder[])[] = [checked(1), checked(-1)];
/** The order that overlaps with the second one. */
export const RIVALS: readonly CheckedOrder[] = checkedOf([rowsOf('rival', RIVAL, '')]);

function checked(direction: 1 | -1): readonly CheckedOrder[] {
  const name = (index: number) => (direction === 1 ? `may-${index + 1}` : `june-${index + 1}`);
  const turned = <T>(items: readonly T[]) => (direction === 1 ? [...items] : items.toReversed());
  const custom = CUSTOM.map((domains, index) => turned(rowsOf(name(index), domains, '')));
  const forms = FORMS.map((form, index) => turned(rowsOf(name(index + 10), form.domains, form.uuid)));
  return checkedOf([...custom, ...forms]);
}

function rowsOf(order: string, domains: readonly string[], form: string): string[][] {
  const operation = form ? 'submit-form' : 'create-custom-order';
  return domains.flatMap((domain) =>
    ['ada', 'sam'].map((alias) => [
      order,
      operation,
      'scaledmail',
      domain,
      'google',
      'main.example',
      alias,
      alias === 'ada' ? 'Ada' : 'Sam',
      'Sample',
      form,
    ]),
  );
}

function checkedOf(orders: readonly (readonly string[][])[]): readonly CheckedOrder[] {
  const rows = orders.flat().map((cells, index) => ({ line: index + 2, cells }));
  const common = { delimiter: ',', encoding: 'utf-8', headerLine: 1, blankRows: 0, findings: [] } as const;
  const table: SheetTable = { file: 'may.csv', header: HEADER, rows, ...common };
  const batch = prepareBatch({
    sheets: [table],
    aliases: [],
    headers: {},
    defaults: { vendor: 'scaledmail', operation: null, set: {} },
    pack: 'orders',
    profiles: { hosting: {}, sequencer: {} },
    check: {
      vendors,
      facts: () => ({ catalogue: null, settings: settings(), organization: 'org_test' }),
      domains: { primary: {} },
      origin: () => 'sandbox',
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

function settings() {
  const read = vendors.scaledmail.readSettings({});
  if ('settings' in read) return read.settings;
  throw new Error(read.problems.join(' '));
}
