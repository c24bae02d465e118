/** Turns the page that stands there into one that answers. */
export const START = `
document.documentElement.className = 'scripted';
for (const column of columns) sortButton(column);
fillAllChoices();
listen();
for (const id of ['filters', 'order-count', 'finding-tools']) if (find(id)) find(id).hidden = false;
if (find('orders-left-out')) find('orders-left-out').remove();
if (find('finding-grouping')) find('finding-grouping').addEventListener('change', showFindings);
const missingRows = data.rows.all - data.rows.shown;
if (missingRows > 0) {
  find('rows-left-out').hidden = false;
  find('rows-left-out').textContent = 'To keep this page small it holds the cells of ' + grouped(data.rows.shown) + ' of ' + counted(data.rows.all, 'row')
    + ', those with findings first; the annotated sheet (--annotated FILE.csv) has every row.';
}
find('order-caption').textContent = 'Orders. Each unfolds to its rows and cells; the column titles sort.';
showFindings();
if (!arrive()) show();

/* Printed are all findings and the orders that fit, as far as paper has a sense. */
let closed = [];
addEventListener('beforeprint', () => {
  closed = all('details:not([open])');
  for (const box of closed) {
    if (box.fill) box.fill(PRINTED);
    box.open = true;
  }
  show(true);
});
addEventListener('afterprint', () => {
  for (const box of closed) box.open = false;
  closed = [];
  show();
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));
`;
