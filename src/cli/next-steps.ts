import { shortKey } from '../domain/identity.ts';
import { majorText, sumMoney } from '../domain/money.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Status } from '../domain/status.ts';
import { ORDER_DIFFERS } from '../domain/verdict.ts';
import { vendors } from '../vendors/index.ts';
import type { Flags } from './options.ts';
import { commandLine, placeOf } from './say-command.ts';

/** An order that the vendor shows otherwise than it was asked for, and that is not paid or only just placed. */
export function isDifferent({ status, codes }: Outcome): boolean {
  return status !== 'already_placed' && codes.includes(ORDER_DIFFERS);
}

/** What comes after the dry run; empty where nothing is left to do. */
export function afterCheck(outcomes: readonly Outcome[], flags: Flags): string {
  const doubt = inDoubt(outcomes, flags, canBeReadBack);
  if (doubt) return doubt;
  const good = outcomes.filter((outcome) => outcome.status === 'ready').length;
  const bad = outcomes.filter((outcome) => outcome.status === 'invalid').length;
  const submit = flags.plan
    ? commandLine('submit', ofPlan(flags))
    : commandLine('submit', flags, ['--results', 'results.csv']);
  if (bad > 0 && good === 0) return `correct the sheet, then ${commandLine('check', flags)}`;
  if (bad > 0) return `correct the ${bad} invalid, or send the ${good} ready with: ${submit}`;
  if (good > 0) return submit;
  return overBudget(outcomes, flags, 'check') || waitsToBePaid(outcomes, flags);
}

/** What comes after a copy with corrected cells was written: that copy is the sheet from now on. */
export function afterFix(copy: string, flags: Flags): string {
  return `look at ${copy}, then ${commandLine('check', { ...flags, sheets: [copy] })}`;
}

/** What comes after results were written again; orders that were never sent, or not taken, go on as after a check. */
export function afterResults(outcomes: readonly Outcome[], flags: Flags): string {
  if (outcomes.some(({ status }) => status === 'refused') && outcomes.every(({ status }) => status !== 'unknown'))
    return `correct the sheet, then ${commandLine('check', flags)}`;
  return afterReconcile(outcomes, flags) || afterCheck(outcomes, flags);
}

/** What comes after orders were sent, or held back; empty where all is done. */
export function afterSubmit(outcomes: readonly Outcome[], flags: Flags, isShown = canBeReadBack): string {
  const has = (status: Status) => outcomes.some((outcome) => outcome.status === status);
  const held = outcomes.some((outcome) => outcome.codes.includes('HELD-BY-UNKNOWN'));
  if (held && !has('unknown')) return commandLine('reconcile', { ...flags, sheets: [] }, ['--wait', '10m']);
  const doubt = inDoubt(outcomes, flags, isShown);
  if (doubt) return doubt;
  const different = outcomes.find(isDifferent);
  if (different) {
    const explain = commandLine('explain', { ...flags, sheets: [] }, [shortKey(different.key)]);
    return `look at order ${different.orderId || different.name} before anything is paid or sent: ${explain}`;
  }
  if (outcomes.some(isLeft)) {
    const again = commandLine('submit', withRoom(outcomes, flags), outputsOf(flags));
    // The next order would be charged to the same card.
    const unpaid = outcomes.some(({ codes }) => codes.includes('HALTED')) ? pendingName(outcomes) : '';
    if (unpaid) return `pay or cancel ${unpaid} in the vendor's app, see that the next one can be paid, then ${again}`;
    if (outcomes.some(isForAPerson)) return `see fix of each order in ${resultsOf(flags)}, then ${again}`;
    return overBudget(outcomes, flags, 'submit') || again;
  }
  return toCorrect(outcomes, flags) || waitsToBePaid(outcomes, flags);
}

/** What comes after another run was found sending: the same command, behind it; what looks like a doubt may be its work. */
export function afterLocked(flags: Flags): string {
  return commandLine('submit', flags, ['--lock-wait', '10m', ...outputsOf(flags)]);
}

/** What comes after orders of these sheets were read back; empty where none is open. */
export function afterReconcile(outcomes: readonly Outcome[], flags: Flags): string {
  return (
    inDoubt(outcomes, flags, canBeReadBack) ||
    waitsToBePaid(outcomes, flags) ||
    toSendNow(outcomes, flags) ||
    toCorrect(outcomes, flags)
  );
}

/** What a person does about one order that no read-back can tell, with its key filled in. */
export function sayResolve(key: string, flags: Flags): string {
  const words = [shortKey(key), '--placed', 'ORDER_ID', '--note', 'seen in the app'];
  return `${commandLine('resolve', { ...flags, sheets: [] }, words)} (or --not-placed)`;
}

