import { rmSync } from 'node:fs';
import type { Corner } from './corner.ts';
import {
  afterSubmitting,
  ageLedger,
  damageLedger,
  type ExitScene,
  type Play,
  scene,
  stopped,
  UNREADABLE,
} from './exit-scene.ts';

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

/** `submit` of a sheet whose orders are named so. */
function submitting(names: readonly string[], words: readonly string[] = []): Play {
  return (corner) => {
    corner.sheet(...names);
    return corner.submit(words);
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
