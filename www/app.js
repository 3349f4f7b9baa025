/** The portal page: a form, samples to open in it, and two languages. All the work is <jixiao-form>'s. */
import { text } from './form/text.js';

const SAMPLES = ['hunan-2025', 'hunan-2025-filing', 'guangdong-targets-2025', 'blank-department', 'blank-project'];

const form = document.getElementById('form');
const message = document.getElementById('message');
const picker = document.getElementById('sample');
const languages = document.getElementById('languages');

let locale = 'zh-CN';
let said = 'loading'; // which of the page's own sentences stands there, if any

function words() {
  return text(locale).page;
}

function say(key) {
  said = key;
  message.hidden = !key;
  message.classList.toggle('problem', key === 'noWasm' || key === 'noSample');
  message.textContent = key ? words()[key] : '';
}

function translate() {
  document.documentElement.lang = locale;
  document.title = words().title;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words()[element.dataset.text];
  for (const button of languages.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.locale === locale));
  languages.setAttribute('aria-label', words().language);
  for (const option of picker.options) option.textContent = words().samples[option.value];
  form.setAttribute('locale', locale);
  say(said);
}

async function openSample(name) {
  let filing;
  try {
    const answer = await fetch(new URL(`./samples/${name}.json`, import.meta.url));
    if (!answer.ok) throw new Error(String(answer.status));
    filing = await answer.json();
  } catch {
    say('noSample');
    return;
  }
  say(null);
  form.hidden = false;
  form.filing = filing;
  form.fresh = name.startsWith('blank-');
}

// A file may be dropped anywhere on the page; the form itself takes what is dropped on it.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  form.take(event.dataTransfer);
});

// F8 walks the findings wherever the focus is; inside the form, the form sees to it.
addEventListener('keydown', (event) => {
  if (event.key !== 'F8' || event.defaultPrevented || !form.report) return;
  event.preventDefault();
  form.focusNext(event.shiftKey ? -1 : 1);
});

languages.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  locale = button.dataset.locale;
  translate();
});
picker.addEventListener('change', () => openSample(picker.value));

async function start() {
  for (const name of SAMPLES) {
    const option = document.createElement('option');
    option.value = name;
    picker.append(option);
  }
  translate();
  try {
    const { load } = await import('./jixiao-form.js');
    await load();
  } catch (error) {
    console.warn(error);
    say('noWasm');
    return;
  }
  picker.disabled = false;
  await openSample(SAMPLES[0]);
  keepForOffline();
}

/** The page opens without a network from now on. On plain http and in private windows there is no such thing, and nothing is lost. */
function keepForOffline() {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(new URL('./sw.js', import.meta.url)).catch(() => {});
}

start();
