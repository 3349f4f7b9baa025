/**
 * Prints a filing: draws its forms read-only, in a container that only the printer shows, cut into
 * A4 pages.
 *
 * The pages are not cut by the browser, which can repeat column titles, but not the merged labels
 * to the left of the rows, and leaves totals and signatures alone on a page. What is measured on
 * the screen is what gets printed, because the style of the container (jixiao-form.css, "Paper")
 * does not depend on the medium.
 */
import { createCells } from './cells.js';
import { h } from './dom.js';
import { explanations } from './export.js';
import { KINDS } from './labels.js';
import { cellName } from './names.js';
import { documentOf, has, join } from './pointer.js';
import { drawn, drawSheet } from './sheet.js';
import { standing } from './worklist.js';

const MM = 96 / 25.4; // px
const HEIGHT = { upright: 297 - 14 - 16, across: 210 - 14 - 16 }; // mm between the margins
const SLACK = 6; // mm: a shortened merged cell may need a line more than it was measured with
const MOST_COLUMNS = 9; // of a table on an upright page
const GRAVITY = ['error', 'warning', 'info', 'acknowledged'];

/** Who signs a form, below it. */
const SIGNATURES = {
  people: ['填报人', '审核人', '单位负责人'],
  seal: '（单位盖章）',
  date: '　　年　　月　　日',
};

// @page has no effect in a shadow tree, so page sizes and margin boxes go into the document.
const PAGES = `
  @page { size: A4; margin: 14mm 12mm 16mm;
    @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 9pt SimSun, "Noto Serif CJK SC", serif; } }
  @page jixiao-across { size: A4 landscape; }`;

/**
 * Prints forms of a store's filing. `beside` is the element next to which the container is put; the
 * options are asked for if nobody has said what to print, as with Ctrl+P.
 */
export function createPrint(store, { beside, words, active }) {
  /** @type {HTMLElement | null} */
  let paper = null;
  /** @type {CSSStyleSheet | undefined} */
  let pages;

  /**
   * Draws what is printed: `all` forms or the one shown; `annex` adds the findings and the
   * department's reasons.
   * @param {{ all?: boolean, annex?: boolean }} wanted
   */
  function build({ all, annex }) {
    clear();
    const chosen = store.documents
      .map((document, index) => ({ document, index, base: join('/documents', index) }))
      .filter(({ document, index }) => drawn(document) && (all || index === active()));
    if (!chosen.length) return;
    paper = h('div', { class: 'print', 'aria-hidden': 'true', lang: 'zh-CN' });
    const sheets = chosen.map((form) => ({ ...form, ...draw(form) }));
    paper.append(...sheets.map(({ element }) => element));
    if (annex) paper.append(drawAnnex(store, sheets, { all, words: words() }));
    beside.after(paper);
    for (const { element, document } of sheets)
      if (document.kind !== 'narrative') cutPages(element, heightOf(element));
    beside.classList.add('printing');
    layPages();
  }

  function draw({ document, base }) {
    const { element, cells } = drawSheet(document, base, {
      readonly: true,
      read: store.at,
      breaks: store.breaks,
      whole: true,
    });
    element.append(signatures(document));
    if (needsWidth(element, document)) element.classList.add('across');
    const placed = createCells();
    placed.take(base, cells);
    return { element, place: (path) => placed.nearest(path) };
  }

  function layPages() {
    if (!pages && document.adoptedStyleSheets) {
      pages = new CSSStyleSheet();
      pages.replaceSync(PAGES);
    }
    if (pages) document.adoptedStyleSheets = [...document.adoptedStyleSheets, pages];
  }

  function clear() {
    if (!paper) return;
    paper.remove();
    paper = null;
    beside.classList.remove('printing');
    if (pages)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter(
        (sheet) => sheet !== pages,
      );
  }

  const onBefore = () => {
    if (!paper && store.isOpen) build({});
  };

  return {
    start() {
      window.addEventListener('beforeprint', onBefore);
      window.addEventListener('afterprint', clear);
    },

    stop() {
      window.removeEventListener('beforeprint', onBefore);
      window.removeEventListener('afterprint', clear);
      clear();
    },

    print(options = {}) {
      if (!store.isOpen) return;
      build(options);
      window.print();
    },
  };
}

