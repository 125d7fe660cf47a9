/**
 * Of the one-file report: filters that live in the address's fragment, and the theme. It only ever hides and shows what
 * stands in the page; without it everything is shown.
 */
export const htmlScript = `'use strict';
(() => {
  const form = document.getElementById('filters');
  const verdicts = [...form.querySelectorAll('button[value]')];
  const search = document.getElementById('search');
  const area = document.getElementById('area');
  const items = [...document.querySelectorAll('.item')];
  const shown = document.getElementById('shown');
  const chosen = () => verdicts.filter((button) => button.ariaPressed === 'true').map((button) => button.value);

  function read() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const findings = verdicts.filter((button) => button.dataset.finding !== undefined);
    const fallback = (findings.length > 0 ? findings : verdicts).map((button) => button.value);
    const list = wanted.has('verdict') ? wanted.get('verdict').split(',') : fallback;
    for (const button of verdicts) button.ariaPressed = String(list.includes(button.value));
    area.value = [...area.options].some((option) => option.value === wanted.get('area')) ? wanted.get('area') : '';
    search.value = wanted.get('q') ?? '';
  }
  function apply() {
    const list = chosen();
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const text = item.dataset.text;
      const visible = list.includes(item.dataset.verdict) && (area.value === '' || area.value === item.dataset.area)
        && words.every((word) => text.includes(word));
      item.hidden = !visible;
      if (visible) count++;
    }
    for (const section of document.querySelectorAll('section[data-group]')) {
      section.querySelector('.none').hidden = section.querySelector('.item:not([hidden])') !== null;
    }
    shown.textContent = count + ' of ' + items.length + ' checks shown';
  }
  function write() {
    const query = new URLSearchParams({ verdict: chosen().join(',') });
    if (area.value !== '') query.set('area', area.value);
    if (search.value !== '') query.set('q', search.value);
    history.replaceState(null, '', '#' + query);
    apply();
  }
  for (const button of verdicts) {
    button.addEventListener('click', () => {
      button.ariaPressed = String(button.ariaPressed !== 'true');
      write();
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('input', write);
  area.addEventListener('change', write);
  addEventListener('hashchange', () => { read(); apply(); });
  document.getElementById('expand').addEventListener('click', () => {
    const visible = items.filter((item) => !item.hidden);
    const open = visible.some((item) => !item.open);
    for (const item of visible) item.open = open;
  });
  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  form.hidden = false;
  document.getElementById('theme').hidden = false;
  read();
  apply();
})();
`;
