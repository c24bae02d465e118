import { createHash } from 'node:crypto';
import type { BatchReport } from '../domain/outcome.ts';
import { costSection, statusSection } from './html/charts.ts';
import { SCRIPT } from './html/client/script.ts';
import { comparisonSection } from './html/comparison.ts';
import { findingsSection } from './html/findings.ts';
import { notesSection, sheetsSection, tiles, uncheckedSection, verdict } from './html/headline.ts';
import { Html, type HtmlPart, html } from './html/html.ts';
import { ordersSection } from './html/orders.ts';
import { dataBlock } from './html/page-data.ts';
import { groupsOf } from './html/page-findings.ts';
import { STYLE } from './html/style.ts';
import { Section, timeText } from './html/words.ts';
import { TITLES } from './titles.ts';
import { totalsOf } from './totals.ts';

/** One self-contained page: no file beside it, no connection, and no script or style but its own two. */
export function htmlReport(report: BatchReport): string {
  const groups = groupsOf(report);
  const parts = mainParts(report, groups);
  const main = html`${parts}`;
  const files = report.sheets.map(({ file }) => file).join(', ');
  const title = `${TITLES[report.command]}${files === '' ? '' : ` – ${files}`}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#orders-title">Skip to the orders</a>
<header>
<h1>${TITLES[report.command]}</h1>
<p class="quiet">${files === '' ? '' : `${files} · `}<time datetime="${report.at}">${timeText(report.at)}</time></p>
${contents(parts)}
</header>
<main>
${main}</main>
<footer><p>sheetorder ${report.version} · batch <code>${report.batch}</code></p></footer>
<p id="said" class="toast" role="status"></p>
${dataBlock(report, groups, main.text.length + STYLE.length + SCRIPT.length)}
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function mainParts(report: BatchReport, groups: ReturnType<typeof groupsOf>): readonly HtmlPart[] {
  const totals = totalsOf(report);
  return [
    verdict(report, totals),
    tiles(report, totals),
    uncheckedSection(report),
    statusSection(totals),
    costSection(report, totals),
    comparisonSection(report),
    findingsSection(groups),
    ordersSection(report),
    notesSection(report),
    sheetsSection(report),
  ];
}

function contents(parts: readonly HtmlPart[]): Html {
  const links = parts.map((part) =>
    part instanceof Section ? html`<li><a href="#${part.id}">${part.short}</a></li>\n` : '',
  );
  return html`<nav aria-label="On this page"><ul class="contents">${links}</ul></nav>`;
}

/** Hashes let our own two texts run and nothing else, even if markup from a sheet ever got through. */
function policy(): string {
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
