/** Every colour pair has a contrast of 4.5 or more, in light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1b1f24; --quiet: #505a66; --line: #d5dae1;
  --link: #0a58ca; --good: #0f6b34; --good-bg: #dff5e7; --bad: #a11a1a; --bad-bg: #fde7e7; --wait: #7a4a00;
  --wait-bg: #fff0d4; --doubt: #6a1b9a; --doubt-bg: #f3e5fa; --plain: #3d4651; --plain-bg: #e9ecf1; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0e1116; --card: #171c23; --text: #e7ecf2; --quiet: #a5b0bd; --line: #323b47; --link: #8ab8ff;
    --good: #8be0aa; --good-bg: #123522; --bad: #ffa8a8; --bad-bg: #44181b; --wait: #ffcf80; --wait-bg: #3d2c0b;
    --doubt: #dfb2f5; --doubt-bg: #371a45; --plain: #c8d0da; --plain-bg: #29313c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
p { margin: .25rem 0 .75rem; }
.quiet, footer { color: var(--quiet); font-size: .9rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); color: var(--link); padding: .5rem 1rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div, .card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
ul.card { padding-left: 2.2rem; }
.tiles dt { color: var(--quiet); font-size: .9rem; }
.tiles dd { margin: 0; font-size: 1.6rem; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.tiles dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--quiet); }
.alarm { background: var(--doubt-bg); color: var(--doubt); border-radius: .6rem; padding: .8rem 1rem; font-weight: 600; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; padding: .7rem .8rem; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem; border-top: 1px solid var(--line); }
thead th { white-space: nowrap; }
tbody th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.words { min-width: 16rem; overflow-wrap: anywhere; }
td.id, th.id { overflow-wrap: anywhere; min-width: 7rem; }
code { font: .9em ui-monospace, monospace; }
.badge { display: inline-block; border-radius: 1rem; padding: .05rem .6rem; white-space: nowrap; font-size: .85rem;
  font-weight: 600; color: var(--plain); background: var(--plain-bg); }
.good { color: var(--good); background: var(--good-bg); }
.bad { color: var(--bad); background: var(--bad-bg); }
.wait { color: var(--wait); background: var(--wait-bg); }
.doubt { color: var(--doubt); background: var(--doubt-bg); }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .6rem .9rem; }
details ul { margin: 0; padding: 0 1rem .8rem 2.2rem; }
li { overflow-wrap: anywhere; margin: .25rem 0; }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-bottom: .75rem; }
.filter[hidden] { display: none; }
.filter input { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--quiet);
  border-radius: .4rem; padding: .35rem .6rem; min-width: 16rem; max-width: 100%; }
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --quiet: #333; }
  .filter, .skip { display: none; }
  tr, .tiles div { break-inside: avoid; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; } }
`;
