import type { BatchReport } from '../domain/outcome.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';

/** The endings that a report file may have; each stands for a form. */
export const REPORT_ENDINGS = ['.json', '.html'] as const;

export type ReportEnding = (typeof REPORT_ENDINGS)[number];

/** A finished batch as text; nothing is read, asked or written. */
export function renderReport(report: BatchReport, ending: ReportEnding): string {
  return ending === '.html' ? htmlReport(report) : jsonReport(report);
}