/** The signatures below a form. If the form has a date, the date is not asked for again. */
function signatures(document) {
  const people = document.kind === 'narrative' ? [] : SIGNATURES.people;
  return h(
    'p',
    { class: 'signatures' },
    people.map((who) => h('span', {}, `${who}：`)),
    h('span', {}, SIGNATURES.seal),
    !has(document, 'filedOn') && h('span', { class: 'day' }, SIGNATURES.date),
  );
}

/** Whether a form has too many columns for an upright page. */
function needsWidth(sheet, { kind, buildings }) {
  const most = Math.max(
    0,
    ...[...sheet.querySelectorAll('table')].map((table) => table.querySelectorAll('col').length),
  );
  return most > MOST_COLUMNS || (kind === 'baseData' && Boolean(buildings?.length));
}

function heightOf(sheet) {
  return (HEIGHT[sheet.classList.contains('across') ? 'across' : 'upright'] - SLACK) * MM;
}

// ── Cutting pages ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * Cuts a drawn form into pages of a height in px: whatever begins a page gets the class
 * `page-start`.
 */
function cutPages(sheet, height) {
  const tail = [...sheet.children].filter((part) => part.matches('.foot, .signatures'));
  const tailHeight = tail.length ? bottom(tail[tail.length - 1]) - top(tail[0]) : 0;
  let start = top(sheet);
  const begin = (part) => {
    part.classList.add('page-start');
    start = top(part);
  };
  for (
    let part = sheet.firstElementChild;
    part && !tail.includes(part);
    part = part.nextElementSibling
  ) {
    // The last row stays with the signatures.
    const more = tail.includes(part.nextElementSibling) ? tailHeight : 0;
    if (bottom(part) + more - start <= height) continue;
    if (!part.matches('table')) {
      begin(part);
      continue;
    }
    const rows = bodyRows(part);
    const isOver = (row, index) =>
      bottom(row) + (index === rows.length - 1 ? more : 0) - start > height;
    const cut = together(rows, rows.findIndex(isOver));
    if (cut > 0) {
      const rest = cutTable(part, rows, cut);
      part.after(rest);
      begin(rest);
      part = rest.previousElementSibling;
    } else if (start < top(part) && !part.matches('.page-start')) {
      begin(part);
      part = part.previousElementSibling;
    } else {
      // Rows that are too high for a page are left to the browser, and pages continue below them.
      start = flowPast(part, rows, start, height);
    }
  }
}

/** Where the page begins on which a table ends whose rows are left to the browser. */
function flowPast(table, rows, start, height) {
  const head = table.tHead ? table.tHead.offsetHeight : 0;
  const pages = Math.floor((bottom(rows[rows.length - 1]) - start) / (height - head));
  return start + pages * (height - head);
}

/**
 * The row at or above `cut` before which a table can be cut: titles stay with what is below them,
 * totals with what is above.
 */
function together(rows, cut) {
  let at = cut;
  const isBound = (index) =>
    rows[index].matches('.sum') || isTitle(rows[index - 1]) || isWithinTask(rows, index);
  while (at > 0 && isBound(at)) at -= 1;
  return at;
}

function isTitle(row) {
  return row.matches('.columns') || Boolean(row.querySelector('.heads'));
}

/** A task's content is long and is not printed twice. */
function isWithinTask(rows, at) {
  return rows
    .slice(0, at)
    .some((row, index) =>
      [...row.cells].some((cell) => cell.matches('.outer') && index + cell.rowSpan > at),
    );
}

/**
 * Cuts the rows from `at` off a table and returns them as a table that repeats the titles and the
 * labels that continue.
 */
