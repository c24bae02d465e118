import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { LedgerError } from '../../../src/domain/errors.ts';
import type { Ledger } from '../../../src/domain/ports.ts';
import { filesInRowsText } from '../../../src/domain/rows-text.ts';
import { openLedger } from '../../../src/io/sqlite/ledger.ts';
import { systemClock } from '../../../src/io/system-clock.ts';
import { inFolder, wordsOf } from './check.ts';
import type { Files } from './disk.ts';
import { pick } from './random.ts';
import { SHELF } from './scenes.ts';

/** One way to spoil a finished ledger: what was done, and the files after it. */
export interface Damage {
  readonly what: string;
  readonly files: Files;
}

/** `accepted` is the fault: nobody complained, and the ledger tells something else than it did. */
export type Reaction = 'refused' | 'reported' | 'harmless' | 'accepted';

const PAGE = 4096;
const SECTOR = 512;

type Spoil = (data: Buffer, at: number, random: () => number, older: Buffer) => Buffer;

const SPOILS: readonly (readonly [string, Spoil])[] = [
  ['a bit flipped', (data, at, random) => edited(data, at, Buffer.of((data[at] ?? 0) ^ (1 << pick(random, 8))))],
  ['a byte changed', (data, at, random) => edited(data, at, Buffer.of(pick(random, 256)))],
  ['a sector zeroed', (data, at) => edited(data, start(at, SECTOR), Buffer.alloc(SECTOR))],
  ['a page zeroed', (data, at) => edited(data, start(at, PAGE), Buffer.alloc(PAGE))],
  [
    'a page from elsewhere',
    (data, at, random) => edited(data, start(at, PAGE), Buffer.from(block(data, pick(random, data.length), PAGE))),
  ],
  ['a page from before', (data, at, _, older) => edited(data, start(at, PAGE), block(older, at, PAGE))],
  ['a sector from before', (data, at, _, older) => edited(data, start(at, SECTOR), block(older, at, SECTOR))],
  ['cut short', (data, at) => data.subarray(0, at)],
];

/** The ledger's files with one of them spoiled at a random place; at least one byte differs. */
export function spoiled(files: Files, older: Files, random: () => number): Damage {
  const names = [...files.keys()];
  for (;;) {
    // More often than not the database: it is what the ledger believes.
    const name = random() < 0.6 ? names.find((one) => one.endsWith('.sqlite')) : names[pick(random, names.length)];
    const [what, spoil] = SPOILS[pick(random, SPOILS.length)] ?? [];
    const data = files.get(name ?? '');
    if (!name || !spoil || !data) continue;
    const at = pick(random, data.length);
    const after = spoil(Buffer.from(data), at, random, older.get(name) ?? Buffer.alloc(0));
    if (!after.equals(data)) return { what: `${what} in ${name} at ${at}`, files: new Map([...files, [name, after]]) };
  }
}

/** Opens a spoiled ledger, asks for its problems, and compares all it tells with what it told before. */
function reactionOf(path: string, before: string): { readonly reaction: Reaction; readonly words: string } {
  try {
    const ledger = openLedger(path, systemClock);
    try {
      const [problem] = ledger.verify();
      if (problem !== undefined) return { reaction: 'reported', words: problem };
      const same = told(ledger) === before;
      return { reaction: same ? 'harmless' : 'accepted', words: '' };
    } finally {
      ledger.close();
    }
  } catch (error) {
    // Anything but the ledger's own error would end a run with a stack trace instead of its exit code.
    return { reaction: error instanceof LedgerError ? 'refused' : 'accepted', words: wordsOf(error) };
  }
}

