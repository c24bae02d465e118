import { COLUMNS } from '../domain/columns.ts';
import type { DraftDomain, OrderDraft } from '../domain/draft.ts';
import type { HalfOrder } from '../domain/half-order.ts';
import { domainKey } from './domain-key.ts';

/** What the ledger knows of an order that awaits its form. */
export interface KnownHalf {
  readonly key: string;
  readonly name: string;
  readonly rows: string;
  readonly domains: readonly string[];
}

export interface FormSheetInput {
  readonly vendor: string;
  readonly halves: readonly HalfOrder[];
  /** Orders of the sheets that were given: what they say of a domain is filled in. */
  readonly drafts: readonly OrderDraft[];
  readonly known: (orderId: string) => KnownHalf | null;
  /** Mailboxes on a domain of this type; null when the type is not known. */
  readonly mailboxes: (type: string) => number | null;
  /** Values that the operation's `domain_source` takes. */
  readonly sources: readonly string[];
}

export interface FormSheet {
  /** Header first. */
  readonly cells: readonly (readonly string[])[];
  /** Rows in which a person still has something to write. */
  readonly unfilled: number;
  readonly notes: readonly string[];
}

type SheetRow = Readonly<Record<string, string>>;

const ALWAYS = [
  'order',
  'vendor',
  'operation',
  'form_uuid',
  'domain_source',
  'domain',
  'mailbox_type',
  'redirect',
  'alias',
  'first_name',
  'last_name',
];
/** Order columns that configure what was bought; what decides what is bought never comes along, nor does a login's secret. */
const CARRIED = ['tag', 'client'];
const LOGINS = ['hosting', 'sequencer'];
const LOGIN_PARTS = ['provider', 'username', 'password', 'link', 'workspace', 'tag'];
const SECRETS = LOGINS.flatMap((login) => [`${login}_username`, `${login}_password`]);
/** A form that says it waits for more is not believed: nobody could fill that many rows in. */
const MOST_ROWS = 1_000;

/** A sheet that finishes half orders: one row for each mailbox, filled in as far as the vendor and the given sheets tell. */
export function formSheet(input: FormSheetInput): FormSheet {
  const said = domainsSaid(input.drafts);
  const taken = new Map<string, HalfOrder>();
  const notes: string[] = [];
  const rows = input.halves.flatMap((half) => {
    const domains = half.domains.length > 0 ? half.domains : (namesKnown(half, input) ?? []);
    const twice = domains.find((domain) => taken.has(domain));
    if (twice) notes.push(sayTwice(twice, half, taken.get(twice)));
    for (const domain of domains) if (!taken.has(domain)) taken.set(domain, half);
    if (half.uuid === '')
      notes.push(`${nameOf(half, input)} has a form without an id; fill it in in the vendor's app.`);
    return rowsOf(half, domains, twice ? new Map() : said, input);
  });
  const used = new Set([...ALWAYS, ...rows.flatMap((row) => Object.keys(row))]);
  const header = COLUMNS.map(({ name }) => name).filter((name) => used.has(name));
  const cells = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  return { cells, unfilled: rows.filter(isUnfilled).length, notes };
}

/** Where two forms name one domain, it was paid twice and can be configured once: which, a person must say. */
function sayTwice(domain: string, half: HalfOrder, first: HalfOrder | undefined): string {
  return `${domain} stands in two forms, ${first?.uuid} of order ${first?.orderId || '?'} and ${half.uuid} of order ${half.orderId || '?'}: it may have been paid twice. The second one was not filled in; cancel one of the two orders in the vendor's app.`;
}

function isUnfilled(row: SheetRow): boolean {
  const person = row.alias ? row.first_name && row.last_name : row.first_name || row.last_name;
  return !row.domain || !row.mailbox_type || !person || SECRETS.some((name) => row[name] === '');
}

interface Said {
  readonly draft: OrderDraft;
  readonly domain: DraftDomain;
}

/** What the sheets say of each domain; a domain that they name in two places says nothing. */
function domainsSaid(drafts: readonly OrderDraft[]): ReadonlyMap<string, Said> {
  const said = new Map<string, Said | null>();
  for (const draft of drafts)
    for (const domain of draft.domains) {
      const name = domainKey(domain.domain.value);
      said.set(name, said.has(name) ? null : { draft, domain });
    }
  return new Map([...said].flatMap(([name, one]) => (one ? [[name, one] as const] : [])));
}

