import { rmSync, truncateSync } from 'node:fs';
import type { ExitName } from '../../src/cli/exit-codes.ts';
import { openDatabase } from '../../src/io/sqlite/open-database.ts';
import type { Ended } from './built.ts';
import type { Corner } from './corner.ts';

/** One way to an exit code: what a person did, and the one sentence that they are told. */
export interface ExitScene {
  readonly code: ExitName;
  readonly when: string;
  /** Stands exactly once in what is said. Null where nothing needs a person. */
  readonly says: RegExp | null;
  readonly play: (corner: Corner) => Promise<Ended>;
}

type Play = ExitScene['play'];

export function scene(code: ExitName, when: string, says: RegExp | null, play: Play): ExitScene {
  return { code, when, says, play };
}

/** `submit` of a sheet whose orders are named so. */
function submitting(names: readonly string[], words: readonly string[] = []): Play {
  return (corner) => {
    corner.sheet(...names);
    return corner.submit(words);
  };
}

/** First these orders are submitted, then the command is run on their sheet. */
export function afterSubmitting(names: readonly string[], play: Play): Play {
  return async (corner) => {
    corner.sheet(...names);
    await corner.run(['submit', corner.file, '--yes', '--results', corner.results]);
    return play(corner);
  };
}

const on =
  (...words: readonly string[]): Play =>
  (corner) =>
    corner.tell([...words.slice(0, 1), corner.file, ...words.slice(1)]);

export function damageLedger(corner: Corner): void {
  truncateSync(corner.ledger, 4_096);
}

function ageLedger(corner: Corner): void {
  const database = openDatabase(corner.ledger, 1_000);
  database.exec("UPDATE meta SET value = '99' WHERE name = 'schema'");
  database.close();
}

const UNREADABLE = '\u0000\u0001\u0002 no table';

/** `submit`: every code it can end with. */
export const OF_SUBMIT: readonly ExitScene[] = [
  scene('done', 'all is placed', null, submitting(['good-1', 'good-2'])),
  scene(
    'done',
    'all was placed before',
    null,
    afterSubmitting(['good-1'], (corner) => corner.submit()),
  ),
  scene('bug', 'something breaks before anything', /This is a bug/g, (corner) => {
    corner.sheet('good-1');
    return corner.submit([], { breaksAt: 'start' });
  }),
  scene('bug', 'something breaks between a purchase and its entry', /This is a bug/g, (corner) => {
    corner.sheet('good-1', 'good-2');
    corner.rebuilds = true;
    return corner.submit([], { breaksAt: 'spend_finished' });
  }),
  scene('usage', 'a flag nobody knows', /USAGE-UNKNOWN: /g, submitting(['good-1'], ['--bogus'])),
  scene('usage', 'no key', /NO-KEY: SCALEDMAIL_API_KEY is not set/g, (corner) => {
    corner.sheet('good-1');
    return corner.submit([], { env: { SCALEDMAIL_API_KEY: '' } });
  }),
  scene('usage', 'a configuration that is no JSON', /CONFIG-[A-Z-]+: /g, (corner) => {
    corner.sheet('good-1');
    corner.configure('{');
    return corner.submit();
  }),
  scene('usage', 'results that cannot be written any more', /OUTPUT-NOT-WRITTEN: /g, (corner) => {
    corner.sheet('good-1');
    return corner.submit([], { atSpend: () => corner.loseResults() });
  }),
  scene('some_not_placed', 'an order is wrong', /Next: correct the sheet/g, submitting(['good-1', 'invalid-2'])),
  scene('some_not_placed', 'an order is refused', /Next: correct the sheet/g, submitting(['good-1', 'refused-2'])),
  scene('some_not_placed', '--strict stops', /Next: /g, submitting(['good-1', 'invalid-2'], ['--strict'])),
  scene(
    'some_unknown',
    'a reply is lost',
    /Next: sheetorder reconcile .*--wait 10m/g,
    submitting(['good-1', 'lost-2']),
  ),
  scene('sheet', 'a sheet is no table', /→ /g, (corner) => {
    corner.write('may.csv', UNREADABLE);
    return corner.submit();
  }),
  scene('ledger', 'the ledger is damaged', /LEDGER-\w+: /g, afterSubmitting(['good-1'], submitAfter(damageLedger))),
  scene('ledger', 'the ledger is gone', /LEDGER-LOST: /g, afterSubmitting(['good-1'], submitAfter(loseLedger))),
  scene('ledger', 'a newer version wrote it', /LEDGER-NEWER: /g, afterSubmitting(['good-1'], submitAfter(ageLedger))),
  scene('halted', 'the key is refused', /Next: /g, (corner) => {
    corner.sheet('good-1', 'good-2');
    corner.vendor.reads = { status: 401, body: { message: 'Unauthorized' } };
    return corner.submit();
  }),
  scene('halted', 'the key expires on the way', /Next: /g, submitting(['good-1', 'key-2', 'good-3'])),
  scene('halted', 'the card is refused', /Next: /g, submitting(['good-1', 'card-2', 'good-3'])),
  scene('stale_plan', 'the sheet was changed after the plan', /PLAN-STALE: /g, async (corner) => {
    await plan(corner, 'good-1');
    corner.sheet('good-1', 'good-2');
    return corner.submit([corner.bench.path('p.json')]);
  }),
  scene('stale_plan', 'a price was changed after the plan', /PLAN-STALE: /g, async (corner) => {
    corner.configure({});
    await plan(corner, 'good-1');
    corner.configure({ vendors: { scaledmail: { prices: { googleMailbox: '4.50' } } } });
    return corner.submit([corner.bench.path('p.json')]);
  }),
  scene(
    'guarded',
    'more than --max-orders',
    /GUARD-MAX-ORDERS: /g,
    submitting(['good-1', 'good-2'], ['--max-orders', '1']),
  ),
  scene('guarded', 'nobody is there to ask', /GUARD-NO-TERMINAL: /g, (corner) => {
    corner.sheet('good-1');
    return corner.tell(['submit', corner.file]);
  }),
  scene('guarded', 'a budget is used up', /Next: 1 order had no room/g, (corner) => {
    corner.configure({});
    return submitting(['good-1', 'good-2'], ['--max-spend', '7.00'])(corner);
  }),
  scene('guarded', '--stop-after', /Next: /g, submitting(['refused-1', 'good-2'], ['--stop-after', '1'])),
  scene(
    'payment_due',
    'the last order waits to be paid',
    /Next: pay/g,
    submitting(['good-1', 'card-2'], ['--fail-on-payment-due']),
  ),
  scene(
    'try_later',
    'another process holds the account',
    /Next: sheetorder submit .*--lock-wait 10m/g,
    async (corner) => {
      corner.sheet('good-1');
      await corner.holdLock();
      return corner.submit();
    },
  ),
  scene('try_later', 'nobody listens at the vendor', /Next: /g, async (corner) => {
    corner.sheet('good-1');
    await corner.vendor.leave();
    return corner.submit();
  }),
  scene('try_later', 'the vendor is down for maintenance', /Next: /g, (corner) => {
    corner.sheet('good-1');
    corner.vendor.reads = { status: 503, text: '<html><h1>Down</h1></html>' };
    return corner.submit();
  }),
  ...stopped('submit', (corner, signal) => {
    corner.sheet('slow-1', 'good-2');
    return corner.submit([], { atSpend: (child) => void child.kill(signal) });
  }),
];

