import { z } from 'zod';
import type { Body } from '../../domain/http.ts';
import { OWNER_FIELDS, PLANS, PROVIDERS } from './limits.ts';
import type { FieldNames } from './settings.ts';

const HTTPS = /^https:\/\/[\x21-\x7e]{1,2000}$/;
const SANDBOX_PAGE = /^http:\/\/127\.0\.0\.1:\d{1,5}\/saleshandy\/checkout\/[a-f0-9]{1,40}$/;

/** The body we send, for the names in use inside `domains`; stricter than the vendor, since a wrong body may be charged. */
export function bodySchema(names: FieldNames): z.ZodType {
  const known = SCHEMAS.get(names);
  if (known) return known;
  const schema = schemaFor(names);
  SCHEMAS.set(names, schema);
  return schema;
}

/** Making a schema costs much more than using it. */
const SCHEMAS = new WeakMap<FieldNames, z.ZodType>();

function schemaFor(names: FieldNames): z.ZodType {
  const filled = z.string().min(1);
  const addresses = [names.email, names.localPart].filter((name) => name !== null);
  const mailbox = z.strictObject({
    [names.firstName]: filled,
    [names.lastName]: filled,
    ...Object.fromEntries(addresses.map((name) => [name, filled])),
  });
  const domain = z.strictObject({
    [names.domain]: filled,
    [names.redirect]: filled.optional(),
    [names.mailboxes]: z.array(mailbox).min(1),
  });
  return z.strictObject({
    ...Object.fromEntries(Object.values(OWNER_FIELDS).map((name) => [name, filled])),
    emailServiceProvider: z.enum(PROVIDERS),
    planType: z.enum(PLANS),
    domains: z.array(domain).min(1),
    isReplacement: z.literal(true).optional(),
    isFreeOrder: z.literal(true).optional(),
  });
}

/** A domain as the vendor lists it. Only `id` and `status` are documented, so every name is looked for under several. */
export interface ListedDomain {
  readonly name: string;
  /** Empty when the vendor does not say. */
  readonly orderId: string;
  readonly status: string;
  /** Null when the vendor does not say. */
  readonly mailboxes: number | null;
}

export interface ListedOrder {
  readonly id: string;
  /** Null when the list does not say which domains an order has. */
  readonly domains: readonly string[] | null;
  readonly createdAt: string;
  readonly checkoutUrl: string | null;
}

/** A list and how long the vendor says it is, when it does. */
export interface Listing<T> {
  readonly rows: readonly T[];
  readonly total: number | null;
}

const TOTALS = ['total', 'totalCount', 'totalItems', 'count'];

/** What stands under `payload`, else the whole. */
export function payloadOf(json: unknown): unknown {
  return fieldsOf(json).get('payload') ?? json;
}

export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? Object.entries(value) : []);
}

export function idText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value) ? value : null;
}

/** A payment link: nothing but an https address is shown to a person to pay at, or the page of a sandbox on this machine. */
export function linkText(value: unknown): string | null {
  const isLink = typeof value === 'string' && (HTTPS.test(value) || SANDBOX_PAGE.test(value)) && URL.canParse(value);
  return isLink ? value : null;
}

/** The list of domains; undefined when any row has no name that we know. */
export function readDomainList(json: unknown): Listing<ListedDomain> | undefined {
  return listing(json, 'domains', readDomain);
}

/** The list of orders; undefined when any row has no id that we know. */
export function readOrderList(json: unknown): Listing<ListedOrder> | undefined {
  return listing(json, 'orders', readOrder);
}

/** One order; undefined when it does not show its domains. */
export function readOneOrder(json: unknown): (ListedOrder & { readonly rows: readonly ListedDomain[] }) | undefined {
  const payload = payloadOf(json);
  const rows = readDomainList(json)?.rows;
  if (!rows) return undefined;
  const fields = fieldsOf(payload);
  return {
    id: idText(fields.get('orderId') ?? fields.get('id')) ?? '',
    domains: [...new Set(rows.map((row) => row.name))],
    createdAt: wordOf(fields, ['createdAt', 'created_at']),
    checkoutUrl: linkText(fields.get('checkoutUrl')),
    rows,
  };
}

const NAME_LISTS = ['names', 'suggestions', 'mailboxNames', 'mailboxes', 'emails'];
const NAME_FIELDS = ['email', 'address', 'name', 'mailbox', 'username', 'localPart'];

/** Suggested names, with or without their domain; undefined when nothing looks like a list of them. */
export function readNameList(json: unknown): readonly string[] | undefined {
  const payload = payloadOf(json);
  const fields = fieldsOf(payload);
  const list = Array.isArray(payload) ? payload : NAME_LISTS.map((name) => fields.get(name)).find(Array.isArray);
  if (!Array.isArray(list) || saysNo(fieldsOf(json))) return undefined;
  return list
    .map((item) => (typeof item === 'string' ? item : wordOf(fieldsOf(item), NAME_FIELDS)))
    .filter((name) => name !== '');
}

function listing<T>(json: unknown, name: string, read: (row: unknown) => T | null): Listing<T> | undefined {
  const payload = payloadOf(json);
  const fields = fieldsOf(payload);
  // The vendor puts every answer into an envelope, so a bare array comes from something else.
  const list = Array.isArray(payload) && payload !== json ? payload : fields.get(name);
  if (!Array.isArray(list) || saysNo(fieldsOf(json))) return undefined;
  const rows = list.map(read).filter((row) => row !== null);
  const stated = [fields, fieldsOf(json)].flatMap((place) => TOTALS.map((key) => place.get(key)));
  const total = stated.find((value): value is number => typeof value === 'number') ?? null;
  return rows.length === list.length ? { rows, total } : undefined;
}

function saysNo(fields: ReadonlyMap<string, unknown>): boolean {
  return fields.has('error') || fields.get('success') === false;
}

function readDomain(row: unknown): ListedDomain | null {
  const fields = fieldsOf(row);
  const name = (typeof row === 'string' ? row : wordOf(fields, ['name', 'domain', 'domainName'])).trim().toLowerCase();
  if (!/^[^\s@/:]+\.[^\s@/:]+$/.test(name)) return null;
  const mailboxes = fields.get('mailboxes') ?? fields.get('emails');
  return {
    name,
    orderId: idText(fields.get('orderId')) ?? '',
    status: wordOf(fields, ['status']),
    mailboxes: Array.isArray(mailboxes) ? mailboxes.length : null,
  };
}

function readOrder(row: unknown): ListedOrder | null {
  const fields = fieldsOf(row);
  const id = idText(fields.get('orderId') ?? fields.get('id'));
  if (id === null) return null;
  const domains = Array.isArray(fields.get('domains')) ? readDomainList({ domains: fields.get('domains') }) : undefined;
  return {
    id,
    domains: domains ? [...new Set(domains.rows.map((domain) => domain.name))] : null,
    createdAt: wordOf(fields, ['createdAt', 'created_at']),
    checkoutUrl: linkText(fields.get('checkoutUrl')),
  };
}

function wordOf(fields: ReadonlyMap<string, unknown>, names: readonly string[]): string {
  const found = names.map((name) => fields.get(name)).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}

/** True for a body that the vendor would take, by all that we know. */
export function isBody(body: Body | undefined, names: FieldNames): boolean {
  return bodySchema(names).safeParse(body).success;
}
