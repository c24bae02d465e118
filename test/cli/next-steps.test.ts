import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import {
  afterCheck,
  afterFix,
  afterLocked,
  afterReconcile,
  afterResults,
  afterSubmit,
} from '../../src/cli/next-steps.ts';
import { FLAGS, type FlagName, type Flags } from '../../src/cli/options.ts';
import { commandLine } from '../../src/cli/say-command.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { outcomeWith } from '../support/outcomes.ts';

const GIVEN = { sheets: ['may orders.csv'], sandbox: true, results: 'r.csv' };
const usd = (minor: number) => ({ minor, currency: 'USD' });
const KEY = '0123456789abcdef';

const noRoom = {
  status: 'skipped',
  codes: ['MONEY-BUDGET'],
  errors: ['It needs 7.00 USD, and 14.00 USD of --max-spend 14 may be spent already.'],
  amount: usd(700),
  fix: 'Raise the budget.',
} as const;

describe('after submit', () => {
  test.each<readonly [string, readonly Partial<Outcome>[], string]>([
    ['all placed', [{}], ''],
    [
      'a doubt that the vendor can be asked about',
      [{ status: 'unknown', operation: 'create-order' }],
      "sheetorder reconcile 'may orders.csv' --sandbox --wait 10m --results r.csv",
    ],
    [
      'not sent',
      [{ status: 'not_sent', fix: 'Run the same command again.' }],
      "sheetorder submit 'may orders.csv' --sandbox --results r.csv",
    ],
    ['invalid', [{ status: 'invalid' }, {}], "correct the sheet, then sheetorder check 'may orders.csv' --sandbox"],
    [
      'not sent for a reason that a person ends',
      [{ status: 'not_sent', fix: 'Take the domain out.' }],
      "see fix of each order in r.csv, then sheetorder submit 'may orders.csv' --sandbox --results r.csv",
    ],
    [
      'a link to pay',
      [{ status: 'awaiting_payment' }],
      "pay at the links in checkout_url of r.csv, then sheetorder reconcile 'may orders.csv' --sandbox --results r.csv",
    ],
    [
      'a payment that hangs',
      [{ status: 'payment_pending', orderId: 'rec1' }],
      "pay, confirm or cancel order rec1 in the vendor's app",
    ],
    [
      'a card that was refused in the middle',
      [
        { status: 'payment_pending', orderId: 'rec1' },
        { status: 'skipped', codes: ['HALTED'] },
      ],
      "pay or cancel order rec1 in the vendor's app, see that the next one can be paid, then sheetorder submit 'may orders.csv' --sandbox --results r.csv",
    ],
    [
      'links to pay, and payments that hang',
      [
        { status: 'payment_pending', orderId: 'rec1' },
        { status: 'awaiting_payment' },
        { status: 'payment_pending', orderId: 'rec2' },
      ],
      "pay at the links in checkout_url of r.csv, and order rec1 and 1 more, without a link, in the vendor's app, then sheetorder reconcile 'may orders.csv' --sandbox --results r.csv",
    ],
    [
      'held by a doubt in other sheets',
      [{ status: 'skipped', codes: ['HELD-BY-UNKNOWN'] }],
      'sheetorder reconcile --sandbox --wait 10m',
    ],
  ])('%s', (_, outcomes, next) => {
    expect(afterSubmit(outcomes.map(outcomeWith), GIVEN)).toBe(next);
  });

  test('a doubt that no read-back can end is for a person, with its key', () => {
    const next = afterSubmit([outcomeWith({ status: 'unknown', name: 'names-1' })], GIVEN, () => false);
    expect(next).toMatch(/^look for order names-1 in the vendor's app/);
    expect(next).toContain(
      `sheetorder resolve --sandbox ${KEY} --placed ORDER_ID --note 'seen in the app' (or --not-placed)`,
    );
    expect(next).not.toContain('reconcile');
  });

  test('what found no room under --max-spend is offered what it costs, not the same limit again', () => {
    const next = afterSubmit([{}, noRoom, noRoom].map(outcomeWith), { ...GIVEN, 'max-spend': '14' });
    expect(next).toMatch(/^2 orders had no room under --max-spend 14; /);
    expect(next).toContain('--max-spend 14.00 --results r.csv');
  });

  test('a budget of the configuration is waited for or raised', () => {
    const errors = ['It needs 7.00 USD, and 14.00 USD of the day budget (14.00) may be spent already.'];
    expect(afterSubmit([outcomeWith({ ...noRoom, errors })], GIVEN)).toMatch(
      /^1 order had no room in a budget: wait until/,
    );
  });
});

describe('after check and reconcile', () => {
  test('the plan, where one was saved', () => {
    const flags = { ...GIVEN, plan: 'may plan.json' };
    expect(afterCheck([outcomeWith({ status: 'ready' })], flags)).toBe("sheetorder submit 'may plan.json'");
  });

  test('what is placed needs nothing', () => {
    expect([afterCheck([outcomeWith()], GIVEN), afterReconcile([outcomeWith()], GIVEN)]).toEqual(['', '']);
  });

  test('what the vendor turns out not to have may be sent now', () => {
    expect(afterReconcile([outcomeWith({ status: 'not_sent' })], GIVEN)).toMatch(/^sheetorder submit /);
  });
});

describe('what variables of the environment say', () => {
  const inherited = { ledger: '/state/ledger.sqlite', vendor: 'saleshandy', 'max-spend': '14', map: ['A=B'] };

  test('is left out, as the next command is told it anyway', () => {
    const flags = { ...GIVEN, ...inherited, inherited };
    expect(commandLine('submit', flags)).toBe("sheetorder submit 'may orders.csv' --sandbox");
    expect(commandLine('check', { ...flags, ledger: 'other.sqlite', map: ['A=C'] })).toBe(
      "sheetorder check 'may orders.csv' --map A=C --sandbox --ledger other.sqlite",
    );
    expect(afterCheck([outcomeWith({ status: 'ready' })], { ...flags, plan: 'p.json' })).toBe(
      'sheetorder submit p.json',
    );
  });

  test('is contradicted by what the flags said, also by a default', () => {
    const flags = { ...GIVEN, ...inherited, vendor: 'scaledmail', inherited };
    expect(commandLine('check', flags)).toContain('--vendor scaledmail');
    const next = afterSubmit([noRoom, noRoom].map(outcomeWith), { ...flags, 'max-spend': '14' });
    expect(next).toContain('--max-spend 14.00');
  });
});

test('behind another run, the same command waits for it', () => {
  expect(afterLocked(GIVEN)).toBe("sheetorder submit 'may orders.csv' --sandbox --lock-wait 10m --results r.csv");
});

test("a command is a shell's own words, whatever files are called", () => {
  expect(commandLine('check', { sheets: ["it's a sheet.csv", '-may.csv'] })).toBe(
    "sheetorder check 'it'\\''s a sheet.csv' ./-may.csv",
  );
});

test.each(COMMANDS.filter(({ usage }) => !/^(completion|inspect|sandbox|drill|vendors|template)/.test(usage)))(
  'the command line of `$usage` has no flag that it does not take',
  ({ usage, flags }) => {
    const all = Object.fromEntries(
      Object.entries(FLAGS).map(([name, { type }]) => [
        name,
        type === 'boolean' ? true : type === 'array' ? ['x'] : 'x',
      ]),
    ) as Flags;
    const said = commandLine(usage.split(' ')[0] ?? '', all);
    const names = [...said.matchAll(/ --([a-z-]+)/g)].map(([, name]) => name as FlagName);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !flags.includes(name))).toEqual([]);
  },
);

test('after a corrected copy was written it is the copy that is checked', () => {
  expect(afterFix('fixed.csv', GIVEN)).toBe('look at fixed.csv, then sheetorder check fixed.csv --sandbox');
});

describe('after results', () => {
  test.each<readonly [Outcome['status'], string]>([
    ['invalid', "correct the sheet, then sheetorder check 'may orders.csv' --sandbox"],
    ['refused', "correct the sheet, then sheetorder check 'may orders.csv' --sandbox"],
    ['ready', "sheetorder submit 'may orders.csv' --sandbox --results results.csv"],
    ['placed', ''],
  ])('%s', (status, next) => {
    expect(afterResults([outcomeWith({ status })], GIVEN)).toBe(next);
  });
});
