import { workbook } from '../support/workbooks.ts';
import type { Dice } from './dice.ts';

/** Columns that every sheet of the year may have. */
export const COLUMNS = [
  'order',
  'vendor',
  'operation',
  'price_id',
  'domain_source',
  'max_price',
  'domain',
  'mailbox_type',
  'redirect',
  'alias',
  'first_name',
  'last_name',
  'owner_first_name',
  'owner_last_name',
  'company_name',
  'address',
  'city',
  'state',
  'country',
  'zipcode',
  'phone_number',
  'email_service_provider',
  'plan_type',
  'is_replacement',
  'is_free_order',
] as const;
export type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** One order as a person wants it. */
export interface Wanted {
  readonly name: string;
  readonly vendor: 'scaledmail' | 'saleshandy';
  /** What the vendor sells with it, each of which can be sold once: as `thingsIn` of the sandbox names it. */
  readonly things: readonly string[];
  readonly rows: readonly Row[];
  /** How it is written in a sheet before a person corrects it; null for an order that is right at once. */
  readonly wrong: readonly Row[] | null;
}

const OWNER: Row = {
  owner_first_name: 'Ada',
  owner_last_name: 'Sample',
  company_name: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phone_number: '+12025550123',
};
const PEOPLE = ['ada', 'sam'] as const;

/** A new order with domains that no other order has. `serial` makes its name. */
export function newOrder(dice: Dice, serial: number, isWrong: boolean): Wanted {
  const made = dice.pick([google, google, google, smtp, packaged, registration, registered, saleshandy, saleshandy])(
    dice,
    serial,
  );
  return { ...made, wrong: isWrong ? spoiled(dice, made.rows) : null };
}

type Made = Omit<Wanted, 'wrong'>;

function named(serial: number, dice: Dice, most: number): { name: string; domains: readonly string[] } {
  const count = dice.between(1, most);
  return { name: `o${serial}`, domains: Array.from({ length: count }, (_, n) => `d${serial}-${n}.example`) };
}

function google(dice: Dice, serial: number): Made {
  const { name, domains } = named(serial, dice, 3);
  const base = { order: name, operation: 'create-custom-order', domain_source: 'scaledmail', mailbox_type: 'google' };
  const rows = domains.flatMap((domain) =>
    PEOPLE.map((alias) => ({ ...base, domain, redirect: 'main.example', alias, ...person(alias) })),
  );
  return { name, vendor: 'scaledmail', things: domains, rows };
}

function smtp(dice: Dice, serial: number): Made {
  const { name, domains } = named(serial, dice, 2);
  const base = { order: name, operation: 'create-custom-order', domain_source: 'scaledmail', mailbox_type: 'smtp' };
  return {
    name,
    vendor: 'scaledmail',
    things: domains,
    rows: domains.map((domain) => ({ ...base, domain, ...person('ada') })),
  };
}

function packaged(_dice: Dice, serial: number): Made {
  const domains = [0, 1, 2].map((n) => `d${serial}-${n}.example`);
  const name = `o${serial}`;
  const base = {
    order: name,
    operation: 'create-order',
    price_id: 'price_SANDBOX_GOOGLE_3',
    domain_source: 'scaledmail',
  };
  const rows = domains.map((domain) => ({ ...base, domain, redirect: 'main.example', ...person('ada') }));
  return { name, vendor: 'scaledmail', things: domains, rows };
}

function registration(dice: Dice, serial: number): Made {
  const { name, domains } = named(serial, dice, 3);
  const rows = domains.map((domain) => ({ order: name, operation: 'buy-domains', max_price: '20.00', domain }));
  return { name, vendor: 'scaledmail', things: domains.map((domain) => `registration ${domain}`), rows };
}

/** Domains that are registered and get their mailboxes in one order. */
function registered(dice: Dice, serial: number): Made {
  const { name, domains } = named(serial, dice, 2);
  const base = { order: name, operation: 'create-custom-order', domain_source: 'buy', mailbox_type: 'google' };
  const rows = domains.flatMap((domain) =>
    PEOPLE.map((alias) => ({ ...base, max_price: '20.00', domain, redirect: 'main.example', alias, ...person(alias) })),
  );
  const things = [...domains, ...domains.map((domain) => `registration ${domain}`)];
  return { name, vendor: 'scaledmail', things, rows };
}

function saleshandy(dice: Dice, serial: number): Made {
  const { name, domains } = named(serial, dice, 2);
  const pays = dice.pick([{}, {}, { is_free_order: 'true' }, { is_replacement: 'yes' }]);
  const terms = { email_service_provider: dice.pick(['Google', 'Microsoft']), plan_type: 'quarterly', ...pays };
  const base = { order: name, vendor: 'saleshandy', operation: 'purchase', ...OWNER, ...terms };
  const rows = domains.flatMap((domain) => PEOPLE.map((alias) => ({ ...base, domain, alias, ...person(alias) })));
  return { name, vendor: 'saleshandy', things: domains, rows };
}

function person(alias: string): Row {
  return { first_name: alias === 'ada' ? 'Ada' : 'Sam', last_name: 'Sample' };
}

/** The order with one mistake in it that a person sees at once. */
function spoiled(dice: Dice, rows: readonly Row[]): readonly Row[] {
  const [first = {}, ...rest] = rows;
  return dice.pick<() => readonly Row[]>([
    () => [{ ...first, domain: 'not a domain' }, ...rest],
    () => rows.map((row) => ({ ...row, operation: 'buy-everything' })),
    () => rows.map((row) => ({ ...row, vendor: 'nobody' })),
  ])();
}

export type Kind = 'csv' | 'xlsx';

/** The bytes of a sheet with these rows. */
export function sheetBytes(rows: readonly Row[], kind: Kind): Buffer {
  const table = [[...COLUMNS], ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))];
  if (kind === 'xlsx') return workbook({ rows: table });
  return Buffer.from(`${table.map((cells) => cells.join(',')).join('\n')}\n`);
}
