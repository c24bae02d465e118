import { fieldsOf, type ListedDomain, payloadOf } from './schema.ts';

/**
 * Says how the domains that the vendor shows differ from those that were asked for: other names, or another number of
 * mailboxes. Null when they do not. While it is `early`, no domain at all, and a domain without mailboxes, tell nothing yet.
 */
export function differenceIn(asked: unknown, shown: readonly ListedDomain[], early: boolean): string | null {
  if (!Array.isArray(asked) || asked.length === 0 || (early && shown.length === 0)) return null;
  const expected = asked.map(namesIn);
  const isThere = ({ texts, count }: (typeof expected)[number]) =>
    shown.some((row) => texts.includes(row.name) && (isUntold(row, early) || row.mailboxes === count));
  if (shown.length === expected.length && expected.every(isThere)) return null;
  const mailboxes = expected.reduce((sum, { count }) => sum + count, 0);
  return `The vendor's order has ${listed(shown)}; asked for were ${counted(asked.length, 'domain', 'domains')} with ${counted(mailboxes, 'mailbox', 'mailboxes')}.`;
}

const FAILED = ['errors', 'failed', 'failedDomains'];

/** Says what a yes itself calls failed: single items inside a success were seen to fail on this API. Null for none. */
export function failureIn(json: unknown): string | null {
  const fields = fieldsOf(payloadOf(json));
  const lists = FAILED.flatMap((name) => listOf(fields.get(name)));
  const failed = [...lists, ...listOf(fields.get('domains')).filter(isFailed)];
  if (failed.length === 0) return null;
  const names = failed.map((item) => nameIn(item)).filter((name) => name !== '');
  return `The answer has an order id, and says that it failed for ${names.slice(0, 5).join(', ') || 'a part of it'}.`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFailed(item: unknown): boolean {
  const fields = fieldsOf(item);
  return fields.get('status') === 'failed' || Boolean(fields.get('error')) || fields.get('success') === false;
}

function nameIn(item: unknown): string {
  const texts = [item, ...['name', 'domain', 'domainName'].map((name) => fieldsOf(item).get(name))];
  const name = texts.find((text) => typeof text === 'string' && /^[^\s@/:]{1,253}$/.test(text));
  return typeof name === 'string' ? name : '';
}

/** Whatever the fields of a `domains` item are called: its texts, one of which is the domain, and how many mailboxes it has. */
function namesIn(item: unknown): { readonly texts: readonly string[]; readonly count: number } {
  const values = [...fieldsOf(item).values()];
  const texts = values.filter((value) => typeof value === 'string');
  const [mailboxes] = values.filter((value) => Array.isArray(value));
  return { texts, count: mailboxes?.length ?? 0 };
}

function isUntold({ mailboxes }: ListedDomain, early: boolean): boolean {
  return mailboxes === null || (early && mailboxes === 0);
}

function listed(shown: readonly ListedDomain[]): string {
  if (shown.length === 0) return 'no domain';
  const words = shown.map(({ name, mailboxes }) =>
    mailboxes !== null ? `${name} with ${counted(mailboxes, 'mailbox', 'mailboxes')}` : name,
  );
  return words.length > 5 ? `${words.slice(0, 5).join(', ')} and ${words.length - 5} more` : words.join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
