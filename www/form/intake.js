/** What an officer brings: a pasted table, a dropped or chosen file. The reading itself is the core's. */
/** The kinds of file that are read. */
export const FILES = '.xlsx,.xls,.et,.docx,.ods,.html,.htm,.txt,.csv,.tsv';

/**
 * What a clipboard or a drop holds, to be read: `{ source, name }`, or undefined. It must be asked while the event lasts; a file's bytes
 * come later, by `source()`.
 */
export function brought(transfer) {
  const file = transfer && transfer.files && transfer.files[0];
  if (file) return { source: async () => new Uint8Array(await file.arrayBuffer()), name: file.name };
  const plain = transfer ? transfer.getData('text/plain') : '';
  const html = transfer ? transfer.getData('text/html') : '';
  const text = /<table[\s>]/i.test(html) ? html : plain;
  return text.trim() ? { source: async () => text } : undefined;
}

/** Is what was pasted into a cell a table of several rows, and so no cell's content? */
export function isTable(transfer) {
  const rows = (transfer.getData('text/html').match(/<tr[\s>]/gi) || []).length;
  const lines = transfer.getData('text/plain').split(/\r?\n/).filter((line) => line.split('\t').length > 2).length;
  return Math.max(rows, lines) >= 3;
}

/** Does the drop hold something that can be read? Asked before its content is known. */
export function isReadable(transfer) {
  return [...transfer.types].some((type) => type === 'Files' || type === 'text/html' || type === 'text/plain');
}

/** Locations of one reading, under the pointers its documents have in a filing that held `offset` documents before. */
export function located(locations, offset) {
  const shifted = ([path, place]) => [path.replace(/^\/documents\/(\d+)/, (_, index) => `/documents/${Number(index) + offset}`), place];
  return Object.fromEntries(Object.entries(locations).map(shifted));
}