/** The domains of a form that names none, when the ledger has the order and as many of them as the form waits for. */
function namesKnown(half: HalfOrder, { known }: FormSheetInput): readonly string[] | null {
  const names = half.orderId ? known(half.orderId)?.domains : undefined;
  return names && (half.wanted === null || half.wanted === names.length) ? names : null;
}

function rowsOf(
  half: HalfOrder,
  domains: readonly string[],
  said: ReadonlyMap<string, Said>,
  input: FormSheetInput,
): SheetRow[] {
  const found = domains.map((domain) => said.get(domain));
  const drafts = new Set(found.flatMap((one) => (one ? [one.draft] : [])));
  const [draft, ...others] = drafts;
  const order = {
    order: nameOf(half, input),
    vendor: input.vendor,
    ...half.fields,
    ...(draft && others.length === 0 ? orderCells(draft, input) : {}),
  };
  if (domains.length === 0) return blankRows(half, order, input);
  return domains.flatMap((domain, index) =>
    domainRows(domain, half, found[index], input).map((row) => ({ ...order, ...row })),
  );
}

/** The order's id where it is one form's alone, since rows of one name are one order. */
function nameOf({ orderId, uuid }: HalfOrder, { halves }: FormSheetInput): string {
  const alone = orderId !== '' && halves.filter((half) => half.orderId === orderId).length === 1;
  return alone ? orderId : uuid || 'form without an id';
}

function orderCells({ fields }: OrderDraft, { sources }: FormSheetInput): SheetRow {
  const source = fields.domain_source?.value.trim().toLowerCase() ?? '';
  const carried = CARRIED.map((name) => [name, fields[name]?.value ?? '']);
  const logins = LOGINS.flatMap((login) => {
    if (fields[login]) return [[login, fields[login].value]];
    const parts = LOGIN_PARTS.map((part) => `${login}_${part}`).filter((name) => fields[name]);
    return parts.map((name) => [name, fields[name]?.secret ? '' : (fields[name]?.value ?? '')]);
  });
  return {
    ...(sources.includes(source) ? { domain_source: source } : {}),
    ...Object.fromEntries(carried.filter(([, value]) => value !== '')),
    ...Object.fromEntries(logins),
  };
}

/** Rows for a form that names no domain: as many as it waits for. */
function blankRows({ wanted, mailboxType }: HalfOrder, order: SheetRow, { mailboxes }: FormSheetInput): SheetRow[] {
  const each = (mailboxType && mailboxes(mailboxType)) || 1;
  const count = (wanted ?? 1) * each;
  const row = { ...order, domain: '', mailbox_type: mailboxType ?? '' };
  return Array.from({ length: count > MOST_ROWS ? 1 : count }, () => row);
}

function domainRows(
  domain: string,
  half: HalfOrder,
  said: Said | undefined,
  { mailboxes }: FormSheetInput,
): SheetRow[] {
  const fields = said?.domain.fields ?? {};
  const text = (name: string) => fields[name]?.value ?? '';
  const mailboxType = text('mailbox_type') || half.mailboxType || '';
  const shared = withoutEmpty({
    domain,
    mailbox_type: mailboxType,
    redirect: text('redirect'),
    domain_profile_picture: text('domain_profile_picture'),
  });
  const names = withoutEmpty({
    first_name: text('first_name'),
    last_name: text('last_name'),
    profile_picture: text('profile_picture'),
  });
  const aliases = (said?.domain.aliases ?? []).map((alias) =>
    withoutEmpty({
      alias: alias.alias.value,
      first_name: alias.fields.first_name?.value ?? '',
      last_name: alias.fields.last_name?.value ?? '',
      profile_picture: alias.fields.profile_picture?.value ?? '',
    }),
  );
  // Names without an alias have the vendor make the mailboxes, so that one row is all there is to fill in.
  if (aliases.length === 0 && Object.keys(names).length > 0) return [{ ...shared, ...names }];
  const wanted = half.domains.length > MOST_ROWS ? 1 : (mailboxes(mailboxType) ?? 1);
  const missing = Math.max(wanted - aliases.length, aliases.length === 0 ? 1 : 0);
  return [...aliases, ...Array<SheetRow>(missing).fill({})].map((row) => ({ ...shared, ...row }));
}

function withoutEmpty(row: SheetRow): SheetRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
}
