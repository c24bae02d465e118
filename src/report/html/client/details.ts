/** What an order unfolds to: its facts, its rows with their cells, each finding right below its row, and what to run next. */
export const DETAILS = String.raw`
const KNOWN_TO_LEDGER = new Set(['placed', 'already_placed', 'awaiting_payment', 'payment_pending', 'refused', 'not_sent', 'unknown']);

const copyOf = (finding) => finding.fixed !== undefined ? copyable(finding.fixed, 'corrected value')
  : finding.cell ? copyable(finding.cell, 'cell address')
  : fixOf(finding) ? copyButton(fixOf(finding), 'what to do') : '';

const findingWords = (finding, alike) => [
  alike ? '' : prose(messageOf(finding)),
  fixOf(finding) ? [alike ? '' : el('br'), el('span', { class: 'fix' }, '→ ', prose(fixOf(finding)))] : '',
  ' ', copyOf(finding),
];

const commandFor = (order) => {
  if (order.key && (order.attempts || order.id || KNOWN_TO_LEDGER.has(order.status))) return 'sheetorder explain ' + order.key;
  const [code] = codesOf(order);
  return code ? 'sheetorder explain ' + code : '';
};

const factsOf = (order) => {
  const attempts = order.attempts ? counted(order.attempts, 'attempt') + (order.at ? ', the last at ' + order.at : '') : '';
  const next = commandFor(order);
  const facts = [
    ['Order id', order.id && copyable(order.id, 'order id')],
    ['Client', order.client],
    ['Vendor', [order.vendor, order.operation].filter(Boolean).join(', ')],
    ['Amount', order.amount || (order.key ? 'no known price' : '')],
    ['Renewal', order.renews],
    ['Mailboxes', order.mailboxes && grouped(order.mailboxes)],
    ['Rows', order.rows],
    ['Attempts', attempts],
    ['Key', order.key && copyable(order.key, 'key')],
    ['Next command', next && copyable(next, 'command')],
  ];
  return el('dl', { class: 'facts' }, facts.filter(([, value]) => value).map(([title, value]) =>
    el('div', null, el('dt', null, title), el('dd', null, value))));
};

const domainList = (order) => {
  const names = order.domains || [];
  if (names.length === 0) return '';
  const list = el('ul', { class: 'names' }, names.map((name) => el('li', null, el('code', null, name))));
  const title = counted(domainsOf(order), 'domain');
  return names.length > 12 ? el('details', null, el('summary', null, title), list) : [el('h3', null, title), list];
};

/* The column of a finding in the table of its sheet; -1 when it has none there. */
const columnOf = (finding, table) => {
  const letter = (finding.cell || '').replace(/\d+$/, '');
  const byLetter = table.letters.indexOf(letter);
  return byLetter >= 0 || finding.column === undefined ? byLetter : table.columns.indexOf(finding.column);
};

const cellOf = (row, column, hurt, id) => {
  const value = row[column + 2] || '';
  const ids = hurt.flatMap((one, at) => (one.column === column ? [id + '-' + at] : []));
  if (ids.length === 0) return el('td', null, value);
  return el('td', { class: 'marked', 'aria-describedby': ids.join(' ') }, el('span', { class: 'mark', 'aria-hidden': 'true' }, '▲ '),
    value || el('i', null, 'empty'), el('span', { class: 'unseen' }, ', has a finding'));
};

const rowsOf = (order, row, columns, table, own, id) => {
  const hurt = own.filter((finding) => finding.line === row[1]).map((finding) => ({ finding, column: columnOf(finding, table) }));
  return [
    el('tr', null, el('th', { scope: 'row', class: 'number' }, String(row[1])), columns.map((column) => cellOf(row, column, hurt, id))),
    hurt.map(({ finding }, at) => el('tr', { class: 'diagnosis ' + LOOKS[finding.severity] }, el('td'), el('td', { colspan: columns.length, id: id + '-' + at }, el('div', { class: 'beside' },
      badge(LOOKS[finding.severity], finding.severity), ' ', el('code', null, finding.code),
      finding.cell || finding.column ? el('strong', null, ' ' + [finding.cell, finding.column].filter(Boolean).join(' ')) : '', ': ', findingWords(finding))))),
  ];
};

const rowTable = (order, table, rows, own) => {
  const used = table.columns.map((_, column) => column).filter((column) =>
    rows.some((row) => row[column + 2]) || own.some((finding) => columnOf(finding, table) === column));
  const caption = 'Rows of ' + order.name + ' in ' + table.sheet;
  return el('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': caption }, el('table', { class: 'cells' },
    el('caption', null, caption),
    el('thead', null, el('tr', null, el('th', { scope: 'col', class: 'number' }, 'Line'),
      used.map((column) => el('th', { scope: 'col' }, table.columns[column])))),
    el('tbody', null, rows.map((row) => rowsOf(order, row, used, table, own, 'finding-' + order.index + '-' + row[0] + '-' + row[1])))));
};

const detailsOf = (order) => {
  const own = findingsOf(order);
  const cells = order.cells || [];
  const inTable = (finding, index) => data.sheets[finding.sheet] === data.tables[index].sheet;
  const tables = [...new Set(cells.map(([index]) => index))];
  const below = (finding) => cells.some(([index, line]) => line === finding.line && inTable(finding, index));
  const others = own.filter((finding) => !below(finding));
  const missing = order.rowCount - cells.length;
  return el('div', { class: 'detail' },
    (order.errors || []).map((text) => el('p', null, prose(text))),
    order.fix ? el('p', { class: 'fix' }, '→ ', prose(order.fix)) : '',
    factsOf(order),
    others.length > 0 ? el('ul', { class: 'findings' }, others.slice(0, 100).map((finding) => findingItem(finding, true))) : '',
    others.length > 100 ? el('p', null, 'And ' + counted(others.length - 100, 'finding') + ' more.') : '',
    domainList(order),
    tables.map((index) => rowTable(order, data.tables[index], cells.filter(([table]) => table === index),
      own.filter((finding) => inTable(finding, index)))),
    missing > 0 ? el('p', { class: 'quiet' }, (cells.length > 0 ? grouped(missing) + ' of its ' + counted(order.rowCount, 'row')
      : 'The ' + counted(order.rowCount, 'row')) + (missing === 1 ? ' is' : ' are')
      + ' not in this page; the annotated sheet (--annotated FILE.csv) has every row.') : '');
};
`;
