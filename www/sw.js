/**
 * Stores the page in the browser, so that after one visit it opens and works without a network.
 *
 * With a network everything comes from the server, so that a new version shows at once, and
 * replaces what was stored. Paths are relative to this script: the page works from any folder.
 */
const CACHE = 'jixiao';

const FILES = [
  './',
  'app.js',
  'icon.svg',
  'jixiao-form.css',
  'jixiao-form.js',
  'old-browser.js',
  'page-text.js',
  'start.js',
  'style.css',
  'form/ask.js',
  'form/assets.js',
  'form/blocks.js',
  'form/bring.js',
  'form/cell.js',
  'form/cells.js',
  'form/choose.js',
  'form/claims.js',
  'form/clipboard.js',
  'form/completing.js',
  'form/documents.js',
  'form/dom.js',
  'form/draft-name.js',
  'form/drafts.js',
  'form/drag.js',
  'form/export.js',
  'form/files.js',
  'form/finding.js',
  'form/fold.js',
  'form/follow.js',
  'form/form.js',
  'form/forms.js',
  'form/grid.js',
  'form/history.js',
  'form/incoming.js',
  'form/intake.js',
  'form/keeping.js',
  'form/labels.js',
  'form/lists.js',
  'form/making.js',
  'form/marks.js',
  'form/menu.js',
  'form/names.js',
  'form/new-id.js',
  'form/notices.js',
  'form/outline.js',
  'form/placing.js',
  'form/pointer.js',
  'form/print.js',
  'form/proved.js',
  'form/rescue.js',
  'form/rows.js',
  'form/saving.js',
  'form/scorecard.js',
  'form/selection.js',
  'form/sheet.js',
  'form/stages.js',
  'form/store.js',
  'form/summary.js',
  'form/tabs.js',
  'form/text.js',
  'form/theme.js',
  'form/tools.js',
  'form/tree.js',
  'form/trouble.js',
  'form/typing.js',
  'form/view.js',
  'form/walk.js',
  'form/worklist.js',
];

/** Fetched only when needed, so every visit updates the stored copies of these, too. */
const LATER = [
  ...[
    'idb.js',
    'index.js',
    'jixiao.js',
    'jixiao_bg.wasm',
    'read.js',
    'reader.js',
    'reader_bg.wasm',
    'writer.js',
    'writer_bg.wasm',
  ].map((name) => `pkg/${name}`),
  ...[
    'blank-department',
    'blank-project',
    'guangdong-targets-2025',
    'hunan-2025',
    'hunan-2025-filing',
  ].map((name) => `samples/${name}.json`),
];

const keep = async (files) => {
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
};

addEventListener('install', (event) => {
  event.waitUntil(keep([...FILES, ...LATER]).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(clients.claim());
});

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event));
});

async function answer(event) {
  const home = registration.scope;
  const url = event.request.url.replace(/[?#].*$/, '');
  const file = url === `${home}index.html` ? home : url;
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(event.request);
    if (response.ok && (await cache.match(file)))
      event.waitUntil(cache.put(file, response.clone()));
    if (response.ok && file === home) event.waitUntil(keep(LATER).catch(() => {}));
    return response;
  } catch (error) {
    const kept = await cache.match(file);
    if (kept) return kept;
    throw error;
  }
}
