export type Kind = 'string' | 'boolean' | 'number' | 'array';

export interface Flag {
  readonly type: Kind;
  readonly describe: string;
  readonly default?: string | number;
  /** False for the few flags that a forgotten environment variable must never set. */
  readonly twin?: false;
}

/** Every flag, with one meaning everywhere. */
export const FLAGS = {
  aliases: { type: 'array', describe: 'A sheet of aliases, joined to the domains by domain.' },
  delimiter: { type: 'string', describe: 'The delimiter, when it is not found by itself: , ; | or tab.' },
  sheet: { type: 'string', describe: 'The worksheet of a workbook; the first one when left out.' },
  'hidden-rows': { type: 'string', describe: 'What to do with hidden rows of a workbook: refuse, include or skip.' },
  encoding: {
    type: 'string',
    describe: 'The encoding, when it is not found by itself: utf-8, utf-16le, utf-16be, windows-1252.',
  },
  'header-row': { type: 'number', describe: 'The row that names the columns, as a spreadsheet shows it.' },
  pack: { type: 'string', describe: 'What to do with rows that name no order: orders (default), quantity or off.' },
  map: { type: 'array', describe: 'HEADER=COLUMN: says what a header means; HEADER=- ignores it.' },
  set: { type: 'array', describe: 'COLUMN=VALUE: fills empty cells of a column.' },
  vendor: { type: 'string', default: 'scaledmail', describe: 'The vendor, where no vendor column says.' },
  operation: { type: 'string', describe: 'The operation, where no operation column says.' },
  online: { type: 'boolean', describe: 'Asks the vendors too whether each order can be placed; needs the key.' },
  save: {
    type: 'boolean',
    twin: false,
    describe: 'Keeps the names with their ids in sheetorder.json, so that a sheet may name a workspace.',
  },
  sandbox: { type: 'boolean', describe: 'Orders from a stand-in vendor inside this process: no account, no money.' },
  fault: { type: 'array', describe: 'How the sandbox misbehaves; several joined with commas, or "all".' },
  'fault-rate': { type: 'number', describe: 'Share of orders that meet a fault, 0 to 1.' },
  seed: { type: 'number', default: 1, describe: 'Which orders meet which fault; the same seed, the same faults.' },
  crashes: { type: 'number', describe: 'How often the run is killed.' },
  port: { type: 'number', default: 0, describe: 'The port to listen on; 0 takes any free one.' },
  record: { type: 'string', describe: 'Where the sandbox writes what it sold, one JSON line each.' },
  'base-url': { type: 'string', describe: "The vendor's base URL." },
  'env-file': { type: 'string', describe: 'Reads further environment variables from this file.' },
  concurrency: { type: 'number', default: 4, describe: 'Orders in flight at once.' },
  rate: {
    type: 'string',
    describe: "Requests a second, like 2/s; the vendor's own limit is the ceiling; none on loopback.",
  },
  timeout: { type: 'string', describe: 'How long a spend may take to answer, like 180s.' },
  wait: { type: 'string', describe: 'Repeats until nothing is open, for at most this long, like 10m.' },
  watch: { type: 'boolean', twin: false, describe: 'Looks again, with growing pauses, until all is delivered.' },
  rebuild: {
    type: 'boolean',
    twin: false,
    describe: 'After the ledger was lost: finds the orders of a sheet at the vendor, and writes them down again.',
  },
  strict: { type: 'boolean', describe: 'One error finding stops the batch.' },
  'max-orders': { type: 'number', describe: 'Refuses to send more orders than this.' },
  'max-spend': {
    type: 'string',
    describe: 'AMOUNT, like 499.50: orders that would cost more than that together are skipped.',
  },
  canary: {
    type: 'boolean',
    describe: 'Sends one order by itself first; the others follow when it is placed and paid.',
  },
  'stop-after': { type: 'number', describe: 'Starts nothing new after this many orders were not placed.' },
  'keep-going-on-unknown': { type: 'boolean', describe: 'Goes on although an order may or may not have been placed.' },
  'retry-refused': { type: 'boolean', twin: false, describe: 'Sends orders again that the vendor refused.' },
  'allow-claimed': { type: 'array', twin: false, describe: 'KEY: lets domains be ordered that this order holds.' },
  'fail-on-payment-due': { type: 'boolean', describe: 'Exit 10 when an order waits for a person to pay.' },
  yes: { type: 'boolean', twin: false, describe: 'Sends without asking; needed without a terminal.' },
  placed: {
    type: 'string',
    twin: false,
    describe: 'ORDER_ID: the vendor has it under this id, and nothing of it is left to pay.',
  },
  'not-placed': { type: 'boolean', twin: false, describe: 'The vendor does not have it; it may be sent again.' },
  cancelled: { type: 'boolean', twin: false, describe: 'It was cancelled at the vendor; its domains are free again.' },
  note: { type: 'string', twin: false, describe: 'How you know; kept in the ledger.' },
  fix: { type: 'string', describe: 'Writes a copy of the sheet in which what is certain is corrected.' },
  package: { type: 'string', describe: 'PRICE_ID of the catalogue: rows for a whole package.' },
  mailboxes: {
    type: 'number',
    describe: 'How many mailboxes each such row gets, which is a person on a domain: 1 to 100; 2 when left out.',
  },
  xlsx: { type: 'boolean', describe: 'Writes a workbook with notes and values to choose from; with --output.' },
  output: { type: 'string', describe: 'Writes to this file instead of standard output.' },
  plan: { type: 'string', describe: 'Saves the plan to this file, for `submit FILE`.' },
  results: { type: 'string', describe: 'Writes the results CSV to this file.' },
  annotated: {
    type: 'string',
    describe:
      'Writes the sheets back with status, order_id, error and fix: FILE.csv, or FILE.xlsx with marked cells and notes.',
  },
  report: { type: 'array', describe: 'Writes a report; the ending chooses: .html, .json, .md or .xml (JUnit).' },
  'no-bom': { type: 'boolean', describe: 'Leaves the byte order mark out of CSV files.' },
  json: {
    type: 'boolean',
    describe: 'Prints one JSON document on standard output, and what happens as JSON lines on standard error.',
  },
  quiet: { type: 'boolean', describe: 'Prints only what needs a person.' },
  verbose: { type: 'boolean', describe: 'Says more: every order, every place, every step.' },
  progress: {
    type: 'string',
    default: 'auto',
    describe:
      'How progress is shown: auto, bar, lines or none; auto draws a bar on a screen, and writes lines elsewhere.',
  },
  'no-color': { type: 'boolean', describe: 'Prints without colours.' },
  'log-file': { type: 'string', describe: 'Adds a line for each step to this file.' },
  'log-format': { type: 'string', default: 'text', describe: 'How the log file is written: text or json.' },
  ledger: { type: 'string', describe: 'The ledger file.' },
  profile: {
    type: 'string',
    describe: 'A profile of sheetorder.json: the key, organization, budgets and settings of one agency.',
  },
  inbox: { type: 'string', describe: 'The folder in which sheets are dropped.' },
  'dry-run': { type: 'boolean', describe: 'Says what would become of each sheet; nothing is sent, moved or written.' },
  where: {
    type: 'array',
    describe: 'COLUMN=VALUE: takes only whole orders that have this value (or one of those named) in the column.',
  },
  'order-by': {
    type: 'string',
    default: 'sheet',
    describe: 'Which orders go first: sheet, price or -price, domains or -domains.',
  },
  'max-duration': {
    type: 'string',
    describe: 'Starts nothing new after this long, like 30m; what is under way is finished.',
  },
  'not-before': {
    type: 'string',
    describe: 'Sends nothing before this time: 2027-01-31T09:00Z, a date, or 09:00 (UTC); ends with 75.',
  },
  'retry-after-failure': {
    type: 'string',
    default: '0s',
    describe: 'How long a sheet rests after a failure that may pass, like 15m.',
  },
  jitter: {
    type: 'string',
    default: '0s',
    describe: 'Waits a random while of at most this long before it begins, like 2m.',
  },
  ping: {
    type: 'string',
    describe: 'URL of a healthchecks service: told of the start, and of success (exit 0) or failure.',
  },
  'ping-log': { type: 'boolean', describe: 'Sends the counts of the run along with --ping.' },
  metrics: {
    type: 'string',
    describe: 'FILE.prom: writes how the run ended, for the textfile collector of Prometheus.',
  },
  'prune-after': {
    type: 'string',
    describe: 'Removes logs, reports and annotated sheets in done/ that are older, like 90d.',
  },
  'lock-wait': { type: 'string', default: '0s', describe: 'How long to wait for another run to end.' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;
