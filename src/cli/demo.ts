import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBytes } from '../io/read-bytes.ts';
import { readCsv } from '../io/read-csv.ts';
import { audit, type ResultRow } from '../sandbox/audit.ts';
import { readSold } from '../sandbox/record.ts';
import { EXIT } from './exit-codes.ts';
import { recordPath } from './sandbox-session.ts';

const HOME = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const FOLDER = 'demo-output';
const LEDGER = join(FOLDER, 'ledger.sqlite');
const SHEET = join('fixtures', 'demo', 'may.csv');
const RESULTS = join(FOLDER, 'results.csv');
const WHERE = ['--sandbox', '--ledger', LEDGER];

process.chdir(HOME);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { mode: 0o700 });

say('A sheet of May orders, some with mistakes, is checked, sent to a stand-in vendor, and followed to its results.');
say('1. Fetch packages and prices.');
run('catalog', 'pull', ...WHERE);
say('2. Check: what is wrong, cell by cell, and what would it cost?');
run('check', SHEET, ...WHERE, '--annotated', join(FOLDER, 'fix-me.csv'), '--report', join(FOLDER, 'check.html'));
say(
  '3. Submit. The vendor loses some replies and lists some orders late, so some are "unknown" at first; submit reads them back itself.',
);
const faults = ['--fault', 'lost-reply,late-listing', '--fault-rate', '0.25', '--seed', '6', '--keep-going-on-unknown'];
run('submit', SHEET, ...WHERE, ...faults, '--yes', '--results', RESULTS, '--log-file', join(FOLDER, 'run.log'));
say('4. Reconcile reads what is still in doubt back from the vendor, here nothing any more. Nothing is sent again.');
run('reconcile', '--wait', '20s', ...WHERE);
say('5. Submit the same sheet again: nothing is bought a second time.');
run('submit', SHEET, ...WHERE, '--yes', '--results', RESULTS);
say('6. Results, from what is on disk.');
run('results', SHEET, ...WHERE, '--results', RESULTS, '--report', join(FOLDER, 'results.html'));
process.exitCode = compare();

/** Runs one command as a person would, and shows the command line first. */
function run(...words: readonly string[]): void {
  process.stdout.write(`\n$ sheetorder ${words.join(' ')}\n`);
  const env = { ...process.env, SHEETORDER_LEDGER: '', SCALEDMAIL_ORGANIZATION_ID: '' };
  const { status, error } = spawnSync(process.execPath, [MAIN, ...words], { stdio: 'inherit', env });
  if (error) throw error;
  process.stdout.write(`(exit ${status})\n`);
}

/** What the vendor sold against what the results say; exit 0 only when they agree. */
function compare(): number {
  const { header, rows } = readCsv(readBytes(RESULTS), 'results.csv', {});
  const results = [...rows].map(({ cells }) =>
    Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
  );
  const sold = readSold(recordPath(`${LEDGER}.sandbox`));
  const found = audit(sold, results as unknown as ResultRow[]);
  say(
    `Compared with what the vendor sold: ${sold.length} orders sold, ${found.soldTwice.length} sold twice, ${found.lost.length} missing from the results, ${found.wrongIds.length} with a wrong id.`,
  );
  say(
    `The files are in ${relative(process.cwd(), FOLDER) || FOLDER}: results.csv, fix-me.csv (the sheet with what to fix), check.html, results.html, run.log.`,
  );
  return found.soldTwice.length + found.lost.length + found.wrongIds.length === 0 ? EXIT.done : EXIT.bug;
}

function say(text: string): void {
  process.stdout.write(`\n== ${text}\n`);
}
