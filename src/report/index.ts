import type { BatchReport } from '../domain/outcome.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import { junitReport } from './junit-report.ts';
import { markdownReport } from './markdown-report.ts';

export { coveredReport } from './cover-report.ts';

/** The endings that a report file may have; each stands for a form. */
export const REPORT_ENDINGS = ['.json', '.html', '.md', '.xml'] as const;

export type ReportEnding = (typeof REPORT_ENDINGS)[number];

const FORMS = {
  '.json': jsonReport,
  '.html': htmlReport,
  '.md': markdownReport,
  '.xml': junitReport,
} satisfies Record<ReportEnding, (report: BatchReport) => string>;

/** A finished batch as text; nothing is read, asked or written. */
export function renderReport(report: BatchReport, ending: ReportEnding): string {
  return FORMS[ending](report);
}
