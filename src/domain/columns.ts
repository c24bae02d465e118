import { editDistance } from './edit-distance.ts';

/** `alias` columns speak of the domain when the row's `alias` is empty. */
export type ColumnLevel = 'order' | 'domain' | 'alias';

/** One column a sheet may have. `risky`: a header that nearly matches it is an error, since ignoring it buys something else. */
export interface Column {
  readonly name: string;
  readonly level: ColumnLevel;
  readonly synonyms: readonly string[];
  readonly secret: boolean;
  readonly risky: boolean;
}

const SECRET = new Set(['hosting_username', 'hosting_password', 'sequencer_username', 'sequencer_password']);
const RISKY = new Set([
  'operation',
  'price_id',
  'form_uuid',
  'domain_source',
  'quantity',
  'email_service_provider',
  'plan_type',
  'is_replacement',
  'is_free_order',
  'max_price',
  'stock_id',
]);

const ORDER = {
  order: ['Order Name', 'Order No', 'Order No.', 'Order Number', 'Order #'],
  vendor: [],
  operation: [],
  organization_id: ['Organization', 'Organisation', 'Organisation ID'],
  price_id: ['Package', 'Plan', 'Package ID'],
  quantity: ['Qty'],
  domain_source: [],
  coupon: ['Coupon Code'],
  tag: ['Order Tag'],
  form_uuid: ['Form ID'],
  client: ['Client Name', 'Customer'],
  hosting: ['Hosting Profile'],
  hosting_provider: [],
  hosting_username: ['Hosting User', 'Hosting Login'],
  hosting_password: [],
  hosting_link: ['Hosting URL'],
  sequencer: ['Sequencer Profile'],
  sequencer_provider: [],
  sequencer_username: ['Sequencer User', 'Sequencer Login'],
  sequencer_password: [],
  sequencer_link: ['Sequencer URL'],
  sequencer_workspace: [],
  sequencer_tag: [],
  registrant: ['Registrant Profile'],
  owner_first_name: ['Registrant First Name'],
  owner_last_name: ['Registrant Last Name'],
  company_name: ['Company', 'Registrant Company'],
  address: ['Street Address'],
  city: [],
  state: [],
  country: ['Country Code'],
  zipcode: ['Zip', 'Postal Code', 'Postcode'],
  phone_number: ['Phone', 'Registrant Phone'],
  email_service_provider: ['ESP'],
  plan_type: [],
  is_replacement: [],
  is_free_order: [],
  max_price: ['Price Ceiling', 'Price Limit', 'Maximum Price'],
} satisfies Record<string, readonly string[]>;

const DOMAIN = {
  domain: ['Domain Name', 'Domains', 'Mailbox Domain', 'Sending Domain'],
  stock_id: ['Pre-warm ID', 'Inventory ID'],
  mailbox_type: ['Inbox Type', 'Mailbox Provider', 'Email Provider'],
  redirect: ['Redirect URL', 'Redirect To', 'Forward To', 'Forwarding', 'Forward URL', 'Forwarding URL'],
  domain_profile_picture: ['Domain Picture'],
} satisfies Record<string, readonly string[]>;

const ALIAS = {
  alias: ['Username', 'Local Part', 'Mailbox', 'Mailboxes', 'Aliases', 'Email', 'Email Address'],
  first_name: ['Given Name', 'Forename'],
  last_name: ['Surname', 'Family Name'],
  profile_picture: ['Picture', 'Photo'],
} satisfies Record<string, readonly string[]>;

/** Every column a sheet may have, in the order in which the manual lists them. */
export const COLUMNS: readonly Column[] = [
  ...columnsOf('order', ORDER),
  ...columnsOf('domain', DOMAIN),
  ...columnsOf('alias', ALIAS),
];

const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.map((column) => [column.name, column]));
const BY_HEADER: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) =>
    [column.name, ...column.synonyms].map((text) => [normaliseHeader(text), column] as const),
  ),
);

