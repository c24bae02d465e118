import {
  afterSubmitting,
  damageLedger,
  type ExitScene,
  type Interrupted,
  type Play,
  scene,
  stopped,
  UNREADABLE,
} from './exit-scene.ts';

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

/** The command on the sheet. */
function on(...words: readonly string[]): Play {
  return (corner) => corner.tell([...words.slice(0, 1), corner.file, ...words.slice(1)]);
}

function checking(names: readonly string[], words: readonly string[] = []): Play {
  return (corner) => {
    corner.sheet(...names);
    return on('check', ...words)(corner);
  };
}

function afterSubmittingAnd(names: readonly string[], play: Interrupted): Interrupted {
  return (corner, signal) => afterSubmitting(names, () => play(corner, signal))(corner);
}
