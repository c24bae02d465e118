import { createInterface } from 'node:readline/promises';
import { GuardError } from '../domain/errors.ts';
import { plainText } from '../domain/plain-text.ts';
import type { Flags } from './options.ts';
import { type PlanToSay, planLines, planView, questionOf } from './plan-view.ts';
import { counted } from './say-money.ts';
import type { Terminal } from './terminal.ts';
import { fitted } from './wrap.ts';

/** The guards before the first spend: the count, then the plan and a question; without a terminal, only `--yes`. */
export async function approve(
  said: PlanToSay,
  flags: Flags,
  terminal: Terminal,
  cover: (text: string) => string,
): Promise<void> {
  const count = said.sends.length;
  if (count === 0) return;
  const most = flags['max-orders'];
  if (most !== undefined && count > most)
    throw new GuardError(
      `${counted(count, 'order')} would be sent, more than --max-orders ${most} allows.`,
      'Nothing was sent. Raise the number or name fewer sheets.',
      'GUARD-MAX-ORDERS',
    );
  if (flags.yes) return tellShortly(said, flags, terminal, cover);
  if (!terminal.interactive) {
    tellShortly({ ...said, sends: [] }, flags, terminal, cover);
    throw new GuardError(
      `${counted(count, 'order')} would be sent, and nobody is there to ask.`,
      'Nothing was sent. Add --yes to send without asking.',
      'GUARD-NO-TERMINAL',
    );
  }
  terminal.err(cover(`${planView(said, terminal.width)}\n`));
  if (!(await saysYes(`${plainText(cover(questionOf(said)))} [y/N] `)))
    throw new GuardError(
      'You did not say yes, so nothing was sent.',
      'Run the same command again when you want to send.',
      'GUARD-DECLINED',
    );
}

/** One line, and what no finding says; nothing where only what needs a person is wanted. */
function tellShortly(said: PlanToSay, flags: Flags, terminal: Terminal, cover: (text: string) => string): void {
  if (flags.quiet) return;
  const say = (text: string) => terminal.err(fitted(cover(text), terminal.width));
  if (said.sends.length > 0) say(planLines(said));
  for (const note of said.notes) say(`note: ${note}`);
}

/** False for anything but yes, for Ctrl-C and for a closed input too. */
async function saysYes(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new Promise<string>((resolve) => {
    prompt.once('SIGINT', () => resolve(''));
    prompt.once('close', () => resolve(''));
  });
  const answer = await Promise.race([prompt.question(question), gone]);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}
