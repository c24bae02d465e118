/** The table of orders: pages of rows, column headers that sort, and the words that say how many fit. */
export const TABLE = `
const PAGE = 200;
const PRINTED = 3000;
const columns = all('#order-table thead th').map((th) => ({
  name: th.dataset.sort, title: th.textContent, classes: th.className, th,
}));

const sortButton = ({ name, title, th }) => {
  const button = el('button', { type: 'button', class: 'sort' }, title, el('span', { class: 'arrow', 'aria-hidden': 'true' }));
  button.addEventListener('click', () => {
    state.sort = state.sort === name ? '-' + name : state.sort === '-' + name ? '' : name;
    state.page = 1;
    show();
  });
  th.replaceChildren(button);
};

const showSorting = () => {
  for (const { name, th } of columns) {
    const way = state.sort === name ? 'ascending' : state.sort === '-' + name ? 'descending' : '';
    if (way) th.setAttribute('aria-sort', way);
    else th.removeAttribute('aria-sort');
    th.querySelector('.arrow').textContent = way === 'ascending' ? ' ▲' : way === 'descending' ? ' ▼' : ' ↕';
  }
};

/* The finding that somebody filters for, or else the first error; of warnings the code is enough here. */
const saidOf = (order) => {
  const own = findingsOf(order);
  const finding = own.find(({ code }) => code === state.code) || own.find(({ severity }) => severity === 'error') || own[0];
  const words = (order.errors || [])[0] || (finding && finding.severity === 'error' ? messageOf(finding) : '');
  const codes = [...codesOf(order)];
  const first = (order.errors || []).length > 0 && order.codes ? order.codes[0] : finding ? finding.code : codes[0];
  const fix = (order.errors || []).length > 0 || !finding ? order.fix || '' : finding.severity === 'error' ? fixOf(finding) : '';
  const others = codes.length - (first ? 1 : 0);
  return [
    first ? el('code', null, first) : '',
    words ? el('span', { class: 'words' }, ' ', prose(words)) : '',
    fix ? el('span', { class: 'fix' }, ' → ', prose(fix)) : '',
    others > 0 ? el('span', { class: 'quiet' }, ' +' + counted(others, 'other code')) : '',
  ];
};

const linesOf = ({ rows = '' }) => (data.only && rows.startsWith(data.only) ? rows.slice(data.only.length) : rows);

const CELLS = {
  status: (order) => badge(LOOKS[order.status], order.status),
  domains: (order) => grouped(domainsOf(order)),
  mailboxes: (order) => grouped(order.mailboxes || 0),
  minor: (order) => order.amount || '',
  line: (order) => (linesOf(order).length > 16 ? linesOf(order) : el('span', { class: 'nobr' }, linesOf(order))),
  codes: saidOf,
};

const orderRow = (order) => {
  const open = opened.has(order.index);
  const id = 'order-' + order.index;
  const button = el('button', {
    type: 'button', class: 'expander', id, 'aria-expanded': String(open), 'aria-controls': id + '-details',
  }, order.name);
  const row = el('tr', null, columns.map(({ name, classes }) => name === 'name'
    ? el('th', { scope: 'row', class: 'id' }, button)
    : el('td', { class: classes }, CELLS[name] ? CELLS[name](order) : order[name] || '')));
  const more = el('tr', { class: 'details', id: id + '-details', hidden: !open }, el('td', { colspan: columns.length }));
  if (open) more.firstChild.append(detailsOf(order));
  button.addEventListener('click', () => {
    const opens = more.hidden;
    more.hidden = !opens;
    button.setAttribute('aria-expanded', String(opens));
    if (opens) opened.add(order.index);
    else opened.delete(order.index);
    more.firstChild.replaceChildren(...(opens ? [detailsOf(order)] : []));
  });
  return [row, more];
};

let shown = [];
const show = (whole) => {
  shown = fitting();
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  state.page = Math.min(state.page, pages);
  const from = whole ? 0 : (state.page - 1) * PAGE;
  const some = shown.slice(from, whole ? PRINTED : from + PAGE);
  const rows = document.createDocumentFragment();
  for (const order of some) rows.append(...orderRow(order));
  find('order-rows').replaceChildren(rows);
  showSorting();
  find('order-count').textContent = grouped(shown.length) + ' of ' + grouped(orders.length) + ' shown'
    + (whole && shown.length > PRINTED ? '; the first ' + grouped(PRINTED) + ' are printed' : pages > 1 ? ', on ' + grouped(pages) + ' pages' : '');
  find('no-order').hidden = shown.length > 0;
  find('order-table').parentNode.hidden = shown.length === 0;
  find('pages').hidden = pages === 1;
  find('page-place').textContent = grouped(from + 1) + '–' + grouped(from + some.length) + ' of ' + grouped(shown.length)
    + ', page ' + grouped(state.page) + ' of ' + grouped(pages);
  find('page-before').setAttribute('aria-disabled', String(state.page === 1));
  find('page-after').setAttribute('aria-disabled', String(state.page === pages));
  if (!whole) writeAddress();
};

const turn = (step) => {
  const page = state.page + step;
  if (page < 1 || (page - 1) * PAGE >= shown.length) return;
  state.page = page;
  show();
  find('orders').scrollIntoView({ block: 'start' });
};
`;
