import { PRINT_STYLE } from './print-style.ts';

/** Every colour pair has a contrast of 4.5 or more, in light and dark. */
const COLOURS = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1b1f24; --quiet: #505a66; --line: #d5dae1;
  --edge: #7a8594; --link: #0a58ca; --bar: #3b6fb6; --deep: #eef1f5;
  --good: #0f6b34; --good-bg: #dff5e7; --bad: #a11a1a; --bad-bg: #fde7e7; --wait: #7a4a00;
  --wait-bg: #fff0d4; --doubt: #6a1b9a; --doubt-bg: #f3e5fa; --plain: #3d4651; --plain-bg: #e9ecf1; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #0e1116; --card: #171c23; --text: #e7ecf2; --quiet: #a5b0bd; --line: #323b47; --edge: #7d8997;
    --link: #8ab8ff; --bar: #6d9fe3; --deep: #1f262f;
    --good: #8be0aa; --good-bg: #123522; --bad: #ffa8a8; --bad-bg: #44181b; --wait: #ffcf80; --wait-bg: #3d2c0b;
    --doubt: #dfb2f5; --doubt-bg: #371a45; --plain: #c8d0da; --plain-bg: #29313c; } }
`;

const PAGE = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 82rem; margin: 0 auto; padding: .5rem 1.25rem; }
header { padding-top: 1.75rem; }
footer { padding-bottom: 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0 .75rem; }
a { color: var(--link); }
.quiet, footer { color: var(--quiet); font-size: .9rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); color: var(--link); padding: .5rem 1rem; z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h2:focus { outline: none; }
.contents { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; margin: .75rem 0 0; font-size: .92rem; }
.verdict { font-size: 1.35rem; line-height: 1.35; font-weight: 650; margin: .5rem 0 1rem; }
.verdict .rest { font-weight: 400; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1rem; }
.tiles > div { flex: 1 1 8rem; }
.tiles > .wide { flex: 1 1 15rem; }
.tiles div, .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
.tiles dt { color: var(--quiet); font-size: .9rem; }
.tiles dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles dd small { display: block; font-size: .85rem; line-height: 1.4; font-weight: 400; color: var(--quiet); }
ul.card { margin: 0; padding: .8rem 1rem .8rem 2.2rem; }
.caution { border-left: .4rem solid var(--wait); }
.alarm { border-radius: .6rem; padding: .7rem 1rem; margin: 0 0 1rem; border-left: .4rem solid; }
.alarm p { margin: 0; }
.alarm a { color: inherit; }
.doubt-alarm { background: var(--doubt-bg); color: var(--doubt); font-size: 1.05rem; }
.loose-alarm { background: var(--bad-bg); color: var(--bad); }
code { font: .9em ui-monospace, monospace; unicode-bidi: isolate; }
.badge { display: inline-block; border-radius: 1rem; padding: .05rem .6rem; white-space: nowrap; font-size: .85rem;
  font-weight: 600; border: 1px solid transparent; color: var(--plain); background: var(--plain-bg); }
.badge.good { color: var(--good); background: var(--good-bg); }
.badge.bad { color: var(--bad); background: var(--bad-bg); }
.badge.wait { color: var(--wait); background: var(--wait-bg); }
.badge.doubt { color: var(--doubt); background: var(--doubt-bg); }
a .badge { text-decoration: underline; }
.nobr { white-space: nowrap; }
.fix { color: var(--good); }
`;

const TABLES = `
.scroll { position: relative; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; padding: .6rem .8rem; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem; border-top: 1px solid var(--line); }
thead th { white-space: nowrap; color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
td { overflow-wrap: break-word; }
td.said, td.words, .diagnosis td, .barcell { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.words { min-width: 12rem; }
td.said { min-width: 14rem; width: 36%; }
td.client, td.id { overflow-wrap: anywhere; min-width: 6rem; }
td.id { min-width: 11.5rem; }
th.id { overflow-wrap: anywhere; }
th.id { min-width: 8.5rem; }
.split { display: block; width: 100%; height: 1rem; border-radius: .3rem; margin: 0 0 .75rem; }
.fill-good { fill: var(--good); } .fill-bad { fill: var(--bad); } .fill-wait { fill: var(--wait); }
.fill-doubt { fill: var(--doubt); } .fill-plain { fill: var(--plain); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: .75rem; align-items: start; }
.chart { padding: .2rem 0 .4rem; }
.chart thead th { border-top: 0; padding-top: 0; padding-bottom: 0; font-size: .85rem; }
.chart caption { font-weight: 600; color: var(--text); }
.number small { display: block; color: var(--quiet); }
.chart td, .chart th { padding: .35rem .8rem; }
.chart table { table-layout: fixed; }
.chart th:first-child { width: 28%; overflow-wrap: anywhere; }
.chart td.number { width: 30%; white-space: normal; }
.barcell { font-size: .85rem; }
.verdict + .next { margin-top: -.6rem; }
.bar { display: block; width: 100%; height: .7rem; margin: .3rem 0 .1rem; fill: var(--bar); }
#order-table > thead th { padding: .2rem .1rem; }
#order-table > tbody > tr:not(.details) > * { padding-left: .6rem; padding-right: .6rem; }
#order-table > thead th:not(:has(button)) { padding: .45rem .6rem; }
tr.details > td { background: var(--deep); padding: 0; border-top: 0; }
.detail { padding: .6rem 1rem 1rem 1.6rem; border-left: .3rem solid var(--bar); contain: inline-size; position: sticky; left: 0; width: min(100%, calc(100vw - 1.6rem)); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .4rem 1.2rem; margin: .3rem 0 .8rem; }
.facts dt { color: var(--quiet); font-size: .85rem; }
.facts dd { margin: 0; }
.names { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; list-style: none; margin: .2rem 0 .8rem; padding: 0; }
.cells td { white-space: nowrap; }
.cells tr.diagnosis td { white-space: normal; border-top: 0; }
.diagnosis.bad td { background: var(--bad-bg); } .diagnosis.wait td { background: var(--wait-bg); } .diagnosis.plain td { background: var(--plain-bg); }
.diagnosis .badge { border-color: currentColor; }
.diagnosis .fix { color: inherit; }
.beside { position: sticky; left: .8rem; width: max-content; max-width: min(48rem, calc(100vw - 5rem)); }
.cells td.marked { color: var(--bad); background: var(--bad-bg); font-weight: 600; text-decoration: underline wavy; text-underline-offset: .2em; }
.mark { display: inline-block; text-decoration: none; }
`;

