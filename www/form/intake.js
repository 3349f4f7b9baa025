/** Receives a pasted table, or a dropped or chosen file. The core reads it. */
import { h } from './dom.js';

/** The kinds of file that are read, and the form's own export. */
export const FILES = '.xlsx,.xls,.et,.docx,.ods,.html,.htm,.txt,.csv,.tsv,.json';

/**
 * The content of a clipboard or a drop: `{ source, name }`, or undefined. Must be called during the
 * event; a file's bytes come later, from `source()`.
 */
export function brought(transfer) {
  const file = transfer?.files?.[0];
  if (file)
    return { source: async () => new Uint8Array(await file.arrayBuffer()), name: file.name };
  const plain = transfer ? transfer.getData('text/plain') : '';
  const html = transfer ? transfer.getData('text/html') : '';
  const text = /<table[\s>]/i.test(html) ? html : plain;
  return text.trim() ? { source: async () => text } : undefined;
}

/** Whether a drop has something that can be read, before its content is accessible. */
function isReadable(transfer) {
  return [...transfer.types].some(
    (type) => type === 'Files' || type === 'text/html' || type === 'text/plain',
  );
}

/**
 * The locations of a reading under the pointers of a filing, where `indexOf` gives the index of
 * each document.
 */
export function located(locations, indexOf) {
  const shifted = ([path, place]) => [
    path.replace(/^\/documents\/(\d+)/, (_, index) => `/documents/${indexOf(Number(index))}`),
    place,
  ];
  return Object.fromEntries(Object.entries(locations).map(shifted));
}

/**
 * Listens for material: dropped on `root`, chosen as a file, or pasted where nothing can be typed,
 * which is meant for the form as a whole. `onTransfer(transfer)` and `onPaste(transfer)` return
 * whether they take it. Pastes are listened for between start() and stop().
 */
export function createIntake(root, { isClosed, onTransfer, onPaste, onFiles }) {
  const chooser = h('input', {
    type: 'file',
    multiple: true,
    accept: FILES,
    class: 'sr',
    tabindex: '-1',
    'aria-hidden': 'true',
    on: { change: chosen },
  });

  function chosen() {
    const files = [...(chooser.files || [])];
    if (files.length) onFiles(files);
    chooser.value = ''; // so that the same file can be chosen again
  }

  function pasted(event) {
    const [target] = event.composedPath();
    const typing =
      target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
    if (!typing && !event.defaultPrevented && onPaste(event.clipboardData)) event.preventDefault();
  }

  root.addEventListener('dragover', (event) => {
    if (isClosed() || !isReadable(event.dataTransfer)) return;
    event.preventDefault();
    root.classList.add('dropping');
  });
  root.addEventListener('dragleave', (event) => {
    if (!root.contains(event.relatedTarget)) root.classList.remove('dropping');
  });
  root.addEventListener('drop', (event) => {
    root.classList.remove('dropping');
    if (!isClosed() && onTransfer(event.dataTransfer)) event.preventDefault();
  });
  root.append(chooser);

  return {
    choose() {
      chooser.click();
    },
    start() {
      document.addEventListener('paste', pasted);
    },
    stop() {
      document.removeEventListener('paste', pasted);
    },
  };
}
