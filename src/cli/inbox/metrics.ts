import { DROP_PLACES } from '../../domain/drop.ts';
import { type Money, majorText, sumMoney } from '../../domain/money.ts';
import { STATUSES } from '../../domain/status.ts';
import { isSuccess, type RunFigures } from './figures.ts';

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly help: string;
  /** Numbers as text, so that no amount is rounded. */
  readonly samples: readonly (readonly [labels: Labels, value: string])[];
}

const LAST_SUCCESS = 'sheetorder_last_success_timestamp_seconds';

/**
 * How a run ended, in the text format of Prometheus: each family once, no timestamps, a line feed at the end.
 * `previous` is what the file held before: a run that failed keeps the time of the last success, which is 0 when there
 * never was one, so that an alert about its age has something to go by.
 */
export function metricsText(figures: RunFigures, previous: string): string {
  const all = familiesOf(figures, previous).filter(({ samples }) => samples.length > 0);
  return all.map((family) => familyText(family, ofRun(figures))).join('');
}

/** True for what `metricsText` wrote, and for a file that holds nothing. */
export function isMetricsText(text: string): boolean {
  return text.trim() === '' || text.includes('\n# TYPE sheetorder_last_run_timestamp_seconds gauge\n');
}

function familiesOf(figures: RunFigures, previous: string): readonly Family[] {
  const { startedAt, endedAt, exit, sheets, orders, spent, unpriced, openOrders, ledgerBytes } = figures;
  const success = isSuccess(exit) ? seconds(endedAt) : (valueIn(previous, LAST_SUCCESS, ofRun(figures)) ?? '0');
  return [
    one('sheetorder_last_run_timestamp_seconds', 'When the last run ended.', seconds(endedAt)),
    one(LAST_SUCCESS, 'When a run last ended with exit code 0; 0 when none did.', success),
    one('sheetorder_last_run_duration_seconds', 'How long the last run took.', seconds(endedAt - startedAt)),
    one('sheetorder_last_run_exit_code', 'Exit code of the last run; 0 is success.', exit),
    {
      name: 'sheetorder_sheets',
      help: 'Sheets that lie in each folder.',
      samples: DROP_PLACES.map((folder) => [{ folder }, String(sheets[folder])]),
    },
    {
      name: 'sheetorder_run_orders',
      help: 'Orders that the last run looked at, by how they stand.',
      samples: STATUSES.map((status) => [{ status }, String(orders[status])]),
    },
    {
      name: 'sheetorder_run_spent',
      help: 'What the last run spent, or may have spent, in whole units of the currency.',
      samples: byCurrency(spent).map((money) => [{ currency: money.currency }, majorText(money)]),
    },
    one('sheetorder_run_unpriced_orders', 'Orders that the last run sent at a price nobody knows.', unpriced),
    one('sheetorder_open_orders', 'Orders in doubt, or placed without an id.', openOrders),
    one('sheetorder_ledger_bytes', 'Size of the ledger.', ledgerBytes),
  ];
}

/** A series that stands there twice spoils the whole file. */
function byCurrency(amounts: readonly Money[]): readonly Money[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.flatMap((currency) => sumMoney(amounts.filter((money) => money.currency === currency)) ?? []);
}

function one(name: string, help: string, value: string | number | null): Family {
  return { name, help, samples: value === null ? [] : [[{}, String(value)]] };
}

function ofRun({ inbox, profile }: RunFigures): Labels {
  return { inbox, ...(profile === null ? {} : { profile }) };
}

function familyText({ name, help, samples }: Family, run: Labels): string {
  const lines = samples.map(([own, value]) => `${seriesName(name, { ...run, ...own })} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function seriesName(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return `${name}{${pairs.join(',')}}`;
}

/** A line feed, a quote and a backslash are the three that would end a label; half a character would spoil the file. */
function escaped(value: string): string {
  return Buffer.from(value, 'utf8')
    .toString('utf8')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

/** The value that our own text has for a series; null where it has none that is a plain number. */
function valueIn(text: string, name: string, labels: Labels): string | null {
  const start = `${seriesName(name, labels)} `;
  const line = text.split('\n').find((one) => one.startsWith(start));
  const value = line?.slice(start.length) ?? '';
  return /^\d{1,12}(\.\d{3})?$/.test(value) ? value : null;
}

/** Milliseconds as seconds, without a float in between. */
function seconds(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  return `${Math.floor(whole / 1000)}.${String(whole % 1000).padStart(3, '0')}`;
}