/** Changes of one row each that leave SQLite content: only a comparison of the tables can see them. */
export const ROW_CHANGES: readonly string[] = [
  "entries SET body = replace(body, 'reply reply', 'reply refly') WHERE seq = 4",
  "entries SET body = replace(body, 'rec-one-0', 'rec-one-7') WHERE seq = 5",
  "entries SET key = 'ff' WHERE seq = 9",
  "entries SET account = 'x' WHERE seq = 9",
  "entries SET type = 'answered' WHERE seq = 9",
  'entries SET seq = 900 WHERE seq = 9',
  "orders SET key = 'ff' WHERE rowid = 2",
  "orders SET state = 'refused' WHERE rowid = 2",
  'orders SET unsettled = 1 WHERE rowid = 2',
  "claims SET account = 'x' WHERE rowid = 2",
  "claims SET claim = 'x.example' WHERE rowid = 2",
  "claims SET key = 'ff' WHERE rowid = 2",
  "order_ids SET account = 'x' WHERE rowid = 2",
  "order_ids SET id = 'x' WHERE rowid = 2",
  "order_ids SET key = 'ff' WHERE rowid = 2",
  "sheet_orders SET file = 'x.csv' WHERE seq = (SELECT MIN(seq) FROM sheet_orders)",
  'sheet_orders SET seq = 4 WHERE seq = (SELECT MIN(seq) FROM sheet_orders)',
  "meta SET value = '99' WHERE name = 'schema'",
  "meta SET value = 'x' WHERE name = 'ledger'",
];

export function changeRow(path: string, change: string): void {
  const database = new DatabaseSync(path);
  const { changes } = database.prepare(`UPDATE ${change}`).run();
  database.close();
  if (Number(changes) !== 1) throw new Error(`Changed ${changes} rows: ${change}`);
}

/** Sums over every damage that was tried. */
export class Reactions {
  readonly counts: Record<Reaction, number> = { refused: 0, reported: 0, harmless: 0, accepted: 0 };
  readonly accepted: string[] = [];

  /** Looks at the files in a folder of their own; `spoil` may change them there once more. */
  try({ what, files }: Damage, before: string, spoil: (path: string) => void = () => undefined): Reaction {
    const { reaction, words } = inFolder(SHELF, files, (folder) => {
      const path = join(folder, 'ledger.sqlite');
      spoil(path);
      return reactionOf(path, before);
    });
    this.counts[reaction] += 1;
    if (reaction === 'accepted') this.accepted.push(`${what}${words === '' ? '' : `: ${words}`}`);
    return reaction;
  }

  get words(): string {
    const { refused, reported, harmless, accepted } = this.counts;
    const all = refused + reported + harmless + accepted;
    return `${all} damaged ledgers (${refused} refused, ${reported} reported, ${harmless} harmless), ${accepted} damaged accepted`;
  }
}

/** What the ledger in these files tells. */
export function toldIn(files: Files): string {
  return inFolder(SHELF, files, (folder) => {
    const ledger = openLedger(join(folder, 'ledger.sqlite'), systemClock);
    try {
      return told(ledger);
    } finally {
      ledger.close();
    }
  });
}

/** Everything that the ledger answers, entries and indexes alike. */
function told(ledger: Ledger): string {
  const entries = [...ledger.all()];
  const claims = [...new Set(entries.flatMap((entry) => ('claims' in entry ? entry.claims : [])))];
  const keys = [...new Set(entries.flatMap((entry) => ('key' in entry ? entry.key : [])))];
  const sheets = [...new Set(entries.flatMap((entry) => ('rows' in entry ? filesInRowsText(entry.rows) : [])))];
  const accounts = ledger.accounts();
  return JSON.stringify([
    entries,
    accounts,
    accounts.map((account) => [
      ledger.openKeys(account),
      [...ledger.orderIds(account)].sort(),
      [...ledger.holders(account, claims)],
    ]),
    ledger.entriesFor(keys),
    keys.map((key) => ledger.keysLike(key)),
    sheets.map((sheet) => ledger.ordersFrom(sheet, keys.length)),
  ]);
}

function edited(data: Buffer, at: number, piece: Buffer): Buffer {
  piece.copy(data, at, 0, Math.min(piece.length, data.length - at));
  return data;
}

function start(at: number, size: number): number {
  return Math.floor(at / size) * size;
}

function block(data: Buffer, at: number, size: number): Buffer {
  return data.subarray(start(at, size), start(at, size) + size);
}
