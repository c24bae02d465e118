import type { AccountId } from '../domain/identity.ts';
import type { Vendor } from '../domain/vendor.ts';
import { AccountRun } from './account-run.ts';
import type { RunOptions, RunPorts } from './ports.ts';
import { reconcileRound } from './reconcile-account.ts';
import { recoverAccount } from './recover.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface ReconcileRequest {
  readonly account: AccountId;
  readonly vendor: Vendor;
  /** Keys to read back; null takes every order of the account that is in doubt or has no id. */
  readonly keys: readonly string[] | null;
  /** How long rounds are repeated while something stays open, milliseconds; 0 makes one round. */
  readonly waitMs: number;
}

/** Reads doubts back under the account's lock, which also proves that no other run is sending. Returns what stays open. */
export async function reconcileOrders(
  request: ReconcileRequest,
  ports: RunPorts,
  options: RunOptions,
): Promise<readonly string[]> {
  const { account, vendor, keys, waitMs } = request;
  const lock = await ports.locks.acquire(account, options.lockWaitMs, options.doing ?? 'reconcile', ports.drain);
  try {
    const run = new AccountRun(account, vendor, ports, options);
    await recoverAccount(run);
    let open = await reconcileRound(keys ?? ports.ledger.openKeys(account), run);
    // Counted by sleeping, because the clock may be set meanwhile.
    let left = waitMs;
    for (let pause = FIRST_PAUSE_MS; open.length > 0; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      if (left <= 0 || ports.drain.aborted) break;
      ports.log.event({
        name: 'waiting',
        text: `${open.length} still open; the next round comes in ${pause / 1000} s.`,
      });
      await ports.clock.sleep(Math.min(pause, left), ports.drain);
      left -= pause;
      open = await reconcileRound(open, run);
    }
    return open;
  } finally {
    lock.release();
  }
}