/** `check` opens no connection without --online, and nothing it does can wait for a person to pay. */
export const OF_CHECK: readonly ExitScene[] = [
  scene('done', 'all is ready', null, checking(['good-1'])),
  scene('bug', 'something breaks', /This is a bug/g, (corner) => {
    corner.sheet('good-1');
    return corner.tell(['check', corner.file], { breaksAt: 'start' });
  }),
  scene('usage', 'a flag nobody knows', /USAGE-UNKNOWN: /g, checking(['good-1'], ['--bogus'])),
  scene('some_not_placed', 'an order is wrong', /Next: correct /g, checking(['good-1', 'invalid-2'])),
  scene(
    'some_unknown',
    'an order is in doubt',
    /Next: sheetorder reconcile/g,
    afterSubmitting(['lost-1'], on('check')),
  ),
  scene('sheet', 'a sheet is no table', /→ /g, (corner) => {
    corner.write('may.csv', UNREADABLE);
    return on('check')(corner);
  }),
  scene(
    'ledger',
    'the ledger is damaged',
    /LEDGER-\w+: /g,
    afterSubmitting(['good-1'], (corner) => {
      damageLedger(corner);
      return on('check')(corner);
    }),
  ),
  scene('guarded', 'a budget is used up', /Next: sheetorder submit /g, (corner) => {
    corner.configure({});
    return checking(['good-1', 'good-2'], ['--max-spend', '7.00'])(corner);
  }),
  scene(
    'payment_due',
    'an order waits to be paid',
    /Next: pay/g,
    afterSubmitting(['card-1'], on('check', '--fail-on-payment-due')),
  ),
  scene('try_later', '--online, and the vendor is away', /→ /g, async (corner) => {
    corner.sheet('good-1');
    await corner.vendor.leave();
    return on('check', '--online')(corner);
  }),
];

