import { readFileSync, rmSync } from 'node:fs';
import type { ExitName } from '../../src/cli/exit-codes.ts';
import type { Ended } from './built.ts';
import type { Drop } from './drop.ts';
import { ageLedger, damageLedger } from './exit-scene.ts';

/** One way in which a run over a drop folder ends. */
export interface RunScene {
  readonly code: ExitName;
  readonly when: string;
  /** Where every sheet lies afterwards. */
  readonly places: readonly string[];
  /** Stands exactly once in what is said. */
  readonly says: RegExp;
  readonly play: (drop: Drop) => Promise<Ended>;
  /** The last entry of a purchase is missing, so that only the next run can tell it. */
  readonly isToldNext?: boolean;
}

type Play = RunScene['play'];

const UNREADABLE = '\u0000\u0001\u0002 no table';
const SALESHANDY = new URL('../../fixtures/saleshandy/orders.csv', import.meta.url);

function scene(code: ExitName, when: string, places: string, says: RegExp, play: Play, isToldNext = false): RunScene {
  return { code, when, places: places.split(' ').filter(Boolean), says, play, isToldNext };
}

function dropping(orders: string, words: readonly string[] = []): Play {
  return (drop) => {
    drop.sheet('may.csv', ...orders.split(' '));
    return drop.run(words);
  };
}

/** A first sheet is done before the ledger comes to harm. */
function afterHarm(harm: (drop: Drop) => void): Play {
  return async (drop) => {
    drop.sheet('april.csv', 'good-0');
    await drop.runBefore();
    harm(drop);
    drop.sheet('may.csv', 'good-1');
    drop.sheet('zoo.csv', 'good-2');
    return drop.run();
  };
}

const HARMED = 'inbox/zoo.csv working/may.csv done/april.csv';

function stopped(code: ExitName, signal: NodeJS.Signals): RunScene {
  const places = 'inbox/zoo.csv working/may.csv';
  return scene(code, `${signal} while an order is under way`, places, /Stopping/g, (drop) => {
    drop.sheet('may.csv', 'slow-1', 'good-2');
    drop.sheet('zoo.csv', 'good-3');
    return drop.run([], { atSpend: (child) => void child.kill(signal) });
  });
}