/** False where the vendor shows no orders of that kind, so that reading back would be in vain. */
export function canBeReadBack({ vendor, operation }: Pick<Outcome, 'vendor' | 'operation'>): boolean {
  const known = Object.values(vendors).find(({ id }) => id === vendor);
  const own = Object.values(known?.operations ?? {}).find(({ id }) => id === operation);
  return own?.capabilities.correlation !== 'none';
}

function inDoubt(outcomes: readonly Outcome[], flags: Flags, isShown: typeof canBeReadBack): string {
  const doubts = outcomes.filter(({ status }) => status === 'unknown');
  if (doubts.some(isShown)) return commandLine('reconcile', flags, ['--wait', '10m', ...outputsOf(flags)]);
  const [first] = doubts;
  if (!first) return '';
  const more = doubts.length > 1 ? `, and so on for ${doubts.length - 1} more` : '';
  return `look for order ${first.name} in the vendor's app, which alone shows it, then say what you saw: ${sayResolve(first.key, flags)}${more}`;
}

/** Orders that found no room: the same limit again would be spent a second time, or hold them back for ever. */
function overBudget(outcomes: readonly Outcome[], flags: Flags, command: 'check' | 'submit'): string {
  const without = outcomes.filter(hadNoRoom);
  if (without.length === 0) return '';
  const what = without.length === 1 ? '1 order had' : `${without.length} orders had`;
  const again = commandLine(command, withRoom(outcomes, flags), command === 'submit' ? outputsOf(flags) : []);
  if (without.every(isOverMaxSpend))
    return `${what} no room under --max-spend ${flags['max-spend']}; to send what is left as well, allow what it costs: ${again}`;
  return `${what} no room in a budget: wait until it is new (days and months are those of UTC), or raise it in sheetorder.json, then ${again}`;
}

/** `--max-spend` as high as what found no room under it costs; a run's budget begins anew with the run. */
function withRoom(outcomes: readonly Outcome[], flags: Flags): Flags {
  const without = outcomes.filter((outcome) => hadNoRoom(outcome) && isOverMaxSpend(outcome));
  const needed = sumMoney(without.flatMap(({ amount, ceiling }) => amount ?? ceiling ?? []));
  return needed ? { ...flags, 'max-spend': majorText(needed) } : flags;
}

function hadNoRoom({ codes }: Outcome): boolean {
  return codes.includes('MONEY-BUDGET');
}

function isOverMaxSpend({ errors }: Outcome): boolean {
  return errors.some((error) => error.includes('--max-spend'));
}

/** `order 4711 and 2 more`: those whose payment did not go through; empty for none. */
function pendingName(outcomes: readonly Outcome[]): string {
  const pending = outcomes.filter(({ status }) => status === 'payment_pending');
  const [waiting] = pending;
  const more = pending.length > 1 ? ` and ${pending.length - 1} more` : '';
  return waiting ? `order ${waiting.orderId || waiting.name}${more}` : '';
}

function waitsToBePaid(outcomes: readonly Outcome[], flags: Flags): string {
  const name = pendingName(outcomes);
  if (outcomes.every(({ status }) => status !== 'awaiting_payment'))
    return name ? `pay, confirm or cancel ${name} in the vendor's app` : '';
  const inApp = name ? `, and ${name}, without a link, in the vendor's app` : '';
  return `pay at the links in checkout_url of ${resultsOf(flags)}${inApp}, then ${commandLine('reconcile', flags, outputsOf(flags))}`;
}

function toSendNow(outcomes: readonly Outcome[], flags: Flags): string {
  if (outcomes.every(({ status }) => status !== 'not_sent' && status !== 'skipped')) return '';
  return commandLine('submit', flags, outputsOf(flags));
}

function toCorrect(outcomes: readonly Outcome[], flags: Flags): string {
  const isWrong = outcomes.some(({ status }) => status === 'invalid' || status === 'refused');
  return isWrong ? `correct the sheet, then ${commandLine('check', flags)}` : '';
}

function isLeft({ status }: Outcome): boolean {
  return status === 'not_sent' || status === 'skipped';
}

/** An order that goes no better when the same command is run again. */
function isForAPerson({ status, fix }: Outcome): boolean {
  return status === 'invalid' || status === 'refused' || (status === 'not_sent' && !/^Run the same command/.test(fix));
}

function resultsOf(flags: Flags): string {
  return flags.results ?? 'the results (--results FILE)';
}

/** The same files once more: what they say is out of date after the next command. */
function outputsOf({ results, annotated, report }: Flags): readonly string[] {
  return [
    ...(results ? ['--results', results] : []),
    ...(annotated ? ['--annotated', annotated] : []),
    ...(report ?? []).flatMap((path) => ['--report', path]),
  ];
}

/** What `submit PLAN` needs besides the plan, which keeps what the sheets mean and where orders go. */
function ofPlan(flags: Flags): Flags {
  const { plan, 'max-spend': most } = flags;
  return { ...placeOf(flags), sandbox: undefined, sheets: [plan ?? ''], 'max-spend': most };
}
