import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { renderReport } from '../src/report/index.ts';
import { reportOfMany } from '../test/support/report-of-many.ts';

// Makes and writes one report in a process of its own, or just its orders as JSON, and prints how long that took.
const [orders, rowsOfEach, as, file = ''] = process.argv.slice(2);
const report = reportOfMany(Number(orders), Number(rowsOfEach));
const began = performance.now();
if (as === 'html') writeFileSync(file, renderReport(report, '.html'));
if (as === 'json') writeFileSync(file, JSON.stringify(report.outcomes));
process.stdout.write(String(performance.now() - began));
