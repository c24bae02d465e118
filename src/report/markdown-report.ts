import type { BatchReport } from '../domain/outcome.ts';
import { code } from './markdown.ts';
import { comparisonSection, findingsSection, listSection, sheetsSection } from './markdown-findings.ts';
import { ordersSection } from './markdown-orders.ts';
import { commitmentSection, costSection, headline, statusSection } from './markdown-sections.ts';
import { totalsOf } from './totals.ts';

/** GitHub takes 65,536 characters in a comment; the rest is for what a person writes around it. */
const LONGEST = 65_000;

/** Makes a part of the page in at most so many characters, and says itself what it leaves out. */
export type Section = (room: number) => string;

/** A page for a pull request or a ticket, short enough for a comment. What does not fit is counted, and named where it stands. */
export function markdownReport(report: BatchReport): string {
  const totals = totalsOf(report);
  const foot = `<sub>sheetorder ${code(report.version, 40)}, batch ${code(report.batch, 80)}</sub>\n`;
  const parts: readonly (readonly [share: number, section: Section])[] = [
    [2_000, () => headline(report, totals)],
    [2_000, () => statusSection(totals)],
    [5_000, (room) => costSection(totals, room)],
    [1_000, () => commitmentSection(totals)],
    [4_000, (room) => listSection('What no check can tell', report.unchecked, room)],
    [7_000, (room) => comparisonSection(report, room)],
    [18_000, (room) => findingsSection(report, room)],
    [17_000, (room) => ordersSection(report, room)],
    [3_000, (room) => listSection('Notes', report.notes, room)],
    [4_000, (room) => sheetsSection(report, room)],
  ];
  const texts: string[] = [];
  let left = LONGEST - foot.length - 2;
  let promised = parts.reduce((sum, [share]) => sum + share, 0);
  for (const [share, section] of parts) {
    promised -= share;
    const text = section(left - promised);
    if (text === '') continue;
    texts.push(text);
    left -= text.length + 2;
  }
  return [...texts, foot].join('\n\n');
}
