import type { CheckedOrder } from '../domain/checked-order.ts';
import { TryLaterError } from '../domain/errors.ts';
import type { AccountId } from '../domain/identity.ts';
import type { OnlineFacts, OnlineReading } from '../domain/online.ts';
import type { Plan } from '../domain/plan.ts';
import { mayBeSent } from '../domain/plan.ts';
import type { Clock, Redactor, RunLog, Transport } from '../domain/ports.ts';
import type { Vendor, VendorSettings } from '../domain/vendor.ts';
import { converse } from './converse.ts';
import { coveredTransport } from './covered-transport.ts';
import { FreshReads } from './fresh-reads.ts';

/** How old a look-up may be when an order is sent on its word. */
export const FRESH_MS = 60_000;

export interface LookUpPorts {
  readonly transport: (vendor: Vendor) => Transport;
  readonly settings: (vendor: Vendor) => VendorSettings;
  readonly origin: (vendor: Vendor) => string;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly log: RunLog;
}

/** Orders that a look-up may say something of: all that the vendor does not have already, valid or not. */
export function toLookUp(plan: Plan): readonly CheckedOrder[] {
  const open = plan.orders.filter((planned) => mayBeSent(planned) || ['reject', 'skip'].includes(planned.action.do));
  return open.map(({ order }) => order).filter(({ key }) => key !== '');
}

/** What was looked up in this run, account by account; identical requests are made once while their replies are fresh. */
export class LookUps {
  readonly #ports: LookUpPorts;
  readonly #reads = new Map<string, FreshReads>();
  readonly #facts = new Map<AccountId, { readonly online: OnlineFacts; readonly at: number }>();

  constructor(ports: LookUpPorts) {
    this.#ports = ports;
  }

  /** What the rules are told; null for an account that was not looked up. */
  of(account: AccountId): OnlineFacts | null {
    return this.#facts.get(account)?.online ?? null;
  }

  /** Accounts whose key was refused. */
  get refused(): readonly AccountId[] {
    return [...this.#facts].filter(([, { online }]) => online.keyRefused !== null).map(([account]) => account);
  }

  /** False once the look-up of an account is too old to send an order on its word. */
  isFresh(account: AccountId): boolean {
    const at = this.#facts.get(account)?.at ?? Number.NEGATIVE_INFINITY;
    const age = this.#ports.clock.now() - at;
    return age >= 0 && age < FRESH_MS;
  }

  /** Looks all these orders up, account by account. Throws TryLaterError when a read fails. */
  async refresh(orders: readonly CheckedOrder[]): Promise<void> {
    for (const [account, group] of byAccount(orders)) {
      const at = this.#ports.clock.now();
      const reading = await this.lookUp(group);
      if (reading.kind === 'failed') throw lookUpFailed(account, this.#ports.redactor.cover(reading.failure.reason));
      this.#facts.set(account, { online: reading.online, at });
    }
  }

  /** Looks orders of one account up, and keeps nothing but the replies. */
  async lookUp(orders: readonly CheckedOrder[]): Promise<OnlineReading> {
    const [{ vendor, checked, account } = { vendor: null, checked: null, account: '' }] = orders;
    if (!vendor || !checked) throw new Error('An order without a vendor was about to be looked up.');
    const { settings, origin, log } = this.#ports;
    const context = {
      organization: checked.organization,
      origin: origin(vendor),
      settings: settings(vendor),
    };
    const asked = orders.flatMap(({ operation, draft }) => (operation ? [{ operation: operation.id, draft }] : []));
    log.event({ name: 'look_up', text: `Looking ${asked.length} orders up on the account "${account}".` });
    const reads = this.#readsOf(vendor);
    return converse(vendor.preflight(asked, context), (request) => reads.read(request));
  }

  /** Whatever was read counts for nothing any more. */
  forget(): void {
    for (const reads of this.#reads.values()) reads.forget();
  }

  #readsOf(vendor: Vendor): FreshReads {
    const { transport, redactor, clock } = this.#ports;
    const known = this.#reads.get(vendor.id);
    if (known) return known;
    const covered = coveredTransport(transport(vendor), redactor);
    const made = new FreshReads((request) => covered.read(request), clock, FRESH_MS);
    this.#reads.set(vendor.id, made);
    return made;
  }
}

function byAccount(orders: readonly CheckedOrder[]): ReadonlyMap<AccountId, readonly CheckedOrder[]> {
  const groups = new Map<AccountId, CheckedOrder[]>();
  for (const order of orders) groups.set(order.account, [...(groups.get(order.account) ?? []), order]);
  return groups;
}

function lookUpFailed(account: AccountId, reason: string): TryLaterError {
  return new TryLaterError(
    `What the online rules ask of the account "${account}" could not be read (${reason.replace(/\.$/, '')}), so nothing was sent.`,
    'Run the same command again later, or without --online.',
    'LOOK-UP-FAILED',
  );
}
