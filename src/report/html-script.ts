/** Filters the table of orders by words, and opens every group before printing. The page is whole without it. */
export const SCRIPT = `
(() => {
  const box = document.getElementById('filter');
  const input = document.getElementById('filter-text');
  const count = document.getElementById('filter-count');
  const rows = [...document.querySelectorAll('#orders tbody tr')];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    count.textContent = shown + ' of ' + rows.length + ' shown';
  };
  if (box && input && count) {
    box.hidden = false;
    input.addEventListener('input', show);
    show();
  }
  addEventListener('beforeprint', () => {
    for (const group of document.querySelectorAll('details')) group.open = true;
  });
})();
`;
