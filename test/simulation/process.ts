import { LedgerError, TryLaterError } from '../../src/domain/errors.ts';
import type { HttpReply, HttpRequest } from '../../src/domain/http.ts';
import type { LedgerEntry, NewEntry } from '../../src/domain/ledger-entry.ts';
import type { AccountLock, Append, Clock, Ledger, Locks, Transport } from '../../src/domain/ports.ts';
import type { Reply } from './answers.ts';
import type { Random } from './random.ts';
import { type Owner, ProcessClock, type Schedule } from './schedule.ts';

/** What can go wrong around one process. Shares from 0 to 1. */
export interface Trouble {
  /** Steps (appends and requests) after which it is killed; null lets it live. */
  readonly killAfter: number | null;
  readonly appendFails: number;
  readonly appendBusy: number;
  readonly requestNeverLeaves: number;
  readonly requestLost: number;
  readonly replyLost: number;
  readonly slowest: number;
  readonly clockJumps: number;
  readonly stops: number;
}

export const NO_TROUBLE: Trouble = {
  killAfter: null,
  appendFails: 0,
  appendBusy: 0,
  requestNeverLeaves: 0,
  requestLost: 0,
  replyLost: 0,
  slowest: 200,
  clockJumps: 0,
  stops: 0,
};

/** Thrown into a process that was killed, so that nothing it does afterwards has any effect. */
export class Killed extends Error {}

const SPEND_TIMEOUT_MS = 5_000;

export interface Surrounds {
  readonly schedule: Schedule;
  readonly vendor: { reply(request: HttpRequest): Reply };
  readonly random: Random;
  readonly tell: (text: string) => void;
}

/** One process of the program: its hands, each of which may fail, and the moment at which it dies. */
export class SimProcess implements Owner {
  readonly name: string;
  readonly clock: ProcessClock;
  readonly drain = new AbortController();
  readonly killed: Promise<'killed'>;
  readonly #around: Surrounds;
  readonly #trouble: Trouble;
  #steps = 0;
  #alive = true;
  #stoppedUntil = 0;
  #die: () => void = () => {};
  readonly #onDeath: (() => void)[] = [];

  constructor(name: string, trouble: Trouble, around: Surrounds) {
    this.name = name;
    this.#trouble = trouble;
    this.#around = around;
    this.clock = new ProcessClock(around.schedule, this);
    this.killed = new Promise((resolve) => {
      this.#die = () => resolve('killed');
    });
  }

  alive = () => this.#alive;
  stoppedUntil = () => this.#stoppedUntil;

  onDeath(then: () => void): void {
    this.#onDeath.push(then);
  }

