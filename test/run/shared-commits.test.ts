import { describe, expect, test } from 'vitest';
import { ClaimHeld, LedgerError } from '../../src/domain/errors.ts';
import type { Append, Ledger } from '../../src/domain/ports.ts';
import { SharedCommits } from '../../src/run/shared-commits.ts';
import { memoryShelf } from '../simulation/memory-ledger.ts';
import { entriesOf } from '../support/entries.ts';

const CLOCK = { now: () => 0, elapsed: () => 0, sleep: () => Promise.resolve() };
const A = entriesOf('a'.repeat(64));
const B = entriesOf('b'.repeat(64));
const C = entriesOf('c'.repeat(64));
const claimsOf = (domain: string) => ({ domains: [domain], claims: [domain] });

/** A ledger that notes how many entries each commit took. */
function watched(fail: (appends: readonly Append[]) => void = () => {}) {
  const inner = memoryShelf().open(CLOCK);
  const commits: number[] = [];
  const commit = (appends: readonly Append[]) => {
    fail(appends);
    const stored = inner.appendAll(appends);
    commits.push(appends.length);
    return stored;
  };
  const append: Ledger['append'] = (entry, before) => {
    const [stored] = commit([before ? { entry, before } : { entry }]);
    if (!stored) throw new Error('nothing was stored');
    return stored;
  };
  const ledger: Ledger = { ...inner, append, appendAll: commit };
  return { ledger, commits, shared: new SharedCommits(ledger) };
}

describe('entries that wait at the same moment', () => {
  test('are written by one commit, in the order in which they came, and each promise knows its own', async () => {
    const { shared, commits, ledger } = watched();
    const stored = await Promise.all([
      shared.append(A.claimed(claimsOf('a.example'))),
      shared.append(B.claimed(claimsOf('b.example'))),
    ]);
    expect(commits).toEqual([2]);
    expect(stored.map((entry) => 'key' in entry && entry.key[0])).toEqual(['a', 'b']);
    expect([...ledger.all()].map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('are not told of before they are durable', async () => {
    const { shared, ledger } = watched();
    const entry = shared.append(A.claimed()).then(() => [...ledger.all()].length);
    expect([...ledger.all()]).toHaveLength(0);
    await Promise.resolve();
    expect([...ledger.all()]).toHaveLength(0);
    expect(await entry).toBe(1);
  });

  test('are looked at one after the other, so that a budget counts those before', async () => {
    const { shared, ledger } = watched();
    const seen: number[] = [];
    const look = () => void seen.push([...ledger.all()].length);
    await Promise.all([
      shared.append(A.claimed(claimsOf('a.example')), look),
      shared.append(B.claimed(claimsOf('b.example')), look),
    ]);
    expect(seen).toEqual([0, 1]);
  });

  test('do not suffer from one that must not be written', async () => {
    const { shared, commits, ledger } = watched();
    const said = await Promise.allSettled([
      shared.append(A.claimed(claimsOf('same.example'))),
      shared.append(B.claimed(claimsOf('same.example'))),
      shared.append(C.claimed(claimsOf('c.example'))),
    ]);
    expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(said[1]).toMatchObject({ reason: expect.any(ClaimHeld) });
    expect(commits).toEqual([1, 1]);
    expect([...ledger.all()]).toHaveLength(2);
  });

  test('are all refused, and not tried again, when the disk fails: some may be written all the same', async () => {
    let tries = 0;
    const { shared, commits } = watched(() => {
      tries += 1;
      throw new LedgerError('The disk is full.', '', 'LEDGER-UNUSABLE');
    });
    const said = await Promise.allSettled([shared.append(A.claimed()), shared.append(B.claimed())]);
    expect(said.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect({ tries, commits }).toEqual({ tries: 1, commits: [] });
  });

  test('that come later go with the next commit', async () => {
    const { shared, commits } = watched();
    await shared.append(A.claimed(claimsOf('a.example')));
    await shared.append(B.claimed(claimsOf('b.example')));
    expect(commits).toEqual([1, 1]);
  });
});
