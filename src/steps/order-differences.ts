import type { CheckedOrder } from '../domain/checked-order.ts';
import type { OrderNote } from '../domain/ledger-entry.ts';
import { domainsOf, type Former, isPacked } from './match-formers.ts';

/** Domains that are named one by one. */
const MOST_NAMED = 5;

/** What differs between an order and what an earlier run sent in its place, in sentences. */
export function differencesOf(order: CheckedOrder, { record, held }: Former): readonly string[] {
  const { note } = record;
  if (!note) return [];
  const seen = [...placeOf(note, order), ...contentOf(note, order)];
  const rest =
    'The same domains and as many mailboxes; something else differs (package, names, redirects or the like).';
  return [...named(note, order), ...(seen.length > 0 ? seen : [rest]), ...(held ? [] : [notPlaced(record)])];
}

function named(note: OrderNote, { name }: CheckedOrder): string[] {
  return note.name === name || isPacked(note.name) ? [] : [`Its name was "${note.name}" then.`];
}

/** Where it went: the same order for another vendor, organization or operation is another order. */
function placeOf(note: OrderNote, { vendorName: now, account, operation, checked }: CheckedOrder): string[] {
  if (note.vendor !== now) return [`At ${note.vendor} then, at ${now || 'no vendor that is known'} now.`];
  const other =
    operation && note.operation !== operation.id ? `Operation ${note.operation} then, ${operation.id} now.` : '';
  return [...accountOf(note, account, checked?.organization ?? ''), ...(other ? [other] : [])];
}

function accountOf(note: OrderNote, account: string, organization: string): string[] {
  if (account === '' || note.account === account) return [];
  if (note.organization === organization) return ['At another address of the vendor then.'];
  return [`Organization ${note.organization || '(none)'} then, ${organization || '(none)'} now.`];
}

function contentOf(note: OrderNote, order: CheckedOrder): string[] {
  const domains = domainChange(note.domains, domainsOf({ order }));
  const mailboxes = order.checked?.mailboxes ?? note.mailboxes;
  const more = mailboxes === note.mailboxes ? '' : `${count(note.mailboxes, 'mailbox')} then, ${mailboxes} now.`;
  return [domains, more].filter((text) => text !== '');
}

/** `2 domains then, 3 now: + gamma.example, + delta.example, - beta.example.` */
function domainChange(before: readonly string[], now: readonly string[]): string {
  const added = [...new Set(now)].filter((domain) => !before.includes(domain));
  const taken = [...new Set(before)].filter((domain) => !now.includes(domain));
  if (added.length + taken.length === 0) return '';
  const names = [...listed('+', added), ...listed('-', taken)].join(', ');
  return `${count(before.length, 'domain')} then, ${now.length} now: ${names}.`;
}

function listed(sign: string, domains: readonly string[]): readonly string[] {
  const shown = domains.length > MOST_NAMED ? domains.slice(0, MOST_NAMED - 1) : domains;
  const rest = domains.length - shown.length;
  return [...shown.map((domain) => `${sign} ${domain}`), ...(rest > 0 ? [`${sign} ${rest} more`] : [])];
}

function notPlaced({ cancelledIds }: Former['record']): string {
  const id = cancelledIds.at(-1);
  return id ? `The earlier one was cancelled (${id}).` : 'The earlier one was not placed.';
}

function count(number: number, word: string): string {
  return `${number} ${number === 1 ? word : `${word}${word.endsWith('x') ? 'es' : 's'}`}`;
}
