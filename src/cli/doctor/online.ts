import type { Conversation } from '../../domain/conversation.ts';
import { SheetorderError } from '../../domain/errors.ts';
import type { HttpReply, HttpRequest } from '../../domain/http.ts';
import type { Workspace } from '../../domain/online.ts';
import type { ReadFailure, Vendor } from '../../domain/vendor.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { converse } from '../../run/converse.ts';
import type { Composition } from '../compose.ts';
import { IN_SANDBOX } from '../sandbox-session.ts';
import { type Check, Checks } from './check.ts';

const NOTE_MS = 60_000;
const PROBLEM_MS = 600_000;
const SHOWN = 3;

interface Answer {
  readonly failure: ReadFailure | null;
  /** Null where the vendor has none, or was not understood. */
  readonly workspaces: readonly Workspace[] | null;
}

/** One read: whether the key is taken, the organization is seen, and the clocks agree. */
export async function askVendor(vendor: Vendor, composition: Composition): Promise<readonly Check[]> {
  const checks = new Checks('vendors', vendor.id);
  const offsets: number[] = [];
  try {
    const transport = await composition.transport(vendor);
    const read = async (request: HttpRequest) => {
      const before = composition.clock.now();
      const reply = await transport.read(request);
      offsets.push(...offsetOf(reply, before, composition.clock.now()));
      return reply;
    };
    const answer = await firstAnswer(vendor, composition, read);
    if (answer.failure) sayFailure(checks, vendor, answer.failure, composition);
    else sayAccepted(checks, vendor, composition.origin(vendor) === IN_SANDBOX ? null : answer.workspaces, composition);
  } catch (error) {
    if (!(error instanceof SheetorderError)) throw error;
    checks.failed('answer', error);
  }
  sayClock(checks, vendor, offsets[0]);
  return checks.list;
}

/** The organizations where a vendor has them; else the first page of what the account holds, and no further one. */
async function firstAnswer(
  vendor: Vendor,
  composition: Composition,
  read: (request: HttpRequest) => Promise<HttpReply>,
): Promise<Answer> {
  if (vendor.readWorkspaces) {
    const reading = await converse(vendor.readWorkspaces(), read);
    return reading.kind === 'read'
      ? { failure: null, workspaces: reading.workspaces }
      : { failure: reading.failure, workspaces: null };
  }
  const survey: Conversation<{ readonly kind: string; readonly failure?: ReadFailure }> = vendor.survey({
    organization: composition.organization(vendor),
  });
  const first = survey.next();
  if (first.done) return { failure: null, workspaces: null };
  const second = survey.next(await read(first.value));
  return { failure: (second.done && second.value.failure) || null, workspaces: null };
}

function sayFailure(checks: Checks, vendor: Vendor, failure: ReadFailure, composition: Composition): void {
  const reason = composition.redactor.cover(failure.reason).replace(/\.$/, '');
  const { keyVariable, organizationVariable } = vendor.auth;
  if (failure.unauthorised)
    checks.problem(
      'answer',
      'halted',
      `UNAUTHORISED: ${vendor.title} refused the key (${reason}).`,
      `Check ${[keyVariable, organizationVariable].filter(Boolean).join(' and ')}.`,
    );
  else
    checks.problem(
      'answer',
      'try_later',
      `${vendor.title} could not be read (${reason}).`,
      'Look again in a while; orders wait meanwhile, and none is lost.',
    );
}

function sayAccepted(checks: Checks, vendor: Vendor, seen: Answer['workspaces'], composition: Composition): void {
  const own = composition.organization(vendor);
  if (!seen || own === '') checks.ok('answer', `${vendor.title} takes the key.`);
  else if (seen.some(({ id }) => id === own))
    checks.ok('answer', `${vendor.title} takes the key, and shows organization ${own} with it.`);
  else {
    const shown = seen.slice(0, SHOWN).map(({ id, name }) => visibleText(name ? `${id} (${name})` : id));
    checks.problem(
      'organization-seen',
      'usage',
      `${vendor.title} takes the key, and does not show organization ${own} with it, but ${shown.join(', ') || 'none'}.`,
      `Set ${vendor.auth.organizationVariable ?? 'the organization'} to one that the key sees, or take that one's key.`,
    );
  }
}

/** How far this machine is ahead; the vendor's header has whole seconds, and the reply was some time on its way. */
function offsetOf(reply: HttpReply, before: number, after: number): readonly number[] {
  const date = reply.kind === 'answer' ? Date.parse(reply.headers.date ?? '') : Number.NaN;
  return Number.isNaN(date) ? [] : [date > after ? after - date : Math.max(0, before - (date + 999))];
}

function sayClock(checks: Checks, vendor: Vendor, offset: number | undefined): void {
  if (offset === undefined) return;
  const far = Math.abs(offset);
  const says = `This machine's clock is ${spanOf(far)} ${offset > 0 ? 'ahead of' : 'behind'} the clock of ${vendor.title}`;
  const fix = 'Set the clock of this machine, for instance: timedatectl set-ntp true';
  if (far > PROBLEM_MS)
    checks.problem('clock', 'usage', `${says}, so budgets of the day and searches by time go wrong.`, fix);
  else if (far > NOTE_MS) checks.note('clock', `${says}.`, fix);
  else checks.ok('clock', `The clocks of this machine and of ${vendor.title} agree.`);
}

function spanOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const hours = Math.round(seconds / 3600);
  if (hours < 3) return `${Math.round(seconds / 60)} minutes`;
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