function cutTable(table, rows, at) {
  const rest = table.cloneNode(false);
  const titles = rows[0].matches('.columns') ? rows[0].cloneNode(false) : null;
  const goingOn = [];
  rows.slice(0, at).forEach((row, index) => {
    for (const cell of row.cells) {
      const left = index + cell.rowSpan - at;
      if (left <= 0) {
        if (titles && index === 0) titles.append(cell.cloneNode(true));
        continue;
      }
      const label = cell.cloneNode(true);
      label.rowSpan = left + (titles ? 1 : 0);
      cell.rowSpan = at - index;
      goingOn.push(label);
    }
  });
  for (const shared of table.querySelectorAll(':scope > colgroup, :scope > thead'))
    rest.append(shared.cloneNode(true));
  const bodies = new Map();
  for (const row of rows.slice(at)) {
    const body = row.parentNode;
    if (!bodies.has(body)) bodies.set(body, body.cloneNode(false));
    bodies.get(body).append(row);
    if (!body.rows.length) body.remove();
  }
  rest.append(...bodies.values());
  const first = rest.tBodies[0];
  if (titles) first.prepend(titles);
  first.rows[0].prepend(...goingOn);
  return rest;
}

function bodyRows(table) {
  return [...table.tBodies].flatMap((body) => [...body.rows]);
}

function top(element) {
  return element.getBoundingClientRect().top;
}

function bottom(element) {
  return element.getBoundingClientRect().bottom;
}

// ── The annex ──────────────────────────────────────────────────────────────────────────────────────────────

/** Prints the findings, form by form, with the department's reasons. */
function drawAnnex(store, sheets, { all, words }) {
  const { annex } = words;
  const findings = [...store.findings.values()];
  const answers = explanations(store.filing, findings, (path) =>
    cellName(store.documents[documentOf(path)] || {}, path),
  );
  const timed = new Map(answers.map(({ code, path, at }) => [`${code} ${path}`, at]));
  const listed = [
    ...findings.map((finding) => ({
      ...finding,
      at: timed.get(`${finding.code} ${finding.path}`),
    })),
    // An explanation stays in the filing even if its finding is gone.
    ...answers
      .filter(({ message }) => !message)
      .map((answer) => ({ ...answer, acknowledged: answer.reason })),
  ];
  const groups = sheets.map(({ document, index, place }) => ({
    name: [KINDS[document.kind], document.project || document.fund || document.department]
      .filter(Boolean)
      .join(' · '),
    of: listed.filter(({ path }) => documentOf(path) === index),
    place,
  }));
  const wide = {
    name: annex.filing,
    of: all ? listed.filter(({ path }) => documentOf(path) < 0) : [],
    place: () => undefined,
  };
  return h(
    'article',
    { class: 'sheet annex' },
    h('h3', { class: 'title' }, annex.title),
    [...groups, wide]
      .filter((group) => group !== wide || group.of.length)
      .map((group) => [
        h('h4', { lang: 'zh-CN' }, group.name),
        group.of.length ? annexTable(group, words) : h('p', {}, words.clean),
      ]),
  );
}

function annexTable({ name, of, place }, words) {
  const order = (finding) => (place(finding.path) || { order: -1 }).order;
  const gravity = (finding) => GRAVITY.indexOf(standing(finding));
  const sorted = [...of].sort((a, b) => gravity(a) - gravity(b) || order(a) - order(b));
  return h(
    'table',
    { class: 'found', 'aria-label': name },
    h(
      'colgroup',
      {},
      ['severity', 'place', 'message', 'reason'].map((column) =>
        h('col', { class: `c-annex-${column}` }),
      ),
    ),
    h(
      'thead',
      {},
      h(
        'tr',
        { class: 'columns' },
        words.annex.columns.map((title) => h('th', { scope: 'col' }, title)),
      ),
    ),
    h(
      'tbody',
      {},
      sorted.map((finding) => {
        const cell = place(finding.path);
        return h(
          'tr',
          {},
          h('td', {}, words.severity[standing(finding)], h('small', {}, finding.code)),
          h('td', { lang: 'zh-CN' }, cell ? cell.label() : ''),
          h(
            'td',
            {},
            finding.message,
            ['claimed', 'expected', 'difference', 'formula', 'basis']
              .filter((key) => finding[key] !== undefined)
              .map((key) => h('small', {}, `${words[key]}：${finding[key]}`)),
          ),
          h('td', {}, finding.acknowledged, finding.at && h('small', {}, finding.at)),
        );
      }),
    ),
  );
}
