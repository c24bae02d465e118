import { createInterface } from 'node:readline/promises';
import type { CheckedOrder } from '../domain/checked-order.ts';
import { GuardError } from '../domain/errors.ts';
import type { Totals } from '../report/totals.ts';
import type { Flags } from './options.ts';
import { totalText } from './say-report.ts';
import type { Terminal } from './terminal.ts';

/** The guards before the first spend: the count, then the totals and a question; without a terminal, only `--yes`. */
export async function approve(
  sends: readonly CheckedOrder[],
  totals: Totals,
  /** Orders that stay behind: with an error, and without room in a budget or before their domains are registered. */
  left: { readonly invalid: number; readonly skipped: number },
  flags: Flags,
  terminal: Terminal,
): Promise<void> {
  if (sends.length === 0) return;
  const most = flags['max-orders'];
  if (most !== undefined && sends.length > most)
    throw new GuardError(
      `${sends.length} orders would be sent, more than --max-orders ${most} allows.`,
      'Nothing was sent. Raise the number or name fewer sheets.',
      'GUARD-MAX-ORDERS',
    );
  if (flags.yes) return;
  if (!terminal.interactive)
    throw new GuardError(
      `${sends.length} orders would be sent, and nobody is there to ask.`,
      'Nothing was sent. Add --yes to send without asking.',
      'GUARD-NO-TERMINAL',
    );
  terminal.err(`To be bought${perClient(sends)}: ${totalText(totals)}${flags.sandbox ? ' (sandbox: no money)' : ''}.`);
  if (left.invalid > 0) terminal.err(`${orders(left.invalid, 'invalid ')} left out.`);
  if (left.skipped > 0) terminal.err(`${orders(left.skipped)} held back for now.`);
  if (!(await saysYes('Send them now? [y/N] ')))
    throw new GuardError(
      'You did not say yes, so nothing was sent.',
      'Run the same command again when you want to send.',
      'GUARD-DECLINED',
    );
}

function orders(count: number, kind = ''): string {
  return `${count} ${kind}${count === 1 ? 'order is' : 'orders are'}`;
}

function perClient(sends: readonly CheckedOrder[]): string {
  const clients = new Map<string, number>();
  for (const order of sends) {
    const client = order.draft.fields.client?.value;
    if (client) clients.set(client, (clients.get(client) ?? 0) + 1);
  }
  return clients.size === 0 ? '' : ` (${[...clients].map(([client, count]) => `${client}: ${count}`).join(', ')})`;
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
