import { shortKey } from '../../domain/identity.ts';
import type { BatchReport, Outcome } from '../../domain/outcome.ts';
import { FORM_PENDING } from '../../domain/verdict.ts';
import { visibleText } from '../../domain/visible-text.ts';
import type { Flags } from '../options.ts';
import { sayReport } from '../outputs/say-report.ts';
import { commandLine, placeOf } from '../say-command.ts';
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
    ...(report ? [sayReport(report, {}, '', COLUMNS).out] : []),
    ['What to do', ...steps].join('\n'),
    '',
  ].join('\n\n');
}

function stepsFor(sheet: Told, flags: Flags): readonly string[] {
  const { outcomes, failure, goesOn, isRepeated } = sheet;
  const name = visibleText(sheet.name);
  const doubts = outcomes.filter(({ status }) => status === 'unknown');
  const guarded = outcomes.some(({ codes }) => codes.some((code) => MONEY.has(code))) || MONEY.has(failure?.code ?? '');
  const wrong = outcomes.some(({ status }) => status === 'invalid' || status === 'refused');
  return [
    ...doubtSteps(doubts, flags),
    ...(outcomes.some(({ codes }) => codes.includes(FORM_PENDING))
      ? [
          `Some orders are paid and not configured: ${commandLine('forms', { ...placeOf(flags), sheets: [name] }, ['--output', 'forms.csv'])}, fill in what it leaves empty, and drop that sheet into the inbox.`,
        ]
      : []),
    ...(wrong ? [`Correct ${name}; the annotated sheet beside it says what is wrong, row by row.`] : []),
    ...(guarded ? ['Raise the budget or the guard in sheetorder.json, or take orders out of the sheet.'] : []),
    ...(failure && !guarded ? [failure.hint] : []),
    ...(goesOn
      ? ['What may pass is tried again by the next run, and the sheet moves on by itself when it is done.']
      : []),
    ...(isRepeated && !goesOn ? [`If nothing is to be ordered again, delete ${name} here.`] : []),
    ...(!isRepeated && (wrong || guarded || !goesOn)
      ? [`Then move ${name} back into the inbox. Orders that were placed are recognised and not bought again.`]
      : []),
  ];
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