/** `reconcile` reads back what an earlier run left open. */
export const OF_RECONCILE: readonly ExitScene[] = [
  scene('done', 'nothing is open', null, afterSubmitting(['good-1'], on('reconcile'))),
  scene(
    'done',
    'what was in doubt turns up',
    null,
    afterSubmitting(['lost-1'], (corner) => {
      corner.vendor.showAll();
      return corner.tell(['reconcile', corner.file, '--results', corner.results]);
    }),
  ),
  scene(
    'bug',
    'something breaks',
    /This is a bug/g,
    afterSubmitting(['lost-1'], (corner) => corner.tell(['reconcile'], { breaksAt: 'looked_up' })),
  ),
  scene('usage', 'results without a sheet', /USAGE-MISSING: /g, (corner) =>
    corner.tell(['reconcile', '--results', 'r.csv']),
  ),
  scene(
    'some_not_placed',
    'an order was refused',
    /Next: /g,
    afterSubmitting(['good-1', 'refused-2'], on('reconcile')),
  ),
  scene('some_unknown', 'the doubt stays', /Next: sheetorder reconcile/g, afterSubmitting(['lost-1'], on('reconcile'))),
  scene(
    'some_unknown',
    'the doubt stays, without a sheet',
    /Next: sheetorder reconcile/g,
    afterSubmitting(['lost-1'], (corner) => corner.tell(['reconcile'])),
  ),
  scene('sheet', 'a sheet is no table', /→ /g, (corner) => {
    corner.write('may.csv', UNREADABLE);
    return on('reconcile')(corner);
  }),
  scene(
    'ledger',
    'the ledger is damaged',
    /LEDGER-\w+: /g,
    afterSubmitting(['lost-1'], (corner) => {
      damageLedger(corner);
      return corner.tell(['reconcile']);
    }),
  ),
  scene(
    'try_later',
    'another process holds the account',
    /→ /g,
    afterSubmitting(['lost-1'], async (corner) => {
      await corner.holdLock();
      return corner.tell(['reconcile']);
    }),
  ),
  ...stopped(
    'reconcile',
    afterSubmittingAnd(['lost-1'], (corner, signal) =>
      corner.tell(['reconcile', '--wait', '10m'], { atRead: (child) => void child.kill(signal) }),
    ),
  ),
];

/** `status` follows what was placed; it sends nothing and appends nothing. */
export const OF_STATUS: readonly ExitScene[] = [
  scene('done', 'there is nothing yet', null, (corner) => corner.tell(['status'])),
  scene('done', 'all is under way', null, afterSubmitting(['good-1'], on('status'))),
  scene('bug', 'something breaks', /This is a bug/g, (corner) => corner.tell(['status'], { breaksAt: 'start' })),
  scene('usage', 'a flag nobody knows', /USAGE-UNKNOWN: /g, (corner) => corner.tell(['status', '--bogus'])),
  scene(
    'some_not_placed',
    'an order of the sheet was never placed',
    /Next: /g,
    afterSubmitting(['good-1', 'refused-2'], on('status')),
  ),
  scene('sheet', 'a sheet is no table', /→ /g, (corner) => {
    corner.write('may.csv', UNREADABLE);
    return on('status')(corner);
  }),
  scene(
    'ledger',
    'the ledger is damaged',
    /LEDGER-\w+: /g,
    afterSubmitting(['good-1'], (corner) => {
      damageLedger(corner);
      return corner.tell(['status']);
    }),
  ),
  scene(
    'try_later',
    'the vendor is away',
    /→ Run the same command again later/g,
    afterSubmitting(['good-1'], async (corner) => {
      await corner.vendor.leave();
      return corner.tell(['status']);
    }),
  ),
  ...stopped(
    'status',
    afterSubmittingAnd(['good-1'], (corner, signal) =>
      corner.tell(['status', '--watch'], { atRead: (child) => void child.kill(signal) }),
    ),
  ),
];

function checking(names: readonly string[], words: readonly string[] = []): Play {
  return (corner) => {
    corner.sheet(...names);
    return on('check', ...words)(corner);
  };
}

function submitAfter(hurt: (corner: Corner) => void): Play {
  return (corner) => {
    hurt(corner);
    return corner.submit();
  };
}

function loseLedger(corner: Corner): void {
  rmSync(corner.ledger);
}

async function plan(corner: Corner, ...names: readonly string[]): Promise<void> {
  corner.sheet(...names);
  await corner.run(['check', corner.file, '--plan', corner.bench.path('p.json')]);
}

type Interrupted = (corner: Corner, signal: NodeJS.Signals) => Promise<Ended>;

function afterSubmittingAnd(names: readonly string[], play: Interrupted): Interrupted {
  return (corner, signal) => afterSubmitting(names, () => play(corner, signal))(corner);
}

/** The three signals that ask a program to end. */
function stopped(command: string, play: Interrupted): readonly ExitScene[] {
  const says = /Stopping/g;
  return [
    scene('interrupted', `Ctrl-C in ${command}`, says, (corner) => play(corner, 'SIGINT')),
    scene('terminated', `SIGTERM in ${command}`, says, (corner) => play(corner, 'SIGTERM')),
    scene('terminated', `SIGHUP in ${command}`, says, (corner) => play(corner, 'SIGHUP')),
  ];
}
