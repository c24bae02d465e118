import { isLoose, type Outcome } from '../../domain/outcome.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { type ExitCode, type ExitName, exitName } from '../exit-codes.ts';
import { pageOf } from '../explain/code-families.ts';
import { counted } from '../say-money.ts';
import { VERSION } from '../version.ts';
import { countOrders } from './figures.ts';

/** What is told of a sheet that needs a person: names, counts and codes, and nothing that stands in the sheet. */
export interface AttentionMessage {
  readonly event: 'attention';
  readonly inbox: string;
  /** Name of the sheet's file. */
  readonly sheet: string;
  /** Whole path of the folder in which it lies now. */
  readonly folder: string;
  readonly exit: ExitCode;
  readonly exit_name: ExitName;
  readonly counts: Readonly<Record<Status, number>>;
  readonly what_to_do: string;
  readonly at: string;
  readonly version: string;
}

export interface AttentionOf {
  readonly inbox: string;
  readonly sheet: string;
  readonly folder: string;
  readonly exit: ExitCode;
  readonly outcomes: readonly Pick<Outcome, 'status' | 'key' | 'name' | 'codes'>[];
  /** Code of the error that ended it, where one did. */
  readonly code?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const TO_DO: Readonly<Partial<Record<Status, string>>> = {
  unknown: 'may have been placed: run `sheetorder reconcile`, they are never sent again by themselves',
  payment_pending: "wait for a payment that did not go through: pay or cancel in the vendor's app",
  awaiting_payment: 'wait to be paid: the results file has the links',
  refused: 'were refused by the vendor: correct the sheet or the account, then move the sheet back into the inbox',
  invalid: 'have mistakes: correct the marked cells, then move the sheet back into the inbox',
  skipped: 'were left out: the results file says why',
  not_sent: 'never reached the vendor: move the sheet back into the inbox to try again',
};

/** Texts of vendors and cells of sheets never enter it: `what_to_do` is made of statuses and of codes that have a page. */
export function attentionMessage(of: AttentionOf): AttentionMessage {
  return {
    event: 'attention',
    inbox: of.inbox,
    sheet: of.sheet,
    folder: of.folder,
    exit: of.exit,
    exit_name: exitName(of.exit),
    counts: countOrders(of.outcomes),
    what_to_do: whatToDo(of),
    at: new Date(of.at).toISOString(),
    version: VERSION,
  };
}

function whatToDo({ outcomes, code, exit }: AttentionOf): string {
  const page = code === undefined ? undefined : pageOf(code);
  const counts = countOrders(outcomes);
  const sentences = STATUSES.filter((status) => TO_DO[status] && counts[status] > 0).map((status) => {
    const codes = codesOf(outcomes.filter((outcome) => outcome.status === status && !isLoose(outcome)));
    const why = codes.length > 0 ? ` (${codes.join(', ')})` : '';
    return `${counted(counts[status], 'order')}${why} ${counts[status] === 1 ? singular(TO_DO[status]) : TO_DO[status]}.`;
  });
  const loose = codesOf(outcomes.filter((outcome) => outcome.status === 'invalid' && isLoose(outcome)));
  const told = [
    ...(page ? [`${page.code}: ${page.title}. ${page.next}`] : []),
    ...sentences,
    ...(loose.length > 0 ? [`Some rows belong to no order (${loose.join(', ')}): correct them in the sheet.`] : []),
  ];
  return told.length > 0 ? told.join('\n') : `It ended with exit code ${exit} (${exitName(exit)}): read its log.`;
}

function singular(text = ''): string {
  return text
    .replace(/^were /, 'was ')
    .replace(/^have /, 'has ')
    .replace(/^wait /, 'waits ')
    .replace('they are never', 'it is never')
    .replace('themselves', 'itself');
}

/** Codes of ours alone; what a vendor calls its refusals may be any text. */
function codesOf(outcomes: readonly Pick<Outcome, 'codes'>[]): readonly string[] {
  const codes = new Set(outcomes.flatMap((outcome) => outcome.codes));
  return [...codes].filter((code) => pageOf(code)?.code === code).sort();
}
