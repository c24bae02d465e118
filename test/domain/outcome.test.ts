import { expect, test } from 'vitest';
import { changedOutcome } from '../../src/domain/outcome.ts';
import { settleOutcomes } from '../../src/steps/settle-outcomes.ts';
import { outcomeWith } from '../support/outcomes.ts';
import { planOf } from '../support/planned.ts';

const ORDERS = ['one', 'two', 'three'].map((name) => ({ name, domains: [`${name}.example`] }));

function settled(orders = planOf(ORDERS).orders) {
  return settleOutcomes({
    plan: { ...planOf([]), orders },
    book: new Map(),
    mode: 'dry',
    batch: 'b-1',
    files: ['april.csv', 'may.csv'],
    skips: new Map(),
    found: new Map(),
    live: () => false,
  });
}

test('a changed outcome has everything else as it was, what is made when asked for too', () => {
  const outcome = outcomeWith();
  expect(changedOutcome(outcome, {})).toEqual(outcome);
  expect(changedOutcome(outcome, { fix: '', amount: null })).toEqual({ ...outcome, fix: '', amount: null });
  const runs = [{ file: 'june.csv', from: 4, to: 5 }];
  expect(changedOutcome(outcome, { runs }).rows).toEqual([
    { file: 'june.csv', line: 4 },
    { file: 'june.csv', line: 5 },
  ]);
});

test('an outcome that is settled can be written out and changed like any other', () => {
  const [planned] = planOf(ORDERS).orders;
  const [outcome] = settled(planned ? [{ ...planned, order: { ...planned.order, operation: null } }] : []);
  if (!outcome) throw new Error('no outcome');
  const json = JSON.parse(JSON.stringify(outcome));
  expect(json).toMatchObject({ name: 'one', status: 'ready', domainNames: ['one.example'], mailboxes: 2, codes: [] });
  expect(Object.keys(json).sort()).toEqual(Object.keys(outcomeWith()).sort());
  const changed = changedOutcome(outcome, { name: 'other' });
  expect([changed.name, changed.rows]).toEqual(['other', [{ file: 'may.csv', line: 2 }]]);
});

test('outcomes stand in the order of the sheets, whichever order the plan has them in', () => {
  const names = (outcomes: readonly { readonly name: string }[]) => outcomes.map(({ name }) => name);
  expect(names(settled())).toEqual(['one', 'two', 'three']);
  expect(names(settled(planOf(ORDERS).orders.toReversed()))).toEqual(['one', 'two', 'three']);
});
