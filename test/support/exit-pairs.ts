import type { ExitName } from '../../src/cli/exit-codes.ts';
import type { Ended } from './built.ts';
import type { Corner } from './corner.ts';
import { afterSubmitting, damageLedger } from './exit-scene.ts';

/** Two endings of one run of `submit`, of which the first is told. */
export interface ExitPair {
  readonly told: ExitName;
  readonly also: ExitName;
  readonly play: (corner: Corner) => Promise<Ended>;
}

type Play = ExitPair['play'];
type During = Parameters<Corner['submit']>[1];

const BUDGET = ['--max-spend', '7.00'];
const DUE = ['--fail-on-payment-due'];
const GO_ON = ['--keep-going-on-unknown'];

function pair(told: ExitName, also: ExitName, play: Play): ExitPair {
  return { told, also, play };
}

function submitting(
  names: string,
  words: readonly string[] = [],
  during: (corner: Corner) => During = () => ({}),
): Play {
  return (corner) => {
    corner.configure({});
    corner.sheet(...names.split(' '));
    return corner.submit(words, during(corner));
  };
}

const broken = () => ({ breaksAt: 'spend_finished' });
const stopped = (): During => ({ atSpend: (child) => void child.kill('SIGINT') });
const terminated = (): During => ({ atSpend: (child) => void child.kill('SIGTERM') });
const unwritten = (corner: Corner): During => ({ atSpend: () => corner.loseResults() });

function breaking(play: Play): Play {
  return (corner) => {
    corner.rebuilds = true;
    return play(corner);
  };
}

/** The vendor answers nothing but this. */
function whileReading(status: number, play: Play): Play {
  return (corner) => {
    corner.vendor.reads = { status, body: { message: status === 401 ? 'Unauthorized' : 'Down' } };
    return play(corner);
  };
}

/** The account is another run's. */
function whileLocked(play: Play): Play {
  return async (corner) => {
    await corner.holdLock();
    return play(corner);
  };
}

/** A sheet with these as well as what was sent before. */
function again(names: string, words: readonly string[] = [], during: (corner: Corner) => During = () => ({})): Play {
  return submitting(names, words, during);
}

/**
 * Every pair that one run can really come to. Missing are those of which the first ends the run before the second can be
 * known: a sheet that cannot be read, words that are wrong, a ledger that cannot be opened, a plan that is stale.
 */
export const PAIRS: readonly ExitPair[] = [
  pair('bug', 'some_not_placed', breaking(submitting('good-1 invalid-2', [], broken))),
  pair('bug', 'guarded', breaking(submitting('good-1 good-2', BUDGET, broken))),
  pair('bug', 'interrupted', breaking(submitting('slow-1 good-2', [], () => ({ ...broken(), ...stopped() })))),
  pair(
    'ledger',
    'some_not_placed',
    afterSubmitting(['good-1'], (corner) => {
      damageLedger(corner);
      return submitting('good-1 invalid-2')(corner);
    }),
  ),
  pair(
    'usage',
    'interrupted',
    submitting('slow-1 good-2', [], (corner) => ({
      atSpend: (child) => {
        corner.loseResults();
        child.kill('SIGINT');
      },
    })),
  ),
  pair('usage', 'some_unknown', submitting('lost-1', [], unwritten)),
  pair('usage', 'halted', submitting('card-1 good-2', [], unwritten)),
  pair('usage', 'guarded', submitting('good-1 good-2', BUDGET, unwritten)),
  pair('usage', 'some_not_placed', submitting('refused-1 good-2', [], unwritten)),
  pair('usage', 'payment_due', submitting('card-1', DUE, unwritten)),
  pair(
    'usage',
    'try_later',
    whileReading(
      500,
      submitting('good-1', [], (corner) => ({ atRead: () => corner.loseResults() })),
    ),
  ),
  pair('stale_plan', 'some_not_placed', async (corner) => {
    const plan = corner.bench.path('p.json');
    corner.sheet('good-1', 'invalid-2');
    await corner.run(['check', corner.file, '--plan', plan]);
    corner.sheet('good-1', 'good-3', 'invalid-2');
    return corner.submit([plan]);
  }),
  pair(
    'try_later',
    'interrupted',
    whileReading(
      500,
      submitting('good-1', [], () => ({ atRead: (child) => void child.kill('SIGINT') })),
    ),
  ),
  pair('try_later', 'some_unknown', afterSubmitting(['lost-1'], whileLocked(again('lost-1 good-2')))),
  pair('try_later', 'guarded', whileReading(500, submitting('good-1 good-2', BUDGET))),
  pair('try_later', 'some_not_placed', whileLocked(submitting('good-1 invalid-2'))),
  pair('try_later', 'payment_due', afterSubmitting(['card-1'], whileLocked(again('card-1 good-2', DUE)))),
  pair('interrupted', 'some_unknown', submitting('lost-1 good-2', [], stopped)),
  pair('terminated', 'halted', submitting('key-1 good-2', [], terminated)),
  pair('interrupted', 'guarded', submitting('slow-1 good-2', BUDGET, stopped)),
  pair('terminated', 'some_not_placed', submitting('slow-1 invalid-2', [], terminated)),
  pair('interrupted', 'payment_due', submitting('card-1 good-2', DUE, stopped)),
  pair('some_unknown', 'halted', submitting('lost-1 key-2 good-3', GO_ON)),
  pair('some_unknown', 'guarded', submitting('lost-1 good-2', [...GO_ON, ...BUDGET])),
  pair('some_unknown', 'some_not_placed', submitting('lost-1 refused-2', GO_ON)),
  pair('some_unknown', 'payment_due', submitting('lost-1 card-2', [...GO_ON, ...DUE])),
  pair('halted', 'guarded', submitting('card-1 good-2 good-3', ['--max-spend', '14.00'])),
  pair('halted', 'some_not_placed', submitting('key-1 invalid-2')),
  pair('halted', 'payment_due', submitting('card-1 good-2', DUE)),
  pair('guarded', 'some_not_placed', submitting('good-1 good-2 invalid-3', BUDGET)),
  pair('guarded', 'payment_due', submitting('card-1 good-2', [...DUE, ...BUDGET])),
  pair('some_not_placed', 'payment_due', submitting('refused-1 card-2', DUE)),
];
