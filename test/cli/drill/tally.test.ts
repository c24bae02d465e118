import { describe, expect, test } from 'vitest';
import { tallyOf } from '../../../src/cli/drill/tally.ts';
import type { NewEntry } from '../../../src/domain/ledger-entry.ts';
import type { SoldOrder } from '../../../src/sandbox/sandbox.ts';
import { replayLedger } from '../../../src/steps/replay-ledger.ts';
import { appended, entriesOf, LOOKUPS, VERDICTS } from '../../support/entries.ts';

const KEY = 'a'.repeat(64);
const WANTED = [{ key: KEY, operation: 'create-custom-order', domains: ['alpha.example', 'beta.example'] }];
const one = entriesOf(KEY);
const sent = [one.claimed(), one.started(), one.answered()];

function sale(id: string, domains = ['beta.example', 'alpha.example']): SoldOrder {
  return {
    id,
    domains,
    at: '2026-05-04T09:00:00.000Z',
    kind: 'create-custom-order',
    organization: 'drill',
    tag: '',
    amount: 14,
    digest: '',
    listedFrom: 0,
    form: '',
    details: [],
  };
}

function tally(sold: readonly SoldOrder[], entries: readonly NewEntry[]) {
  return tallyOf(WANTED, sold, replayLedger(appended(entries)));
}

describe('a drill of registrations', () => {
  const registration = { ...sale('rec1'), kind: 'buy-domains', registers: ['alpha.example', 'beta.example'] } as const;
  const wanted = [{ key: KEY, operation: 'buy-domains', domains: ['alpha.example', 'beta.example'] }];
  const found = (orderId: string) =>
    replayLedger(
      appended([
        ...sent,
        one.finished({ kind: 'placed', receipt: { orderId, payment: 'taken' }, reason: 'The vendor took it.' }),
      ]),
    );

  test('knows them by their first domain, and tells them from mailboxes on the same domains', () => {
    const id = 'purchased:alpha.example@2026-05-04T09:00:00.000Z+1';
    expect(tallyOf(wanted, [registration, sale('rec2')], found(id))).toMatchObject({ sold: 2, doubled: 0, lost: 0 });
    expect(tallyOf(wanted, [sale('rec2')], found(id))).toMatchObject({ lost: 1 });
    expect(tallyOf(wanted, [registration], found('purchased:beta.example@2026'))).toMatchObject({ lost: 1 });
    expect(tallyOf(wanted, [registration, { ...registration, id: 'rec3' }], found(id)).doubled).toBe(2);
  });
});

describe('a drill', () => {
  test('is well when what was sold is what the ledger has', () => {
    const well = tally([sale('rec1')], [...sent, one.finished(VERDICTS.placed)]);
    expect(well).toEqual({
      wanted: 1,
      sold: 1,
      doubled: 0,
      lost: 0,
      refused: 0,
      doubtsSettled: 0,
      doubtsForAPerson: 0,
    });
  });

  test('counts what was bought twice, also in part', () => {
    const placed = [...sent, one.finished(VERDICTS.placed)];
    expect(tally([sale('rec1'), sale('rec2')], placed).doubled).toBe(2);
    expect(tally([sale('rec1'), sale('rec2', ['alpha.example', 'other.example'])], placed).doubled).toBe(2);
  });

  test.each([
    ['sold, and the ledger has never heard of it', [sale('rec1')], []],
    ['sold, and called refused', [sale('rec1')], [...sent, one.finished(VERDICTS.refused)]],
    ['sold, and called not sent', [sale('rec1')], [one.claimed(), one.finished(VERDICTS.notSent)]],
    ['sold under another id', [sale('rec9')], [...sent, one.finished(VERDICTS.placed)]],
    ['called placed, and never sold', [], [...sent, one.finished(VERDICTS.placed)]],
  ] as const)('counts as lost: %s', (_, sold, entries) => {
    expect(tally(sold, entries).lost).toBe(1);
  });

  test('counts doubts by how they ended', () => {
    const doubt = [...sent, one.finished(VERDICTS.unknown)];
    expect(tally([], doubt)).toMatchObject({ lost: 0, doubtsForAPerson: 1, doubtsSettled: 0 });
    expect(tally([sale('rec1')], doubt)).toMatchObject({ lost: 0, doubtsForAPerson: 1 });
    const found = [...doubt, one.lookedUp(LOOKUPS.found)];
    expect(tally([sale('rec1')], found)).toMatchObject({ lost: 0, doubtsForAPerson: 0, doubtsSettled: 1 });
  });
});
