/** All findings, by rule or by sheet; a group is filled when it is opened, a hundred at a time. */
export const FINDINGS = `
const AT_ONCE = 100;
const OPEN_UP_TO = 5;

const orderLinks = (finding) => finding.orders.slice(0, 3).map((index) =>
  el('a', { class: 'to-order', href: '#open=' + index }, 'Order ' + orders[index].name));

const findingItem = (finding, withCode, alike) => el('li', null,
  withCode ? [badge(LOOKS[finding.severity], finding.severity), ' ', el('code', null, finding.code), ' '] : '',
  el('strong', { class: 'place' }, placeOf(finding)),
  finding.value ? [' ', el('code', { class: 'value' }, finding.value)] : '',
  el('br'), findingWords(finding, alike));

const itemWithLinks = (withCode, alike) => (finding) => {
  const item = findingItem(finding, withCode, alike);
  item.append(' ', ...orderLinks(finding));
  return item;
};

const fillGroup = (box, own, item, most) => {
  const list = el('ul', { class: 'findings' });
  const more = el('button', { type: 'button', class: 'more' });
  const add = (count) => {
    const from = list.children.length;
    list.append(...own.slice(from, from + count).map(item));
    const left = own.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = 'Show ' + grouped(Math.min(AT_ONCE, left)) + ' more of ' + grouped(left);
    if (from > 0 && list.children[from]) {
      list.children[from].tabIndex = -1;
      list.children[from].focus();
    }
  };
  more.addEventListener('click', () => add(AT_ONCE));
  add(most);
  box.append(list, more);
};

const groupBox = (heading, about, own, open, item) => {
  const box = el('details', { class: 'group' }, el('summary', null, heading), about);
  const fill = (most) => {
    if (!box.querySelector('.findings')) fillGroup(box, own, item, most);
  };
  box.fill = fill;
  box.addEventListener('toggle', () => { if (box.open) fill(AT_ONCE); });
  if (open) {
    fill(AT_ONCE);
    box.open = true;
  }
  return box;
};

const groupedBy = (nameOf) => {
  const groups = new Map();
  for (const finding of findings) {
    const name = nameOf(finding);
    if (groups.has(name)) groups.get(name).push(finding);
    else groups.set(name, [finding]);
  }
  return [...groups.values()];
};

const times = (own) => own.length === 1 ? ' ' : el('span', { class: 'times' }, ' × ' + grouped(own.length) + ' ');

const ruleBox = (own) => {
  const [{ code, severity }] = own;
  const words = el('span', { class: 'first' }, prose(messageOf(own[0])));
  const about = el('p', { class: 'about' }, copyable('sheetorder explain ' + code, 'command'), ' ',
    own.some((one) => one.orders.length > 0) ? el('a', { href: '#code=' + encodeURIComponent(code) }, 'Show its orders') : '');
  return groupBox([badge(LOOKS[severity], severity), ' ', el('code', null, code), times(own), words], about, own,
    severity === 'error' && own.length <= OPEN_UP_TO, itemWithLinks(false, own.every(({ message }) => message === own[0].message)));
};

const sheetBox = (own) => {
  own.sort((a, b) => a.line - b.line);
  const errors = own.filter(({ severity }) => severity === 'error').length;
  const words = el('span', { class: 'first' }, counted(errors, 'error') + ', ' + grouped(own.length - errors) + ' other');
  return groupBox([el('strong', null, data.sheets[own[0].sheet]), times(own), words], '', own, true, itemWithLinks(true));
};

const showFindings = () => {
  const groups = find('finding-groups');
  if (!groups) return;
  const bySheet = find('finding-grouping').value === 'sheet';
  const boxes = bySheet
    ? groupedBy(({ sheet }) => sheet).map(sheetBox)
    : groupedBy(({ severity, code }) => severity + ' ' + code).map(ruleBox);
  const left = data.allFindings - findings.length;
  groups.replaceChildren(...boxes);
  if (left > 0) groups.append(el('p', { class: 'quiet' }, grouped(left) + ' more findings are not in this page; the annotated sheet '
    + '(--annotated FILE.csv) says them at their rows, and the .json report lists every one.'));
};
`;