/** `run --inbox`: every code it can end with. It takes no plans, so none can be stale. */
export const OF_RUN: readonly RunScene[] = [
  scene('done', 'no sheet waits', '', /No sheet was waiting/g, (drop) => drop.run()),
  scene('done', 'all is placed', 'done/may.csv', /may\.csv: done\. 2 orders: 2 placed/g, dropping('good-1 good-2')),
  scene(
    'done',
    'the same sheet comes again',
    'done/june.csv done/may.csv',
    /nothing was bought again/g,
    async (drop) => {
      drop.sheet('may.csv', 'good-1');
      await drop.runBefore();
      drop.sheet('june.csv', 'good-1');
      return drop.run();
    },
  ),
  scene('bug', 'something breaks before any sheet', 'inbox/may.csv', /This is a bug/g, (drop) => {
    drop.sheet('may.csv', 'good-1');
    return drop.run([], { breaksAt: 'start' });
  }),
  scene(
    'bug',
    'something breaks between a purchase and its entry',
    'attention/may.csv',
    /may\.csv: needs attention\. BUG: /g,
    (drop) => {
      drop.sheet('may.csv', 'good-1');
      return drop.run([], { breaksAt: 'spend_finished' });
    },
    true,
  ),
  scene('usage', 'no folder is named', 'inbox/may.csv', /USAGE-MISSING: /g, (drop) => {
    drop.sheet('may.csv', 'good-1');
    return drop.corner.tell(['run']);
  }),
  scene('usage', 'no key', 'inbox/may.csv', /NO-KEY: SCALEDMAIL_API_KEY is not set/g, (drop) => {
    drop.sheet('may.csv', 'good-1');
    return drop.run([], { env: { SCALEDMAIL_API_KEY: '' } });
  }),
  scene(
    'some_not_placed',
    'an order is wrong',
    'attention/may.csv',
    /may\.csv: needs attention/g,
    dropping('good-1 invalid-2'),
  ),
  scene(
    'some_not_placed',
    'an order is refused',
    'attention/may.csv',
    /may\.csv: needs attention/g,
    dropping('good-1 refused-2'),
  ),
  scene(
    'some_unknown',
    'a reply is lost',
    'attention/may.csv',
    /may\.csv: needs attention/g,
    dropping('good-1 lost-2'),
  ),
  scene(
    'sheet',
    'one sheet is no table, and another is good',
    'done/may.csv attention/bad.csv',
    /bad\.csv: needs attention/g,
    (drop) => {
      drop.write('bad.csv', UNREADABLE);
      return dropping('good-1')(drop);
    },
  ),
  scene(
    'ledger',
    'the ledger is damaged',
    HARMED,
    /may\.csv: .*LEDGER-\w+: /g,
    afterHarm(({ corner }) => damageLedger(corner)),
  ),
  scene(
    'ledger',
    'the ledger is gone',
    HARMED,
    /may\.csv: .*LEDGER-LOST: /g,
    afterHarm(({ corner }) => rmSync(corner.ledger)),
  ),
  scene(
    'ledger',
    'a newer version wrote it',
    HARMED,
    /may\.csv: .*LEDGER-NEWER: /g,
    afterHarm(({ corner }) => ageLedger(corner)),
  ),
  scene('halted', 'the key is refused', 'inbox/may.csv inbox/zoo.csv', /may\.csv: back in inbox/g, (drop) => {
    drop.corner.vendor.reads = { status: 401, body: { message: 'Unauthorized' } };
    drop.sheet('may.csv', 'good-1');
    drop.sheet('zoo.csv', 'good-2');
    return drop.run();
  }),
  scene('halted', 'the card is refused', 'inbox/zoo.csv working/may.csv', /Next: read .*what-to-do\.txt/g, (drop) => {
    drop.sheet('may.csv', 'good-1', 'card-2', 'good-3');
    drop.sheet('zoo.csv', 'good-4');
    return drop.run();
  }),
  scene(
    'guarded',
    'a budget of the run is used up',
    'attention/may.csv',
    /may\.csv: needs attention/g,
    dropping('good-1 good-2', ['--max-spend', '7.00']),
  ),
  scene('guarded', 'a budget of the day is used up', 'working/may.csv', /may\.csv: in working/g, (drop) => {
    drop.configure({ budgets: { day: '7.00' } });
    return dropping('good-1 good-2')(drop);
  }),
  scene(
    'guarded',
    'more than --max-orders',
    'attention/may.csv',
    /GUARD-MAX-ORDERS: /g,
    dropping('good-1 good-2', ['--max-orders', '1']),
  ),
  scene('payment_due', 'orders wait to be paid', 'done/may.csv', /may\.csv: done\. .*awaiting_payment/g, (drop) => {
    drop.write('may.csv', readFileSync(SALESHANDY));
    return drop.run(['--sandbox', '--fail-on-payment-due']);
  }),
  scene('try_later', 'another run is at work in the folder', 'inbox/may.csv', /INBOX-LOCKED: /g, async (drop) => {
    await drop.holdFolder();
    return dropping('good-1')(drop);
  }),
  scene(
    'try_later',
    'another process holds the account',
    'inbox/may.csv inbox/zoo.csv',
    /may\.csv: back in inbox/g,
    async (drop) => {
      await drop.corner.holdLock();
      drop.sheet('may.csv', 'good-1');
      drop.sheet('zoo.csv', 'good-2');
      return drop.run();
    },
  ),
  scene('try_later', 'nobody listens at the vendor', 'inbox/may.csv', /may\.csv: back in inbox/g, async (drop) => {
    await drop.corner.vendor.leave();
    return dropping('good-1')(drop);
  }),
  scene(
    'try_later',
    'the vendor takes no order for an hour, from no sheet',
    'inbox/may.csv inbox/zoo.csv',
    /may\.csv: back in inbox/g,
    (drop) => {
      drop.sheet('may.csv', 'busy-1');
      drop.sheet('zoo.csv', 'busy-2');
      return drop.run();
    },
  ),
  stopped('interrupted', 'SIGINT'),
  stopped('terminated', 'SIGTERM'),
  stopped('terminated', 'SIGHUP'),
];
