import type { CheckedOrder } from '../../domain/checked-order.ts';
import { shortKey } from '../../domain/identity.ts';
import type { OrderRecord } from '../../domain/order-book.ts';
import type { Payload } from '../../domain/payload.ts';
import { parseRowsText } from '../../domain/rows-text.ts';
import type { Composition } from '../compose.ts';
import type { Flags } from '../options.ts';
import { commandLine, placeOf } from '../say-command.ts';
import { requestLines } from './say-row-request.ts';
import { BLANK, type Line } from './say-story-steps.ts';

/** What an order's payload is known to be: the ledger keeps its digest alone, and the sheets make the rest anew. */
export type PayloadAgain =
  /** No sheet was named; the command that names it. */
  | { readonly kind: 'not_asked'; readonly command: string }
  /** These sheets do not make this order; `account` is where they would send an order of the same domains. */
  | { readonly kind: 'other_sheets'; readonly account: string | null }
  /** They make it, and it has an error, so that it has no payload. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'made'; readonly payload: Payload; readonly sameAsSent: boolean | null };

/** Makes the payload anew when sheets are named. Asks no vendor, and makes no file. */
export function payloadAgain(record: OrderRecord, flags: Flags, composition: Composition): PayloadAgain {
  if ((flags.sheets ?? []).length === 0) return { kind: 'not_asked', command: askFor(record, flags) };
  const orders = composition.prepare().orders(composition.existingLedger());
  const order = orders.find(({ key }) => key === record.key);
  if (!order) return { kind: 'other_sheets', account: accountInstead(record, orders) };
  if (!order.payload) return { kind: 'invalid' };
  const sent = record.claim?.digest ?? null;
  return { kind: 'made', payload: order.payload, sameAsSent: sent === null ? null : sent === order.payload.digest };
}

/** The account is a part of the key: the same order at another one is another order. */
function accountInstead({ note }: OrderRecord, orders: readonly CheckedOrder[]): string | null {
  const named = (domains: readonly string[]) => domains.toSorted().join(' ');
  const alike = orders.find(({ checked }) => checked && named(checked.domains) === named(note?.domains ?? []));
  return alike && alike.account !== note?.account ? alike.account : null;
}

function askFor({ key, note }: OrderRecord, flags: Flags): string {
  const places = parseRowsText(note?.rows ?? '');
  const files = [...new Set(places.map(({ file }) => (file.startsWith('-') ? `./${file}` : file)))];
  const worksheet = files.length === 1 ? places[0]?.sheet : undefined;
  const more = worksheet === undefined ? [] : ['--sheet', worksheet];
  const sheets = [shortKey(key), ...(files.length > 0 ? files : ['SHEET'])];
  return commandLine('explain', { ...placeOf(flags), sheets }, more);
}

const COMPARED = {
  true: 'It is exactly what was sent: the digests are equal.',
  false:
    'It is not what was sent last: the digests differ, though it is the same order. A login or a setting is another one now.',
} as const;

function otherSheets(account: string | null): string {
  return account
    ? `These sheets make it for another account, "${account}": give the --sandbox, the --base-url or the organization that it was sent with.`
    : 'These sheets do not make this order: they, the flags or the settings are not what they were when it was sent.';
}

/** The payload for a person, or why it is not shown. */
export function payloadLines(again: PayloadAgain, isWhole: boolean): readonly Line[] {
  switch (again.kind) {
    case 'not_asked':
      return [
        BLANK,
        {
          text: 'Payload    The ledger keeps its digest alone. Its sheet, with the flags of then, makes it anew:',
          indent: 11,
        },
        { text: `    ${again.command}`, indent: 0, unbroken: true },
      ];
    case 'other_sheets':
      return [
        BLANK,
        {
          text: `Payload    ${otherSheets(again.account)}`,
          indent: 11,
        },
      ];
    case 'invalid':
      return [BLANK, { text: 'Payload    None: these sheets make the order with an error.', indent: 11 }];
    case 'made':
      return [
        BLANK,
        ...requestLines(again.payload, isWhole ? 'all' : []),
        { text: again.sameAsSent === null ? 'It was never sent.' : COMPARED[`${again.sameAsSent}`], indent: 0 },
      ];
  }
}
