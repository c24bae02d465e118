/** The data, read once; what a search needs is made when somebody searches. */
export const MODEL = String.raw`
const data = JSON.parse(find('data').textContent);
const { orders, findings } = data;
orders.forEach((order, index) => { order.index = index; });
const messageOf = (finding) => data.texts[finding.message];
const fixOf = (finding) => (finding.fix === undefined ? '' : data.texts[finding.fix]);
const findingsOf = (order) => (order.findings || []).map((index) => findings[index]);
const domainsOf = (order) => order.count || (order.domains || []).length;

const placeOf = (finding) => {
  const { column, cell } = finding;
  const inCell = cell === undefined ? '' : column === undefined ? ', cell ' + cell : ' (' + cell + ')';
  return data.sheets[finding.sheet] + (finding.line > 0 ? ' line ' + finding.line : '')
    + (column === undefined ? '' : ', column "' + column + '"') + inCell;
};

const codesOf = (order) => {
  if (!order.allCodes) order.allCodes = new Set([...(order.codes || []), ...findingsOf(order).map(({ code }) => code)]);
  return order.allCodes;
};

const clientOf = (order) => (order.client || '').toLowerCase();

const textOf = (order) => {
  if (order.text === undefined) {
    const { name, status, id, vendor, operation, client, key, rows, amount, fix } = order;
    order.text = [name, status, id, vendor, operation, client, key, rows, amount, fix, order.domains, order.codes, order.errors,
      findingsOf(order).map((finding) => [finding.code, finding.value, finding.fixed, messageOf(finding)]),
      (order.cells || []).map((row) => row.slice(2)),
    ].flat(3).filter(Boolean).join('\n').toLowerCase();
  }
  return order.text;
};

const EMPTY = { q: '', status: '', client: '', vendor: '', code: '', sort: '', page: 1 };
const state = { ...EMPTY };
const opened = new Set();

const fits = () => {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const client = state.client.toLowerCase();
  return (order) =>
    (!state.status || order.status === state.status) &&
    (!client || clientOf(order) === client) &&
    (!state.vendor || order.vendor === state.vendor) &&
    (!state.code || codesOf(order).has(state.code)) &&
    words.every((word) => textOf(order).includes(word));
};

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const STATUS_ORDER = Object.keys(LOOKS);
const NUMBERS = {
  domains: domainsOf,
  mailboxes: (order) => order.mailboxes || 0,
  minor: (order) => (order.minor === undefined ? -1 : order.minor),
  line: (order) => order.index,
  status: (order) => STATUS_ORDER.indexOf(order.status),
};
const textFor = (order, name) => (name === 'codes' ? (order.codes || []).join(' ') : order[name] || '');

/* Sorted once for each column; the other way round is read from the end. */
const sortings = new Map();
const sortedBy = (name) => {
  const known = sortings.get(name);
  if (known) return known;
  const value = NUMBERS[name];
  const made = value
    ? [...orders].sort((a, b) => value(a) - value(b))
    : orders.map((order) => [textFor(order, name), order]).sort(([a], [b]) => collator.compare(a, b)).map(([, order]) => order);
  sortings.set(name, made);
  return made;
};

const fitting = () => {
  const name = state.sort.replace(/^-/, '');
  const some = (name ? sortedBy(name) : orders).filter(fits());
  return state.sort.startsWith('-') ? some.reverse() : some;
};
`;
