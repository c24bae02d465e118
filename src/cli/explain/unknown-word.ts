import { existsSync } from 'node:fs';
import { editDistance } from '../../domain/edit-distance.ts';
import { UsageError } from '../../domain/errors.ts';
import { shortKey } from '../../domain/identity.ts';
import type { Ledger } from '../../domain/ports.ts';
import type { Host } from '../commands/command.ts';
import type { Composition } from '../compose.ts';
import { keysBeginning, keysKnownAs, SHORTEST_KEY } from '../find-order.ts';
import type { Flags } from '../options.ts';
import { PAGES } from './code-families.ts';

const NEAR = 4;
const SHOWN = 3;
const MOST_KEYS = 50_000;

/** What `explain` does not know, with what was probably meant: a file, a key, an order of the sandbox, or a code. */
export function unknownWord(written: string, flags: Flags, composition: Composition, host: Host): UsageError {
  const ledger = composition.existingLedger();
  const order = ledger
    ? `the ledger ${composition.ledgerPath} has no such order`
    : `there is no ledger at ${composition.ledgerPath}`;
  const hint = [
    fileHint(written),
    elsewhere(written, flags, host),
    ...(looksLikeKey(written) ? [keyHint(written, ledger)] : [codeHint(written)]),
  ].find((text) => text !== '');
  const isCode = /^[a-z]+(-[a-z*]+)+$/i.test(written);
  return new UsageError(
    `There is no code "${written}"${isCode ? '' : `, and ${order}`}.`,
    `${hint} \`sheetorder explain\` lists the codes, \`sheetorder ledger list\` the orders.`,
    'NO-SUCH-CODE',
  );
}

function looksLikeKey(written: string): boolean {
  return /^[0-9a-f]+$/i.test(written) || (/^[0-9a-z]{8,64}$/i.test(written) && /\d/.test(written));
}

function fileHint(written: string): string {
  return existsSync(written) ? `It is a file: name the line as well, like \`sheetorder explain ${written}:2\`.` : '';
}

/** The order may be in the ledger of the sandbox, or out of it. */
function elsewhere(written: string, flags: Flags, host: Host): string {
  if (flags['base-url'] !== undefined && !flags.sandbox) return '';
  const other = host.compose({ ...flags, sandbox: !flags.sandbox }).existingLedger();
  if (!other || [...keysBeginning(written, other), ...keysKnownAs(written, other)].length === 0) return '';
  return flags.sandbox
    ? 'The ledger of real orders has it: leave out --sandbox.'
    : 'The ledger of the sandbox has it: add --sandbox.';
}

function keyHint(written: string, ledger: Ledger | null): string {
  const rule = `An order is named by its order id, or by at least ${SHORTEST_KEY} characters of its key`;
  if (written.length < SHORTEST_KEY) return `${rule}, and these are ${written.length}.`;
  const near = nearest(shortKey(written.toLowerCase()), keysOf(ledger, written.length));
  return near.length > 0 ? `Did you mean ${near.join(', ')}?` : `${rule}.`;
}

function codeHint(written: string): string {
  const codes = PAGES.map((page) => page.code);
  return `Did you mean ${nearest(written.toUpperCase(), codes, written.length).join(', ')}?`;
}

/** The beginnings of all keys, as long as what was typed. */
function keysOf(ledger: Ledger | null, length: number): readonly string[] {
  const keys = new Set<string>();
  for (const entry of ledger?.all() ?? []) {
    if (entry.type !== 'snapshot') keys.add(shortKey(entry.key));
    if (keys.size >= MOST_KEYS) break;
  }
  return [...keys].map((key) => (length < key.length ? key.slice(0, Math.max(length, SHORTEST_KEY)) : key));
}

function nearest(written: string, known: readonly string[], limit = NEAR): readonly string[] {
  return known
    .map((one) => ({ one, distance: editDistance(one, written, Math.max(limit, NEAR)) }))
    .filter(({ distance }) => distance <= Math.max(limit, NEAR))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, SHOWN)
    .map(({ one }) => one);
}