  /** Ends it, by a kill or because its work is done; the kernel frees what it held. */
  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const then of this.#onDeath) then();
    this.#die();
  }

  #tell(text: string): void {
    this.#around.tell(`${this.name} ${text}`);
  }

  #kill(where: string): never {
    this.#tell(`is killed ${where}`);
    this.end();
    throw new Killed();
  }

  /** Counts one step; true when the process is to die at it. */
  #dies(): boolean {
    if (!this.#alive) throw new Killed();
    this.#steps += 1;
    const { random } = this.#around;
    if (random.chance(this.#trouble.clockJumps)) {
      const ms = random.pick([-3_600_000, -5_000, 5_000, 3_600_000]);
      this.clock.jump(ms);
      this.#tell(`has its clock set by ${ms / 1000} s`);
    }
    if (random.chance(this.#trouble.stops)) {
      const ms = random.between(1_000, 20_000);
      this.#stoppedUntil = this.#around.schedule.now + ms;
      this.#tell(`stands still for ${ms} ms`);
    }
    return this.#steps === this.#trouble.killAfter;
  }

  /** The ledger as this process has it: every append may fail, or be the last thing it does. */
  ledger(inner: Ledger): Ledger {
    const guarded = <T>(work: () => T): T => {
      if (!this.#alive) throw new Killed();
      return work();
    };
    return {
      append: (entry, before) => this.#write([before ? { entry, before } : { entry }], inner)[0] as LedgerEntry,
      appendAll: (appends) => this.#write(appends, inner),
      entriesFor: (keys) => guarded(() => inner.entriesFor(keys)),
      openKeys: (account) => guarded(() => inner.openKeys(account)),
      accounts: () => guarded(() => inner.accounts()),
      holders: (account, claims) => guarded(() => inner.holders(account, claims)),
      keysLike: (prefix) => guarded(() => inner.keysLike(prefix)),
      ordersFrom: (file, most) => guarded(() => inner.ordersFrom(file, most)),
      keys: () => guarded(() => inner.keys()),
      orderIds: (account) => guarded(() => inner.orderIds(account)),
      spent: (filter) => guarded(() => inner.spent(filter)),
      snapshot: (seq) => guarded(() => inner.snapshot(seq)),
      all: () => guarded(() => inner.all()),
      unsound: (keys) => guarded(() => inner.unsound(keys)),
      verify: () => guarded(() => inner.verify()),
      close: () => inner.close(),
    };
  }

  /** What shares a commit is one step: a kill takes all of it or nothing. */
  #write(appends: readonly Append[], inner: Ledger): readonly LedgerEntry[] {
    const { random } = this.#around;
    const what = appends.map(({ entry }) => nameOf(entry)).join(' and ');
    const dies = this.#dies();
    if (dies && random.chance(0.5)) this.#kill(`before it notes ${what}`);
    if (random.chance(this.#trouble.appendBusy)) {
      this.#tell(`cannot note ${what}: the ledger is busy`);
      throw new TryLaterError('The ledger is busy.', '', 'LEDGER-BUSY');
    }
    if (random.chance(this.#trouble.appendFails)) {
      this.#tell(`cannot note ${what}: the disk is full`);
      throw new LedgerError('The disk is full.', '', 'LEDGER-UNUSABLE');
    }
    const stored = inner.appendAll(appends);
    this.#tell(`notes ${appends.map(({ entry }) => `${nameOf(entry)}${detailOf(entry)}`).join(' and ')}`);
    if (dies) this.#kill(`right after it noted ${what}`);
    return stored;
  }

  transport(): Transport {
    return {
      read: (request) => this.#exchange(request, () => {}),
      spend: (request, onStart) => this.#exchange(request, onStart),
      close: () => Promise.resolve(),
    };
  }

  #exchange(request: HttpRequest, onStart: () => void): Promise<HttpReply> {
    const { random, schedule, vendor } = this.#around;
    const what = `${request.method} ${request.path}`;
    const dies = this.#dies();
    const when = random.between(0, 3);
    const since = schedule.now;
    const evidence = (reached: HttpReply['evidence']['reached']) => ({ reached, ms: schedule.now - since });
    if (dies && when === 0) this.#kill(`before ${what}`);
    return new Promise((settle) => {
      const end = (reply: HttpReply, ms: number) => schedule.after(ms, this, () => settle(reply));
      const lost = (reason: string, ms: number) => {
        if (request.effect === 'spend') this.#tell(`gets no reply to ${what}: ${reason}`);
        end({ kind: 'lost', reason, evidence: evidence('body_sent') }, ms);
      };
      if (random.chance(this.#trouble.requestNeverLeaves))
        return end({ kind: 'not_sent', reason: 'no connection', evidence: evidence('nothing') }, 10);
      schedule.after(random.between(1, 20), this, () => {
        try {
          onStart();
        } catch (error) {
          if (error instanceof Killed) return;
          return settle({ kind: 'not_sent', reason: String(error), evidence: evidence('connected') });
        }
        if (dies && when === 1) return this.#quietly(() => this.#kill(`before the first byte of ${what}`));
        if (random.chance(this.#trouble.requestLost)) return lost('reset', random.between(1, 500));
        const there = random.between(1, this.#trouble.slowest);
        schedule.after(there, null, () => {
          const reply = vendor.reply(request);
          if (request.effect === 'spend') this.#around.tell(`vendor answers ${reply.status} ${reply.body} to ${what}`);
          if (!this.#alive) return;
          if (dies && when === 3) return this.#quietly(() => this.#kill(`while the reply to ${what} is on its way`));
          const back = random.between(1, this.#trouble.slowest);
          if (there + back > SPEND_TIMEOUT_MS) return lost('no answer in time', Math.max(0, SPEND_TIMEOUT_MS - there));
          if (random.chance(this.#trouble.replyLost)) return lost('reset', back);
          schedule.after(back, this, () => {
            const { status, headers, body } = reply;
            const receivedAt = this.clock.now();
            settle({ kind: 'answer', status, headers, body, receivedAt, evidence: evidence('body_read') });
          });
        });
        if (dies && when === 2) this.#quietly(() => this.#kill(`after it sent ${what}`));
      });
    });
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
}

function nameOf(entry: NewEntry): string {
  return entry.type === 'snapshot' ? 'a snapshot' : `${entry.type} for ${entry.key.slice(0, 4)}`;
}

function detailOf(entry: NewEntry): string {
  if (entry.type === 'spend_finished')
    return `: ${entry.verdict.kind} ${'code' in entry.verdict ? entry.verdict.code : ''}`;
  if (entry.type === 'looked_up')
    return `: ${entry.result.kind}${entry.result.kind === 'found' ? ` ${entry.result.receipt.orderId}` : ` (${entry.result.note})`}`;
  return entry.type === 'resolved' ? `: ${entry.as}` : '';
}

/** One lock an account, freed when its process ends. */
export class SimLocks {
  readonly #held = new Map<string, SimProcess>();

  for(process: SimProcess): Locks {
    return {
      acquire: async (account, waitMs): Promise<AccountLock> => {
        for (let waited = 0; this.#held.has(account); waited += 100) {
          if (waited >= waitMs) throw new TryLaterError('Another run is sending.', '', 'LOCKED');
          await process.clock.sleep(100);
        }
        if (!process.alive()) throw new Killed();
        this.#held.set(account, process);
        const release = () => {
          if (this.#held.get(account) === process) this.#held.delete(account);
        };
        process.onDeath(release);
        return { release };
      },
      isHeld: (account) => this.#held.has(account),
    };
  }
}

export type { Clock };
