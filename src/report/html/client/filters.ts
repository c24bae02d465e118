/** The fields above the table. */
export const FILTERS = `
const fields = all('[data-filter]');

const fillFields = () => {
  find('filter-q').value = state.q;
  for (const field of fields) field.value = field.dataset.filter === 'client' ? state.client.toLowerCase() : state[field.dataset.filter];
};

/* How often each value occurs; a field with one value or none has nothing to choose. */
const fillChoices = (field, valuesOf, titleOf) => {
  const counts = new Map();
  for (const order of orders) for (const value of valuesOf(order)) counts.set(value, (counts.get(value) || 0) + 1);
  const values = [...counts.keys()].filter(Boolean).sort(field.dataset.filter === 'status'
    ? (a, b) => STATUS_ORDER.indexOf(a) - STATUS_ORDER.indexOf(b) : collator.compare);
  for (const value of values) field.append(el('option', { value }, titleOf(value) + ' (' + grouped(counts.get(value)) + ')'));
  field.parentNode.hidden = values.length < (field.dataset.filter === 'code' ? 1 : 2);
};

const fillAllChoices = () => {
  const clients = new Map();
  for (const order of orders) if (order.client && !clients.has(clientOf(order))) clients.set(clientOf(order), order.client);
  const same = (value) => value;
  fillChoices(find('filter-status'), (order) => [order.status], same);
  fillChoices(find('filter-client'), (order) => [clientOf(order)], (value) => clients.get(value));
  fillChoices(find('filter-vendor'), (order) => [order.vendor || ''], same);
  fillChoices(find('filter-code'), codesOf, same);
};

const reset = () => {
  Object.assign(state, EMPTY);
  fillFields();
  show();
  find('filter-q').focus();
};

const listen = () => {
  find('filters').addEventListener('submit', (event) => event.preventDefault());
  find('filter-q').addEventListener('input', (event) => { state.q = event.target.value; state.page = 1; show(); });
  for (const field of fields) field.addEventListener('change', () => {
    state[field.dataset.filter] = field.value;
    state.page = 1;
    show();
  });
  for (const button of all('button.reset')) button.addEventListener('click', reset);
  find('page-before').addEventListener('click', () => turn(-1));
  find('page-after').addEventListener('click', () => turn(1));
};
`;
