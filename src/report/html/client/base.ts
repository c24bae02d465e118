/** Elements, the voice of the page, and copying. Texts become text nodes only; no markup is ever parsed. */
export const BASE = String.raw`
const find = (id) => document.getElementById(id);
const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (count, noun) => grouped(count) + ' ' + noun + (count === 1 ? '' : 's');

const el = (tag, given, ...parts) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (name === 'click') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...parts.flat(3).filter((part) => part !== '' && part !== undefined && part !== null));
  return made;
};

const prose = (text) => {
  const parts = text.split(TICK);
  return parts.length % 2 === 0 ? text : parts.map((part, index) => (index % 2 === 1 ? el('code', null, part) : part));
};

const badge = (look, text) => el('span', { class: 'badge ' + look }, text);

let silence = 0;
const say = (text) => {
  const box = find('said');
  clearTimeout(silence);
  box.textContent = '';
  requestAnimationFrame(() => {
    box.textContent = text;
    silence = setTimeout(() => { box.textContent = ''; }, 6000);
  });
};

/* For browsers that keep the clipboard from a page that was opened as a file. */
const copyOldWay = (text) => {
  const before = document.activeElement;
  const field = el('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: '-1' });
  field.value = text;
  document.body.append(field);
  field.select();
  let done = false;
  try { done = document.execCommand('copy'); } catch { done = false; }
  field.remove();
  if (before) before.focus();
  return done;
};

const copy = async (text) => {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch { done = copyOldWay(text); }
  say(done ? 'Copied: ' + text : 'This browser does not let a page copy. The text is: ' + text);
};

const copyButton = (text, what) =>
  el('button', { type: 'button', class: 'copy', 'data-copy': text, 'aria-label': 'Copy ' + what + ': ' + text }, 'Copy');
const copyable = (text, what) => el('span', { class: 'copyable' }, el('code', null, text), copyButton(text, what));

document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('button[data-copy]');
  if (button) copy(button.dataset.copy);
});
`;
