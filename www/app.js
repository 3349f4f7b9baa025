/**
 * The portal page: a start page, or a form. The address says which (nothing, `#draft=…` or
 * `#sample=…`), so that the browser's Back leads to the start page and a reload to the same place.
 * The work itself is <jixiao-form>'s.
 */
import { createTheme } from './form/theme.js';
import { pageText } from './page-text.js';

/** An element of index.html. @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const form = /** @type {import('./jixiao-form.js').JixiaoForm} */ (part('form'));
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const message = part('message');
const home = part('home');
const languages = part('languages');
const themes = /** @type {HTMLSelectElement} */ (part('theme'));
const THEME = 'jixiao-theme'; // where this browser stores the chosen theme

let locale = 'zh-CN';
let shownMessage = 'loading'; // key of the page's own message that is shown, if any
let start; // the start page, once the core is loaded
let isCalled = false; // whether another tab has sent the officer here

const words = () => pageText(locale);

function showMessage(key) {
  shownMessage = key;
  message.hidden = !key;
  message.classList.toggle('problem', key === 'noWasm' || key === 'noSample');
  message.textContent = key ? words()[key] : '';
}

function translate() {
  document.documentElement.lang = locale;
  document.title = `${isCalled ? '● ' : ''}${words().title}`;
  const named = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-text]'));
  for (const element of named) element.textContent = words()[String(element.dataset.text)];
  for (const button of languages.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.dataset.locale === locale));
  languages.setAttribute('aria-label', words().language);
  for (const option of themes.options) option.textContent = words().themes[option.value];
  form.setAttribute('locale', locale);
  showMessage(shownMessage);
  if (start && form.hidden) start.draw();
}

// ── The address ──────────────────────────────────────────────────────────────────────────────────

/** Shows what the address names. */
async function route() {
  if (!start) return; // called again once it is loaded
  const [, what, id] = /^#(draft|sample)=(.+)$/.exec(location.hash) || [];
  showMessage(null);
  if (what === 'sample') await openSample(id);
  else if (what === 'draft') await openDraft(id);
  else goHome();
}

function showForm() {
  if (!form.hidden) return;
  start.hide();
  form.hidden = false;
  home.hidden = false;
  main.focus(); // the element that had the focus is gone
}

async function goHome(message) {
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  form.hidden = true;
  home.hidden = true;
  await form.close();
  if (!location.hash) await start.show(message);
}

async function openDraft(id) {
  showForm(); // before opening, since the form may ask a question
  if (id === form.draft || (await form.open(id)) || location.hash !== `#draft=${id}`) return;
  await goHome(words().noDraft);
}

async function openSample(name) {
  const { hash } = location;
  let filing;
  try {
    const answer = await fetch(
      new URL(`./samples/${encodeURIComponent(name)}.json`, import.meta.url),
    );
    if (!answer.ok) throw new Error(String(answer.status));
    filing = await answer.json();
  } catch {
    await goHome();
    showMessage('noSample');
    return;
  }
  if (location.hash !== hash) return;
  showForm();
  form.begin(filing, { isSample: true, fresh: name.startsWith('blank-') });
}

// A new draft gets an address, and a sample that was changed becomes a draft.
form.addEventListener('saved', ({ detail: { id } }) => {
  const hash = `#draft=${id}`;
  if (location.hash === hash) return;
  if (!location.hash.startsWith('#sample=')) location.hash = hash;
  else history.replaceState(null, '', hash);
});

addEventListener('hashchange', route);

home.addEventListener('click', () => {
  history.pushState(null, '', location.pathname + location.search);
  goHome().then(() =>
    /** @type {HTMLElement | null} */ (document.querySelector('.door button'))?.focus(),
  );
});

// ── On every page ────────────────────────────────────────────────────────────────────────────────

// A file may be dropped anywhere on the page; the form itself takes what is dropped on it.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  if (event.defaultPrevented || form.hidden || !event.dataTransfer) return;
  event.preventDefault();
  form.take(event.dataTransfer);
});

// F8 moves through the findings wherever the focus is; inside the form, the form handles it.
addEventListener('keydown', (event) => {
  if (event.key !== 'F8' || event.defaultPrevented || !form.report) return;
  event.preventDefault();
  form.focusNext(event.shiftKey ? -1 : 1);
});

languages.addEventListener('click', (event) => {
  const button = /** @type {Element} */ (event.target).closest('button');
  if (!button?.dataset.locale) return;
  locale = button.dataset.locale;
  translate();
});

// A page cannot bring its tab to the front, only make it easy to find.
function mark(called) {
  isCalled = called;
  translate();
}
form.addEventListener('attention', () => mark(true));
addEventListener('focus', () => {
  if (isCalled) mark(false);
});

/** Light or dark, for the page and its form; without storage the system's setting is the start. */
function startTheme() {
  for (const name of ['auto', 'light', 'dark']) {
    const option = document.createElement('option');
    option.value = name;
    themes.append(option);
  }
  try {
    themes.value = localStorage.getItem(THEME) || '';
  } catch {
    // Storage is denied.
  }
  if (themes.selectedIndex < 0) themes.value = 'auto';
  const theme = createTheme(document.documentElement, () => themes.value);
  theme.start();
  form.setAttribute('theme', themes.value);
  themes.addEventListener('change', () => {
    theme.apply();
    form.setAttribute('theme', themes.value);
    try {
      localStorage.setItem(THEME, themes.value);
    } catch {
      // Storage is denied or full.
    }
  });
}

async function begin() {
  startTheme();
  translate();
  try {
    const { load } = await import('./jixiao-form.js');
    await load();
    const { createStart } = await import('./start.js');
    start = createStart(form, () => locale);
  } catch (error) {
    console.warn(error);
    showMessage('noWasm');
    return;
  }
  message.after(start.element);
  await route();
  keepForOffline();
}

/**
 * Makes the page work without a network. Over plain http and in private windows there are no
 * service workers, and nothing is lost.
 */
function keepForOffline() {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register(new URL('./sw.js', import.meta.url)).catch(() => {});
}

begin();