/** Our own output columns: fed back in, they are carried along and never taken for a misspelt header. */
const OUTPUT_HEADER = /^(status|orderid|error|fix)(sheetorder)?\d*$/;
const SIDE_BY_SIDE = /^(?:alias|username|localpart|mailbox|email)(\d+)(firstname|lastname|profilepicture|picture)?$/;
const SIDE_PARTS: Readonly<Record<string, string>> = {
  firstname: '_first_name',
  lastname: '_last_name',
  profilepicture: '_profile_picture',
  picture: '_profile_picture',
};
const SHORTEST_NEAR = 5;
const NEAR = 2;
/** Two letters of a short word make another word. */
const LONG = 8;

/** Findings that concern a whole sheet: such an error makes every order of the sheet invalid. */
export const HEADER_CODES: ReadonlySet<string> = new Set([
  'SHEET-HEADER-NEAR',
  'SHEET-HEADER-DUP',
  'SHEET-PROVIDER',
  'SHEET-NO-DOMAIN',
  'SHEET-HIDDEN',
]);

/** Headers are equal when they are after this: case, white space, `-`, `_`, BOM and other invisible characters are ignored. */
export function normaliseHeader(header: string): string {
  return header.toLowerCase().replace(/[\s_\-\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '');
}

/** The column with exactly this canonical name. */
export function columnNamed(name: string): Column | undefined {
  return BY_NAME.get(name);
}

/** The column a header means, by its name or a synonym. */
export function columnOf(header: string): Column | undefined {
  return BY_HEADER.get(normaliseHeader(header));
}

/** The known column a header nearly names; a risky one wins over an ordinary one that is as near. */
export function nearColumn(header: string): Column | undefined {
  const text = normaliseHeader(header);
  if (text.length < SHORTEST_NEAR || BY_HEADER.has(text) || isOutputHeader(header)) return undefined;
  const remarked = withRemark(text);
  if (remarked) return remarked;
  let best: { readonly column: Column; readonly distance: number } | undefined;
  for (const [known, column] of BY_HEADER) {
    const distance = editDistance(text, known, NEAR);
    if (distance > tolerance(known, column)) continue;
    const better = distance < (best?.distance ?? NEAR + 1) || (distance === best?.distance && column.risky);
    if (better) best = { column, distance };
  }
  return best?.column;
}

/** A risky name with a unit or a remark behind it: `Quantity (packages)`, and for a price also `Max price per domain`. */
function withRemark(text: string): Column | undefined {
  const bare = BY_HEADER.get(text.replace(/[([].*$/, ''));
  if (bare?.risky) return bare;
  return [...BY_HEADER].find(([known, { name }]) => name === 'max_price' && text.startsWith(known))?.[1];
}

/** Short names are near to many a word, so only a risky one (`plan`) is looked for, and more narrowly. */
function tolerance(known: string, column: Column): number {
  if (known.length >= SHORTEST_NEAR) return known.length < LONG && !column.risky ? 1 : NEAR;
  return column.risky ? 1 : 0;
}

/** True for the columns we add to annotated sheets, with or without a suffix. */
export function isOutputHeader(header: string): boolean {
  return OUTPUT_HEADER.test(normaliseHeader(header).replace(/[()[\].]/g, ''));
}

/** `Alias 2 First Name` to `alias_2_first_name`; undefined for every other header. */
export function sideBySideName(header: string): string | undefined {
  const [, number, part] = SIDE_BY_SIDE.exec(normaliseHeader(header)) ?? [];
  return number === undefined ? undefined : `alias_${Number(number)}${part ? SIDE_PARTS[part] : ''}`;
}

function columnsOf(level: ColumnLevel, names: Readonly<Record<string, readonly string[]>>): Column[] {
  return Object.entries(names).map(([name, synonyms]) => ({
    name,
    level,
    synonyms,
    secret: SECRET.has(name),
    risky: RISKY.has(name),
  }));
}
