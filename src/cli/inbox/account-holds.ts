import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../domain/digest.ts';
import { HaltedError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/identity.ts';
import { mayBeSent, type Plan } from '../../domain/plan.ts';
import { writeAtomic } from '../../io/atomic-write.ts';

const DIGEST_SHOWN = 8;

/**
 * Accounts to which nothing is sent until a person has looked: a card that was refused would be refused again for every
 * sheet, each time leaving an order that nobody paid. The text that says so is the hold, and deleting it lifts the hold.
 */
export class AccountHolds {
  readonly #attention: string;

  constructor(attention: string) {
    this.#attention = attention;
  }

  /** Throws HaltedError when the plan would send to an account that is held. */
  assertFree(plan: Plan): void {
    const there = new Set(existsSync(this.#attention) ? readdirSync(this.#attention) : []);
    const held = accountsIn(plan).find((account) => there.has(holdName(account)));
    if (held === undefined) return;
    throw new HaltedError(
      `The account "${held}" is held since a payment or an order went wrong there, so nothing was sent to it.`,
      `Do what ${join(this.#attention, holdName(held))} says, then delete that file; the next run goes on.`,
      'ACCOUNT-HELD',
    );
  }

  /** Returns the path of the text that says what to do. */
  hold(account: AccountId, text: string): string {
    const path = join(this.#attention, holdName(account));
    writeAtomic(path, text);
    return path;
  }
}

/** Accounts to which the plan would send something. */
export function accountsIn(plan: Plan): readonly AccountId[] {
  return [...new Set(plan.orders.filter(mayBeSent).map(({ order }) => order.account))];
}

function holdName(account: AccountId): string {
  return `payment-${account.split(' ')[0]}-${sha256(account).slice(0, DIGEST_SHOWN)}.what-to-do.txt`;
}
