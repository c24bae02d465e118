import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultName } from '../../../src/sandbox/faults.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { randomFrom } from '../campaign/random.ts';
import { type SlowGate, slowGate } from '../campaign/slow-gate.ts';

/** Faults that pass without a person: a doubt is settled by reading back. */
const FAULTS: readonly FaultName[] = ['lost-reply', 'late-listing', '429', 'slow'];

/** One drop folder, one ledger and one vendor behind a slow gate, with what a process needs to know of them. */
export interface Place {
  readonly folder: string;
  readonly gate: SlowGate;
  readonly shop: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  path(...names: readonly string[]): string;
  close(): Promise<void>;
}

export async function placeFor(seed: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-inbox-'));
  mkdirSync(join(folder, 'orders/inbox'), { recursive: true });
  const shop = await startSandbox({
    recordFile: null,
    faults: FAULTS,
    faultRate: 0.2,
    rate: null,
    seed,
    now: Date.now,
    sellsTwice: true,
    lateMs: 1_500,
    slowMs: 400,
  });
  const gate = await slowGate(shop.url, { random: randomFrom(seed + 1), beforeMs: 150, afterMs: 700 });
  const path = (...names: readonly string[]) => join(folder, ...names);
  return {
    folder,
    gate,
    shop,
    path,
    env: {
      PATH: process.env.PATH ?? '',
      SHEETORDER_LEDGER: path('ledger.sqlite'),
      SCALEDMAIL_API_KEY: 'key-of-this-test-0001',
      SCALEDMAIL_ORGANIZATION_ID: 'org_test',
      SCALEDMAIL_BASE_URL: gate.url,
      XDG_CONFIG_HOME: path('config'),
    },
    async close() {
      await gate.close();
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Names in one of the four folders, hidden ones too. */
export function namesIn(place: Place, of: string): readonly string[] {
  try {
    return readdirSync(place.path('orders', of)).sort();
  } catch {
    return [];
  }
}
