/** On paper: no controls, nothing cut off, no order torn apart where that can be helped, and ink for text alone. */
export const PRINT_STYLE = `
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --quiet: #333; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip, .tools, .copy, .about a, .alarm a, .to-order, .scripted .copy, .sort .arrow, .toast, .more, .expander::before { display: none !important; }
  a { color: inherit; text-decoration: none; }
  h1 { font-size: 16pt; } h2 { font-size: 12pt; margin: 1.2rem 0 .4rem; break-after: avoid; }
  .verdict { font-size: 12pt; }
  .tiles dd { font-size: 13pt; }
  button.expander, button.sort { display: inline; color: inherit; padding: 0; border: 0; }
  .about, summary { break-after: avoid; }
  .badge, .bar, .split, .value, .caution, .alarm { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; border: 0; }
  .tiles div, .findings li, .alarm, .caution li, tr, .facts, .chart { break-inside: avoid; }
  details, .chart { border: 0; }
  summary { padding-left: 0; list-style: none; font-weight: 600; }
  .roomy { display: table-cell; }
  td.id { min-width: 0; }
  thead { display: table-header-group; break-inside: avoid; }
  summary { break-inside: avoid; }
  table { font-size: 8.5pt; }
  th, td, .cells td { padding: .2rem .4rem; white-space: normal; }
  td.said, td.words { min-width: 0; }
  th.id { min-width: 4.5rem; }
  #orders { break-before: page; }
  @page { margin: 14mm 12mm; } }
`;
