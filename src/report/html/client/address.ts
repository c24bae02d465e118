/** Filters and sorting stand behind the # of the address, so that a link shows somebody else the same orders. */
export const ADDRESS = `
const writeAddress = () => {
  const parts = Object.keys(EMPTY)
    .filter((name) => state[name] !== EMPTY[name])
    .map((name) => name + '=' + encodeURIComponent(state[name]));
  const hash = parts.length > 0 ? '#' + parts.join('&') : '';
  if (hash === location.hash) return;
  try { history.replaceState(null, '', hash || location.pathname + location.search); } catch { /* a page without an address of its own */ }
};

/* True when the address names orders, and not a part of the page. */
const readAddress = () => {
  if (!location.hash.includes('=')) return false;
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(EMPTY)) state[name] = given.get(name) || EMPTY[name];
  state.page = Math.max(1, Math.floor(Number(state.page)) || 1);
  if (!all('th[data-sort]').some((th) => th.dataset.sort === state.sort.replace(/^-/, ''))) state.sort = '';
  const open = orders[given.get('open') === null ? -1 : Number(given.get('open'))];
  if (!open) return true;
  opened.add(open.index);
  state.page = Math.floor(Math.max(0, fitting().indexOf(open)) / PAGE) + 1;
  return open;
};

const arrive = () => {
  const named = readAddress();
  if (!named) return false;
  fillFields();
  show();
  const button = named === true ? null : find('order-' + named.index);
  (button || find('orders-title')).focus({ preventScroll: true });
  (button || find('orders')).scrollIntoView({ block: 'start' });
  return true;
};
addEventListener('hashchange', arrive);

for (const place of all('[data-go]')) {
  const link = el('a', { href: '#' + place.dataset.go });
  link.append(...place.childNodes);
  place.append(link);
}
`;
