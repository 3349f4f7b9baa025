/**
 * Reads and writes spreadsheets' clipboard format: a block of cells as HTML and as text with tabs.
 *
 * A block is `{ rows, isMarked, beside, hidden }`. Each place in `rows` is a text, or null where
 * the cell above extends over it. `isMarked` is whether merged cells are known, which only HTML
 * says. `beside` is text around the table, `hidden` are rows that were not displayed.
 */
import { layOut } from './grid.js';

const WIDEST = 200; // columns; a worksheet's empty ones are not copied

/** The block on a clipboard; null if it holds text and no cells. */
export function blockOf(transfer) {
  const html = transfer.getData('text/html');
  const marked = /<table[\s>]/i.test(html) ? parseHtml(html) : null;
  if (marked) return marked;
  const plain = transfer.getData('text/plain');
  return plain ? { rows: parseText(plain), isMarked: false, beside: '', hidden: [] } : null;
}

/**
 * Parses text as spreadsheets write it: a quoted field may contain tabs, line breaks and doubled
 * quotes.
 */
export function parseText(text) {
  const field = /(?:"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n?|\n|$)/gy;
  const source = text.replace(/\0/g, '').replace(/\r?\n$/, '');
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, bare, end] of source.matchAll(field)) {
    rows[rows.length - 1].push(
      (quoted === undefined ? bare : quoted.replace(/""/g, '"').replace(/\r\n?/g, '\n')).trim(),
    );
    if (!end) break;
    if (end !== '\t') rows.push([]);
  }
  const width = Math.max(...rows.map(({ length }) => length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill('')]);
}

/**
 * Parses the tables in HTML of Excel, WPS, LibreOffice, Word or a page; null if there is no cell.
 */
export function parseHtml(html) {
  // Styles would violate the page's content security policy even in a document never shown; hidden
  // rows are detected below.
  const bare = html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, '')
    .replace(/(<[a-z][^<>]*?\s)style(?=\s*=)/gi, '$1data-style');
  const { body } = new DOMParser().parseFromString(bare, 'text/html');
  const tables = [...body.querySelectorAll('table')].filter(
    (table) => !table.matches('table table'),
  );
  const trs = tables.flatMap((table) => [...table.rows]);
  const slots = layOut(
    trs.map((tr) =>
      [...tr.cells].map((td) => ({
        rowSpan: td.rowSpan,
        colSpan: Math.min(td.colSpan, WIDEST),
        text: textOf(td),
      })),
    ),
  );
  for (const table of tables) table.remove();
  const width = Math.max(0, ...slots.map(({ length }) => length));
  const rows = slots.map((row, index) =>
    Array.from({ length: width }, (_, column) => {
      const slot = row[column];
      if (!slot || slot.column !== column) return '';
      return slot.row === index ? slot.text : null;
    }),
  );
  // Excel ends a table with merged cells with a row that only holds widths.
  const isHidden = (_, index) => /display:\s*none/i.test(trs[index].dataset.style || '');
  const shown = rows.map((row, index) => (isHidden(row, index) ? undefined : row));
  const hidden = rows
    .filter(isHidden)
    .map((row) => row.filter(Boolean))
    .filter(({ length }) => length);
  const kept = keepMerged(rows, shown);
  return kept.length && width ? { rows: kept, isMarked: true, beside: textOf(body), hidden } : null;
}

/** The displayed rows; a merged cell whose first row is hidden begins in the next. */
function keepMerged(rows, shown) {
  const open = [];
  return shown.flatMap((row, index) => {
    rows[index].forEach((text, column) => {
      if (text !== null) open[column] = row ? undefined : text;
    });
    if (!row) return [];
    return [
      row.map((text, column) => {
        const first = text === null ? open[column] : undefined;
        open[column] = undefined;
        return first === undefined ? text : first;
      }),
    ];
  });
}

/**
 * The displayed text of an element: source line breaks are spaces, <br> and paragraphs are lines.
 */
function textOf(element) {
  const parts = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) parts.push(child.data.replace(/[\s\u00a0]+/g, ' '));
      else if (
        child.nodeType === Node.ELEMENT_NODE &&
        !/^(style|script|title|meta|link|xml)$/i.test(child.tagName)
      ) {
        const isBlock = /^(p|div|li|tr|h[1-6])$/i.test(child.tagName);
        if (isBlock || child.tagName === 'BR') parts.push('\n');
        walk(child);
        if (isBlock) parts.push('\n');
      }
    }
  };
  walk(element);
  return parts
    .join('')
    .replace(/ *\n\s*/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A block as text for spreadsheets. */
export function printText(rows) {
  const field = (text) =>
    /[\t\r\n"]/.test(text || '') ? `"${text.replace(/"/g, '""')}"` : text || '';
  return rows.map((row) => row.map(field).join('\t')).join('\r\n');
}

/**
 * Slots of an area as an HTML table with merged cells. Everything but plain figures is marked as
 * text, or 1/2 would become a date.
 */
export function printHtml(slots, area) {
  const cell = ({ row, column, rowSpan, colSpan }, text) => {
    const span = (name, size) => (size > 1 ? ` ${name}="${size}"` : '');
    const isText = !/^[-−]?[\d,]{0,15}(\.\d+)?%?$/.test(text);
    return [
      row,
      column,
      `<td${span('rowspan', rowSpan)}${span('colspan', colSpan)}${isText ? ' style="mso-number-format:\'\\@\'"' : ''}>${markup(text)}</td>`,
    ];
  };
  const lines = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const line = [];
    for (let column = area.left; column <= area.right; column += 1) {
      const slot = slots[row][column] || { row, column, rowSpan: 1, colSpan: 1 };
      if (slot.row === row && slot.column === column) line.push(cell(slot, shownIn(slot))[2]);
    }
    lines.push(`<tr>${line.join('')}</tr>`);
  }
  return `<meta charset="utf-8"><table>${lines.join('')}</table>`;
}

/** The displayed text of a slot. */
export function shownIn({ cell, text }) {
  return cell ? cell.value : text || '';
}

function markup(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replace(/[&<>"]/g, (sign) => entities[sign])
    .replace(/\r?\n/g, '<br style="mso-data-placement:same-cell">');
}

const TITLE = /绩效.{0,20}(表|报告)|(自评|目标|申报|评分|基础数据|决算收支).{0,8}表/;
const LABELS =
  /^(项目（?资?金?）?名称|(业务)?主管部门|预算部门|部门名称|实施单位|评价年度|预算年度|填报单位|基金名称)[：:]?$/;
const HEADS = /^[一二三四]级指标$/;

/**
 * Whether a block is a whole form, with its title, labels or column titles below other rows, rather
 * than rows of one table. `isTitled`: its first row has the column titles of the table it is pasted
 * into.
 */
export function looksLikeForm({ rows, beside }, isTitled) {
  if (rows.length < 3) return false;
  const bare = (text) => (text || '').replace(/\s/g, '');
  const isTitle = (row) =>
    row.filter(Boolean).length === 1 &&
    TITLE.test(bare(row.find(Boolean))) &&
    bare(row.find(Boolean)).length < 50;
  const hasHeads = (row) => row.filter((text) => HEADS.test(bare(text))).length > 1;
  return (
    TITLE.test(bare(beside)) ||
    rows.some(
      (row, index) =>
        isTitle(row) ||
        row.some((text) => LABELS.test(bare(text))) ||
        ((index > 0 || !isTitled) && hasHeads(row)),
    )
  );
}
