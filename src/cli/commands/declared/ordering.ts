import { MEANING } from '../../options.ts';
import { type Command, INPUT, OUTPUT, READING, SENDING, SPEAKING, TALK, WHERE } from '../command.ts';

/** The dry run: the real run without the spend. Without `--online` it opens no connection and needs no key. */
export const check: Command = {
  usage: 'check <sheets..>',
  describe: 'The dry run: what is wrong, cell by cell, and what would be sent.',
  flags: [...INPUT, 'order-by', 'online', 'rate', ...WHERE, 'max-spend', ...OUTPUT, 'plan', 'fix', 'progress', ...TALK],
  examples: [
    ['$0 check may.csv', 'say what is wrong and what would be sent'],
    ['$0 check may.csv --online', 'ask the vendors too: what is owned, free, in use or ordered already'],
    ['$0 check may.csv --annotated fixme.csv', 'write the sheet back with what to fix in each row'],
    ['$0 check may.csv --fix may-fixed.csv', 'write a copy in which what is certain is corrected'],
    ['$0 check may.csv --report may.html --plan may.plan.json', 'a page to look at, and a plan to submit as it is'],
  ],
  load: async () => (await import('../check.ts')).runCheck,
};

/** Checks, then places each good order at most once. Besides `run`, the only command that spends. */
export const submit: Command = {
  usage: 'submit <sheets..>',
  describe: 'Checks, then places each good order at most once; takes sheets or one saved plan.',
  flags: [...INPUT, 'online', ...WHERE, ...SPEAKING, ...SENDING, 'yes', ...OUTPUT, 'progress', ...TALK],
  examples: [
    ['$0 submit may.csv --results may-results.csv', 'show the totals, ask, send, write results'],
    ['$0 submit may.plan.json --yes', 'send exactly what `check --plan` saved, without asking'],
    ['$0 submit may.csv --sandbox --yes', 'try it all without an account and without money'],
  ],
  load: async () => (await import('../submit.ts')).runSubmit,
};

/** Reads orders in doubt, placed ones without an id, and those that wait to be paid, back from their vendor. Never spends. */
export const reconcile: Command = {
  usage: 'reconcile [sheets..]',
  describe: 'Reads orders in doubt, without an id, or waiting to be paid, back from their vendor.',
  flags: ['wait', 'rebuild', ...INPUT, ...WHERE, ...SPEAKING, ...OUTPUT, 'progress', ...TALK],
  examples: [
    ['$0 reconcile', 'one round over everything that is open'],
    ['$0 reconcile --wait 10m', 'repeat until nothing is open, for ten minutes at most'],
    ['$0 reconcile may.csv --results may-results.csv', 'only the orders of this sheet, and write its results'],
    ['$0 reconcile may.csv --rebuild', 'after the ledger was lost: find the orders of this sheet at the vendor'],
  ],
  load: async () => (await import('../reconcile.ts')).runReconcile,
};

/** A person states what became of one order; the only way from doubt back to "may be sent". */
export const resolve: Command = {
  usage: 'resolve <key>',
  describe: 'You state what became of one order: placed, not placed, or cancelled.',
  flags: ['placed', 'not-placed', 'cancelled', 'note', ...WHERE, ...SPEAKING, 'json', ...TALK],
  examples: [
    ['$0 resolve 0123456789abcdef --placed recEXAMPLE1 --note "seen in the app"', 'the vendor has it under this id'],
    ['$0 resolve 0123456789abcdef --not-placed --note "support says no"', 'it may be sent again; reads back first'],
    ['$0 resolve 0123456789abcdef --cancelled --note "cancelled in the app"', 'its domains may be ordered again'],
  ],
  load: async () => (await import('../resolve.ts')).runResolve,
};

/** Orders that are paid but not configured, as a sheet ready to fill in and submit. Never spends. */
export const forms: Command = {
  usage: 'forms [sheets..]',
  describe: 'Orders that are paid but not configured, as a sheet to fill in and submit; sheets named fill it in.',
  flags: ['output', 'json', 'no-bom', ...READING, ...WHERE, ...SPEAKING, ...TALK],
  examples: [
    ['$0 forms --output forms.csv', 'a sheet to fill in, one row for each mailbox'],
    ['$0 forms may.csv --output forms.xlsx', 'filled in with what the sheet that ordered them says'],
    ['$0 submit forms.csv', 'configure them; this costs nothing more'],
  ],
  load: async () => (await import('../forms.ts')).runForms,
};

/** What the vendor has for sale as it stands, as a sheet to choose from and submit. Never spends. */
export const stock: Command = {
  usage: 'stock',
  describe: 'The pre-warmed domains that the vendor has for sale, as a sheet to choose from and submit.',
  flags: ['vendor', 'output', 'json', 'no-bom', ...WHERE, ...SPEAKING, ...TALK],
  examples: [
    ['$0 stock --output stock.csv', 'a sheet with an order for each; delete the rows you do not want'],
    ['$0 submit stock.csv', 'buy what is left in it'],
  ],
  load: async () => (await import('../stock.ts')).runStock,
};

/** Where placed orders stand at the vendor. Reads only, and appends nothing to the ledger. */
export const status: Command = {
  usage: 'status [sheets..]',
  describe: 'Where placed orders stand at the vendor: provisioning, mailboxes delivered, and what is odd.',
  flags: ['watch', 'wait', ...INPUT, ...WHERE, ...SPEAKING, 'results', 'no-bom', 'json', 'progress', ...TALK],
  examples: [
    ['$0 status', 'every placed order, newest first'],
    ['$0 status may.csv --results may-status.csv', 'the orders of this sheet, and a CSV with a line for each domain'],
    ['$0 status --watch', 'repeat until everything is delivered, or until Ctrl-C'],
    ['$0 status --watch --wait 2h', 'for two hours at most'],
  ],
  load: async () => (await import('../status.ts')).runStatus,
};

/** Rebuilds every file from the ledger; nothing is sent. */
export const results: Command = {
  usage: 'results <sheets..>',
  describe: 'Writes results, annotated sheets and reports again, from the ledger.',
  flags: [...INPUT, ...WHERE, ...OUTPUT, ...TALK],
  examples: [
    ['$0 results may.csv', 'print the results CSV'],
    ['$0 results may.csv --results may-results.csv --report may.html', 'write it, and a page to look at'],
  ],
  load: async () => (await import('../results.ts')).runResults,
};

const OF_RUN = [
  'inbox',
  'dry-run',
  'retry-after-failure',
  'jitter',
  'ping',
  'ping-log',
  'metrics',
  'prune-after',
] as const;

/** For cron: every new sheet of a folder, under the policy in the configuration. Besides `submit`, the only command that spends. */
export const run: Command = {
  usage: 'run',
  describe: 'For cron: takes each sheet that was dropped into a folder and places its orders, without asking.',
  flags: [
    ...OF_RUN,
    'aliases',
    ...MEANING,
    'online',
    ...WHERE,
    ...SPEAKING,
    ...SENDING,
    'fail-on-payment-due',
    'no-bom',
    'json',
    ...TALK,
  ],
  examples: [
    ['$0 run --inbox orders/inbox', 'take every sheet in that folder; done/ and attention/ are beside it'],
    ['$0 run --inbox orders/inbox --dry-run', 'say what would become of each sheet; nothing is sent or moved'],
    ['$0 run --inbox orders/inbox --quiet --ping https://ping.example/my-key', 'in a crontab'],
  ],
  load: async () => (await import('../run.ts')).runInboxCommand,
};
