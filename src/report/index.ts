import type { BatchReport } from '../domain/outcome.ts';
import { htmlReport } from './html-report.ts';
import { jsonPieces } from './json-report.ts';
import { junitPieces } from './junit-report.ts';
import { markdownReport } from './markdown-report.ts';

export { coveredReport } from './cover-report.ts';

/** The endings that a report file may have; each stands for a form. */
export const REPORT_ENDINGS = ['.json', '.html', '.md', '.xml'] as const;

export type ReportEnding = (typeof REPORT_ENDINGS)[number];

const FORMS = {
  '.json': jsonPieces,
  '.html': htmlReport,
  '.md': markdownReport,
  '.xml': junitPieces,
} satisfies Record<ReportEnding, (report: BatchReport) => string | Iterable<string>>;

/** A finished batch as text; nothing is read, asked or written. */
export function renderReport(report: BatchReport, ending: ReportEnding): string {
  let text = '';
  for (const piece of reportPieces(report, ending)) text += piece;
  return text;
}

/** The same text in pieces, each made when it is asked for, so that a large one never stands in memory whole. */
export function reportPieces(report: BatchReport, ending: ReportEnding): Iterable<string> {
  const made = FORMS[ending](report);
  return typeof made === 'string' ? [made] : made;
}
