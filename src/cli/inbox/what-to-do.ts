import { resolve } from 'node:path';
import { shortKey } from '../../domain/identity.ts';
import { type BatchReport, findingsIn, type Outcome } from '../../domain/outcome.ts';
import { FORM_PENDING } from '../../domain/verdict.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { sayFindings } from '../../steps/say-finding.ts';
import { EXIT } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import { sayReport } from '../outputs/say-report.ts';
import { commandLine, placeOf } from '../say-command.ts';
import { fitted } from '../terminal/wrap.ts';
import type { EndedSheet } from './ended-sheet.ts';

const COLUMNS = 100;
const MONEY = new Set(['MONEY-BUDGET', 'MONEY-NO-PRICE', 'GUARD-MAX-ORDERS']);

const REPEATED =
  'This very content was finished by an earlier run, so nothing was bought for it now; but not every order of it is placed any more. To order again what was cancelled, say so: `sheetorder submit` with this sheet.';

type Told = Pick<EndedSheet, 'name' | 'code' | 'goesOn' | 'isRepeated' | 'failure' | 'outcomes'>;

/** The text beside a sheet in `attention`: what happened, what to do, and what the program does by itself. */
export function whatToDo(sheet: Told, report: BatchReport | null, at: string, flags: Flags): string {
  const steps = stepsFor(sheet, flags).map((step, index) => `${index + 1}. ${step}`);
  const { failure } = sheet;
  return [
    `${visibleText(sheet.name)} needs a person. Its last run ended on ${at.slice(0, 16).replace('T', ' ')} UTC with exit code ${sheet.code}.`,
    ...(sheet.isRepeated ? [REPEATED] : []),
    ...(failure ? [`${failure.code}: ${failure.message}\n→ ${failure.hint}`] : []),
    ...(report ? [wrongIn(report), sayReport(report, {}, '', COLUMNS).out].filter(Boolean) : []),
    ['What to do', ...steps].join('\n'),
    '',
  ].join('\n\n');
}

/** Every error with its place and its fix, as the dry run says them. */
function wrongIn(report: BatchReport): string {
  const errors = findingsIn(report).filter(({ severity }) => severity === 'error');
  return fitted(sayFindings([...new Set(errors)]), COLUMNS);
}

function stepsFor(sheet: Told, given: Flags): readonly string[] {
  const { outcomes, failure, goesOn, isRepeated } = sheet;
  const name = visibleText(sheet.name);
  const flags = withWholePaths(given);
  const has = (code: string) => outcomes.some(({ codes }) => codes.includes(code));
  const doubts = outcomes.filter(({ status }) => status === 'unknown');
  const guarded = [...MONEY].some(has) || MONEY.has(failure?.code ?? '');
  const wrong = outcomes.some(({ status }) => status === 'invalid' || status === 'refused');
  const isUnreadable = failure !== null && sheet.code === EXIT.sheet;
  const back = !isRepeated && !isUnreadable && (wrong || !goesOn);
  return [
    ...doubtSteps(doubts, flags),
    ...(doubts.length === 0 && has('HELD-BY-UNKNOWN') ? [heldStep(flags)] : []),
    ...(has(FORM_PENDING) ? [formStep(name, flags)] : []),
    ...(wrong ? [`Correct ${name}; the annotated sheet beside it says what is wrong, row by row.`] : []),
    ...(guarded ? [guardStep(given)] : []),
    ...(failure && !guarded ? [failure.hint] : []),
    ...(goesOn ? [GOES_ON] : []),
    ...(isRepeated && !goesOn ? [`If nothing is to be ordered again, delete ${name} here.`] : []),
    ...(isUnreadable ? [`Put a copy that can be read into the inbox, and delete ${name} here.`] : []),
    ...(back
      ? [`Then move ${name} back into the inbox. Orders that were placed are recognised and not bought again.`]
      : []),
  ];
}

const GOES_ON = 'What may pass is tried again by the next run, and the sheet moves on by itself when it is done.';

/** Who reads the text stands in another folder than the run did. */
function withWholePaths(flags: Flags): Flags {
  const whole = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return { ...flags, ledger: whole(flags.ledger), 'env-file': whole(flags['env-file']) };
}

function heldStep(flags: Flags): string {
  const reconcile = commandLine('reconcile', placeOf(flags), ['--wait', '10m']);
  return `Another order of this account is in doubt and holds up all others: ${reconcile} reads it back, and names it where it stays in doubt.`;
}

function formStep(name: string, flags: Flags): string {
  const forms = commandLine('forms', { ...placeOf(flags), sheets: [name] }, ['--output', 'forms.csv']);
  return `Some orders are paid and not configured: ${forms}, fill in what it leaves empty, and drop that sheet into the inbox.`;
}

/** Names what was set, where a flag of the command set it. */
function guardStep(flags: Flags): string {
  const named = (['max-spend', 'max-orders'] as const).filter((flag) => flags[flag] !== undefined);
  const where = named.length > 0 ? `${named.map((flag) => `--${flag}`).join(' and ')} of the run, or ` : '';
  return `Raise ${where}the budgets in sheetorder.json, or take orders out of the sheet.`;
}

/** Every doubt by its key, because a person looks it up at the vendor by hand. */
function doubtSteps(doubts: readonly Outcome[], flags: Flags): readonly string[] {
  if (doubts.length === 0) return [];
  const where = placeOf(flags);
  const resolve = (key: string) =>
    commandLine('resolve', where, [shortKey(key), '--placed', 'ORDER_ID', '--note', 'seen in the app']);
  return [
    `Orders in doubt are read back by every run; to do so now: ${commandLine('reconcile', where, ['--wait', '10m'])}`,
    `What stays in doubt, look up in the vendor's app and say what you saw (or --not-placed): ${doubts.map(({ key }) => resolve(key)).join(' ; ')}`,
  ];
}
