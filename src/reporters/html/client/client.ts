// Runs in the page: filters, and folds. The page says everything without it. Nothing is read but what the reporter wrote.

const cards = [...document.querySelectorAll<HTMLElement>('#cards > article')];
const selects = [...document.querySelectorAll<HTMLSelectElement>('#filters select')];
const folds = [...document.querySelectorAll<HTMLDetailsElement>('#cards > article > details')];
const [bar, shown, none] = ['filters', 'shown', 'no-match'].map((id) => document.getElementById(id));

function applyFilters(): void {
  const wanted = selects.flatMap(({ value, dataset }) =>
    value === '' ? [] : [[dataset['key'] ?? '', value] as const],
  );
  let left = 0;
  for (const card of cards) {
    card.hidden = wanted.some(([key, value]) => card.dataset[key] !== value);
    if (!card.hidden) left += 1;
  }
  if (shown) shown.textContent = String(left).replace(/\B(?=(?:\d{3})+$)/g, ',');
  if (none) none.hidden = left > 0;
}

function resetFilters(): void {
  for (const select of selects) select.value = '';
  applyFilters();
}

function foldAll(button: HTMLElement): void {
  const open = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(open));
  for (const fold of folds) fold.open = open;
}

if (bar) {
  bar.hidden = false;
  // What a browser kept of a former visit holds for what is shown, too.
  applyFilters();
  bar.addEventListener('change', applyFilters);
  document.getElementById('reset')?.addEventListener('click', resetFilters);
  const unfold = document.getElementById('unfold');
  unfold?.addEventListener('click', () => foldAll(unfold));
}

// On paper nothing can be unfolded.
let opened: readonly HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  for (const fold of opened) fold.open = true;
});
addEventListener('afterprint', () => {
  for (const fold of opened) fold.open = false;
});