const CONTROLS = `
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .55rem .9rem; }
.chart details { border-width: 1px 0 0; border-radius: 0; margin: .4rem 0 0; }
.group .about { margin: 0; padding: .1rem 1rem .5rem 2.2rem; font-size: .92rem; }
.times { color: var(--quiet); white-space: nowrap; }
details ul { margin: 0; padding: 0 1rem .6rem 2.2rem; }
.findings { margin: 0; padding: 0 1rem .6rem 2.2rem; }
.findings li { margin: .35rem 0; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
.findings li:last-child { border-bottom: 0; }
.value { background: var(--bad-bg); color: var(--bad); padding: 0 .3rem; border-radius: .25rem; }
.to-order { margin-right: .6rem; white-space: nowrap; }
.more { margin: 0 0 .8rem 2.2rem; }
.copyable { white-space: nowrap; max-width: 100%; display: inline-flex; align-items: baseline; gap: .35rem; }
.copyable code { overflow: hidden; text-overflow: ellipsis; background: var(--deep); border: 1px solid var(--line); border-radius: .25rem; padding: 0 .35rem; }
.copy, .action { display: none; }
.scripted .action { display: inline; }
.scripted .copy { display: inline-block; }
.facts .copyable { white-space: normal; }
.facts .copyable code { text-overflow: clip; }
button { font: inherit; color: var(--link); background: var(--card); border: 1px solid var(--edge); border-radius: .4rem; padding: .3rem .7rem; cursor: pointer; }
button:hover { background: var(--deep); }
button[aria-disabled="true"] { color: var(--quiet); cursor: default; border-style: dashed; }
.copy { font-size: .8rem; padding: .05rem .45rem; line-height: 1.5; min-height: 1.5rem; }
.tools { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; margin: 0 0 .75rem; }
.field { display: grid; gap: .1rem; max-width: 100%; }
.field label { font-size: .85rem; color: var(--quiet); }
.tools .search { flex: 1 1 16rem; }
input, select { font: inherit; font-size: 1rem; color: var(--text); background: var(--card); border: 1px solid var(--edge);
  border-radius: .4rem; padding: .35rem .5rem; max-width: 100%; min-width: 0; height: 2.4rem; }
.search input { width: 100%; }
.tools select { max-width: 16rem; }
.count { font-weight: 600; margin: 0 0 .5rem; min-height: 1.5em; }
#pages { margin: .75rem 0; align-items: center; }
button.sort { border-color: transparent; background: none; color: inherit; font-weight: 600; padding: .25rem .5rem; width: 100%; text-align: inherit; white-space: nowrap; }
button.sort:hover { background: var(--deep); }
[aria-sort] button.sort { color: var(--link); }
button.expander { border: 0; background: none; padding: 0; text-align: left; font-weight: 600; }
button.expander::before { content: "▸ "; }
button.expander[aria-expanded="true"]::before { content: "▾ "; }
.toast { position: fixed; bottom: 1rem; left: 50%; transform: translateX(-50%); margin: 0; max-width: calc(100vw - 2rem);
  background: var(--text); color: var(--page); border-radius: .5rem; padding: .5rem 1rem; z-index: 3; }
.toast:empty { padding: 0; }
@media (max-width: 75rem) { .roomy { display: none; } }
@media (max-width: 47rem) {
  .extra { display: none; }
  th, td { padding: .4rem .5rem; }
  td.said, td.words { min-width: 8rem; }
  thead th, button.sort { white-space: normal; }
  #order-table > thead th, #order-table > tbody > tr:not(.details) > * { padding-left: .3rem; padding-right: .3rem; }
  button.sort { padding: .25rem .2rem; }
  .chart th:first-child { width: 34%; }
  .badge { font-size: .78rem; padding: .05rem .4rem; }
  th.id { min-width: 5rem; }
  .detail { padding: .5rem .6rem .8rem; }
  .group .about, .findings, details ul { padding-left: 1.4rem; }
  header, main, footer { padding-left: .75rem; padding-right: .75rem; } }
@media (forced-colors: active) { .badge { border-color: currentColor; } .bar, .split { forced-color-adjust: none; } }
`;

export const STYLE = `${COLOURS}${PAGE}${TABLES}${CONTROLS}${PRINT_STYLE}`;
