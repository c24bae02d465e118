import { createHash } from 'node:crypto';
import type { BatchReport } from '../domain/outcome.ts';
import { Html, html } from './html.ts';
import { SCRIPT } from './html-script.ts';
import { findingsSection, notesSection, ordersSection, sheetsSection, statusSection, tiles } from './html-sections.ts';
import { STYLE } from './html-style.ts';
import { totalsOf } from './totals.ts';

const TITLES = {
  check: 'Dry run: nothing was sent',
  submit: 'Submitted orders',
  results: 'Results from the ledger',
  reconcile: 'Orders read back',
} satisfies Record<BatchReport['command'], string>;

/** One self-contained page: no file beside it, no connection, and no script or style but its own two. */
export function htmlReport(report: BatchReport): string {
  const totals = totalsOf(report);
  const files = report.sheets.map(({ file }) => file).join(', ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${TITLES[report.command]}${files === '' ? '' : ` – ${files}`}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#orders-title">Skip to the orders</a>
<header>
<h1>${TITLES[report.command]}</h1>
<p class="quiet">${files === '' ? '' : `${files} · `}<time datetime="${report.at}">${report.at}</time></p>
</header>
<main>
${tiles(report, totals)}
${statusSection(totals)}
${notesSection(report)}
${findingsSection(report)}
${ordersSection(report)}
${sheetsSection(report)}
</main>
<footer><p>sheetorder ${report.version} · batch <code>${report.batch}</code></p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
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
