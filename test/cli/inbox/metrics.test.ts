import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isMetricsText, metricsText } from '../../../src/cli/inbox/metrics.ts';
import { assertMetricsTarget, writeMetrics } from '../../../src/cli/inbox/metrics-file.ts';
import type { Flags } from '../../../src/cli/options.ts';
import { assertNotLedger, assertTargets } from '../../../src/cli/outputs/finish.ts';
import { STATUSES } from '../../../src/domain/status.ts';
import { figures } from '../../support/figures.ts';
import { type Series, strictMetrics } from '../../support/strict-metrics.ts';

function figureIn(series: readonly Series[], name: string, labels: Record<string, string> = {}): string | undefined {
  const found = series.filter(
    (one) =>
      one.name === `sheetorder_${name}` && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
  );
  expect(found.length).toBeLessThan(2);
  return found[0]?.value;
}

const SUCCESS = 'last_success_timestamp_seconds';

describe('the text', () => {
  it('has every figure, exactly', () => {
    const series = strictMetrics(metricsText(figures({ profile: 'acme', exit: 4, unpriced: 3 }), ''));
    expect(figureIn(series, 'last_run_timestamp_seconds')).toBe('1777888812.001');
    expect(figureIn(series, 'last_run_duration_seconds')).toBe('11.878');
    expect(figureIn(series, 'last_run_exit_code')).toBe('4');
    expect(figureIn(series, 'sheets', { folder: 'attention' })).toBe('2');
    expect(figureIn(series, 'run_orders', { status: 'placed' })).toBe('4');
    expect(figureIn(series, 'run_spent', { currency: 'USD' })).toBe('14.05');
    expect(figureIn(series, 'run_unpriced_orders')).toBe('3');
    expect(figureIn(series, 'open_orders')).toBe('2');
    expect(figureIn(series, 'ledger_bytes')).toBe('40960');
    expect(series.every(({ labels }) => labels.inbox === '/srv/orders/inbox' && labels.profile === 'acme')).toBe(true);
    const statuses = series.filter(({ name }) => name === 'sheetorder_run_orders').map(({ labels }) => labels.status);
    expect(statuses).toEqual([...STATUSES]);
  });

  it('stands whatever the folder and the profile are called', () => {
    const odd = '/srv/"a"\\b\nc,d}{=\u00e9\u{1f600}';
    const series = strictMetrics(metricsText(figures({ inbox: odd, profile: '\\' }), ''));
    expect(new Set(series.map(({ labels }) => labels.inbox))).toEqual(new Set([odd]));
    expect(series[0]?.labels.profile).toBe('\\');
  });

  it('has no series twice, and none of what is not there', () => {
    const usd = { minor: 1405, currency: 'USD' };
    const series = strictMetrics(metricsText(figures({ spent: [usd, { minor: 5, currency: 'EUR' }, usd] }), ''));
    expect(figureIn(series, 'run_spent', { currency: 'USD' })).toBe('28.10');
    expect(figureIn(series, 'run_spent', { currency: 'EUR' })).toBe('0.05');
    const bare = metricsText(figures({ spent: [], ledgerBytes: null, openOrders: null }), '');
    expect(bare).not.toMatch(/run_spent|ledger_bytes|open_orders/);
    expect(strictMetrics(bare).some(({ labels }) => 'profile' in labels)).toBe(false);
  });

  it('takes no time from a clock that was set back', () => {
    expect(figureIn(strictMetrics(metricsText(figures({ endedAt: 0 }), '')), 'last_run_duration_seconds')).toBe(
      '0.000',
    );
  });
});

describe('the last success', () => {
  const first = metricsText(figures(), '');
  const later = { startedAt: 1_777_999_000_000, endedAt: 1_777_999_001_000 };

  it('is now, after a run that ended with 0', () => {
    expect(figureIn(strictMetrics(first), SUCCESS)).toBe('1777888812.001');
    expect(figureIn(strictMetrics(metricsText(figures(later), first)), SUCCESS)).toBe('1777999001.000');
  });

  it('is kept over runs that failed, one after the other', () => {
    const second = metricsText(figures({ ...later, exit: 75 }), first);
    const third = metricsText(figures({ ...later, exit: 3 }), second);
    expect(figureIn(strictMetrics(third), SUCCESS)).toBe('1777888812.001');
    expect(figureIn(strictMetrics(third), 'last_run_timestamp_seconds')).toBe('1777999001.000');
  });

  it('is 0 when there was none, or the file is of another inbox or of nobody', () => {
    const failed = figures({ ...later, exit: 1 });
    const other = metricsText(figures({ inbox: '/srv/other' }), '');
    const odd = first.replace(/(last_success\S+) [\d.]+/, '$1 NaN\nx{} 1');
    for (const previous of ['', other, odd, 'garbage', '\u0000'.repeat(10)])
      expect(figureIn(strictMetrics(metricsText(failed, previous)), SUCCESS)).toBe('0');
  });
});

describe('the file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sheetorder-metrics-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name = 'orders.prom') => join(folder, name);

  it('is written whole, for everybody to read, and leaves nothing beside it', () => {
    expect(writeMetrics(path(), figures())).toBeNull();
    expect(writeMetrics(path(), figures({ exit: 3, endedAt: 1_777_999_001_000 }))).toBeNull();
    expect(statSync(path()).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['orders.prom']);
    expect(figureIn(strictMetrics(readFileSync(path(), 'utf8')), SUCCESS)).toBe('1777888812.001');
  });

  it('that cannot be written is a note', () => {
    const note = writeMetrics(join(folder, 'gone', 'orders.prom'), figures());
    expect(note).toMatch(/^METRICS-NOT-WRITTEN: .*orders\.prom could not be written \(ENOENT.*\)\. .*\.$/);
  });

  it('is looked at before the first spend', () => {
    const code = (target: string) => {
      try {
        assertTargets({ metrics: target } as Flags, []);
        return '';
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      }
    };
    writeFileSync(path('other.prom'), '# TYPE other gauge\nother 1\n');
    writeFileSync(path('empty.prom'), '');
    writeMetrics(path('own.prom'), figures());
    mkdirSync(path('folder.prom'));
    expect(code(path('new.prom'))).toBe('');
    expect(code(path('own.prom'))).toBe('');
    expect(code(path('empty.prom'))).toBe('');
    expect(code(path('orders.txt'))).toBe('OUTPUT-KIND');
    expect(code(path('other.prom'))).toBe('METRICS-NOT-OURS');
    // A monitor that is not there keeps no order back: it will be missed.
    expect(code(join(folder, 'gone', 'a.prom'))).toBe('');
    expect(readdirSync(folder).sort()).toEqual(['empty.prom', 'folder.prom', 'other.prom', 'own.prom']);
  });

  it('takes the place of nothing else', () => {
    const both = { metrics: path('a.prom'), results: path('a.prom') } as Flags;
    expect(() => assertTargets(both, [])).toThrow(/written by another flag too/);
    expect(() => assertNotLedger({ metrics: path('l.prom') } as Flags, path('l.prom'))).toThrow(
      /belongs to the ledger/,
    );
    expect(() => assertMetricsTarget(path('a.prom'))).not.toThrow();
    expect(isMetricsText(metricsText(figures(), ''))).toBe(true);
  });
});
