import { h } from './dom.js';
import { has, join } from './pointer.js';
import { createCell } from './cell.js';
import { FUNDS, GOALS, HEAD, INDICATORS, KINDS, REMARKS, TOTAL } from './labels.js';

const POINTS = ['weight', 'coefficient', 'score', 'rate'];

/**
 * Draws one document as its official template looks. A key that is absent is a cell the form does not have.
 *
 * Returns { element, cells }: the cells in the order in which they stand on the form.
 */
export function drawSheet(document, base, { readonly } = {}) {
  const cells = [];
  const kind = document.kind;

  /** A cell for `key` of `holder`, which stands at `path`. `also` are further places that it writes. */
  function cell(holder, path, key, label, options = {}) {
    const made = createCell({
      paths: [join(path, key), ...(options.also || []).map((other) => join(other, key))],
      value: holder[key],
      label: typeof label === 'function' ? label : () => label,
      order: cells.length,
      readonly,
      ...options,
    });
    cells.push(made);
    return made;
  }

  const element = h('article', { class: 'sheet', part: 'sheet', lang: 'zh-CN' },
    title(), head(), funds(), goals(), indicators(), remarks(), foot());
  return { element, cells };

  function title() {
    if (!has(document, 'title')) return h('h3', { class: 'title' }, KINDS[kind]);
    return cell(document, base, 'title', HEAD.title, { single: true }).standIn(h('div', { class: 'title' }));
  }

  function head() {
    const full = ['project'].filter((key) => has(document, key));
    const half = ['department', 'implementer', 'year', 'start', 'end', 'unit'].filter((key) => has(document, key));
    if (half.length % 2) full.push(...half.splice(half.length - 1));
    const rows = full.map((key) => [key]);
    for (let i = 0; i < half.length; i += 2) rows.push(half.slice(i, i + 2));
    // The project comes first, a lone field at the end.
    rows.sort((a, b) => (b[0] === 'project') - (a[0] === 'project'));
    if (!rows.length) return null;
    return h('table', { class: 'head', 'aria-label': HEAD.title },
      columns(['label', '', 'label', '']),
      h('tbody', {}, rows.map((keys) => h('tr', {}, keys.map((key) => {
        const label = headLabel(key);
        return [
          h('th', { scope: 'row' }, label),
          cell(document, base, key, label, { single: true })
            .standIn(h('td', { colspan: keys.length === 1 ? 3 : null })),
        ];
      })))));
  }

  function headLabel(key) {
    const label = HEAD[key];
    return typeof label === 'string' ? label : label[kind] || label.departmentEvaluation;
  }

  function funds() {
    const { funds: table } = document;
    if (!table) return null;
    const lines = [
      { line: table.total, path: join(base, 'funds', 'total') },
      ...(table.parts || []).map((line, index) => ({ line, path: join(base, 'funds', 'parts', index) })),
    ].filter(({ line }) => line);
    const keys = Object.keys(FUNDS.columns).filter((key) => lines.some(({ line }) => has(line, key)));
    const breakdowns = table.breakdowns || [];
    const caption = FUNDS.caption[kind] || FUNDS.caption.projectEvaluation;
    return h('table', { class: 'funds', 'aria-label': caption },
      columns(['side', 'fund', ...keys]),
      h('tbody', {},
        h('tr', { class: 'columns' },
          h('th', { scope: 'rowgroup', class: 'side', rowspan: 1 + lines.length + (breakdowns.length ? 1 : 0) },
            h('span', {}, caption), h('small', {}, `（${document.unit || FUNDS.unit}）`)),
          h('td', { class: 'none' }),
          keys.map((key) => h('th', { scope: 'col', class: POINTS.includes(key) ? 'points' : null }, FUNDS.columns[key]))),
        lines.map(({ line, path }, index) => fundLine(line, path, keys, index > 0)),
        breakdowns.length > 0 && h('tr', { class: 'breakdowns' }, split(1 + keys.length, breakdowns.length).map((span, index) =>
          h('td', { colspan: span }, breakdown(breakdowns[index], join(base, 'funds', 'breakdowns', index)))))));
  }

  function fundLine(line, path, keys, part) {
    const name = () => line.name || FUNDS.name;
    return h('tr', { class: part ? 'part' : 'total' },
      has(line, 'name') ? cell(line, path, 'name', FUNDS.name, { single: true }).standIn(h('td', { class: 'name' })) : h('td', { class: 'none' }),
      keys.map((key) => titled(line, path, key, FUNDS.columns[key], name, key !== 'reason')));
  }

  function breakdown(table, path) {
    const pair = (holder, at, key, name, row) => h('div', { class: row },
      row !== 'pair head' && h('span', { class: 'of', 'aria-hidden': 'true' }, FUNDS.of),
      has(holder, 'name') && cell(holder, at, 'name', FUNDS.name, { single: true }).standIn(h('div', { class: 'name' })),
      has(holder, key) && cell(holder, at, key, () => `${holder.name || name} ${FUNDS.amount}`, { figure: true })
        .standIn(h('div', { class: 'amount' })));
    return h('div', { class: 'breakdown' },
      pair(table, path, 'total', FUNDS.name, 'pair head'),
      table.parts.map((part, index) => pair(part, join(path, 'parts', index), 'amount', FUNDS.name, index ? 'pair more' : 'pair')));
  }

  function goals() {
    const keys = ['expected', 'achieved'].filter((key) => has(document.goals, key));
    if (!keys.length) return null;
    return h('table', { class: 'goals', 'aria-label': GOALS.caption },
      columns(['side', '', '']),
      h('tbody', {},
        h('tr', { class: 'columns' },
          h('th', { scope: 'rowgroup', class: 'side', rowspan: 2 }, h('span', {}, GOALS.caption)),
          keys.map((key) => h('th', { scope: 'col' }, GOALS[key]))),
        h('tr', {}, keys.map((key) => cell(document.goals, join(base, 'goals'), key, GOALS[key])
          .standIn(h('td', { class: 'prose', 'data-title': GOALS[key] }))))));
  }

  function indicators() {
    const rows = document.indicators || [];
    const at = join(base, 'indicators');
    const keys = Object.keys(INDICATORS.columns).filter((key) => rows.some((row) => has(row, key)));
    const merged = keys.filter((key) => ['heading', 'level1', 'level2'].includes(key));
    const runs = merge(rows, merged);
    const { total } = document;
    return h('table', { class: 'indicators', 'aria-label': INDICATORS.caption },
      columns(['side', ...keys]),
      h('tbody', {},
        h('tr', { class: 'columns' },
          h('th', { scope: 'rowgroup', class: 'side', rowspan: rows.length + 1 }, h('span', {}, INDICATORS.caption)),
          keys.map((key) => h('th', { scope: 'col', class: POINTS.includes(key) ? 'points' : null }, INDICATORS.columns[key]))),
        rows.map((row, index) => {
          const path = join(at, index);
          const name = () => row.name || row.level2 || `${INDICATORS.columns.name} ${index + 1}`;
          return h('tr', { class: 'indicator' }, keys.map((key) => {
            if (merged.includes(key)) {
              const span = runs[key][index];
              if (!span) return null;
              if (!has(row, key)) return h('td', { class: 'none', rowspan: span });
              const also = [];
              for (let next = index + 1; next < index + span; next += 1) also.push(join(at, next));
              return cell(row, path, key, INDICATORS.columns[key], { also, single: true })
                .standIn(h('td', { class: `level ${key}`, rowspan: span }));
            }
            return titled(row, path, key, INDICATORS.columns[key], name, ['weight', 'score', 'coefficient'].includes(key));
          }));
        }),
        total && totalRow(total, join(base, 'total'), keys)));
  }

  function totalRow(total, path, keys) {
    const from = keys.indexOf('weight') < 0 ? keys.length : keys.indexOf('weight');
    return h('tr', { class: 'sum' },
      h('th', { scope: 'row', colspan: 1 + from }, TOTAL.name),
      keys.slice(from).map((key) => {
        if (has(total, key)) return titled(total, path, key, TOTAL[key] || '', () => TOTAL.name, true);
        if (key === 'reason' && has(total, 'grade')) return titled(total, path, 'grade', TOTAL.grade, () => TOTAL.name, false);
        return h('td', { class: 'none' });
      }));
  }

  function remarks() {
    const keys = Object.keys(REMARKS).filter((key) => has(document, key));
    if (!keys.length) return null;
    return h('table', { class: 'remarks', 'aria-label': REMARKS.conclusion },
      columns(['label', '']),
      h('tbody', {}, keys.map((key) => h('tr', {},
        h('th', { scope: 'row' }, REMARKS[key]),
        cell(document, base, key, REMARKS[key]).standIn(h('td', { class: 'prose' }))))));
  }

  function foot() {
    if (!has(document, 'filedOn')) return null;
    return h('p', { class: 'foot' },
      h('span', { 'aria-hidden': 'true' }, `${HEAD.filedOn}：`),
      cell(document, base, 'filedOn', HEAD.filedOn, { single: true }).standIn(h('span', { class: 'date' })));
  }

  /** A table cell that says its column's title where rows are drawn as cards. */
  function titled(holder, path, key, column, name, figure) {
    if (!has(holder, key)) return h('td', { class: 'none' });
    const label = () => `${(key === 'name' && holder.level2) || name()} ${column}`;
    return cell(holder, path, key, label, { figure, single: figure })
      .standIn(h('td', { class: key, 'data-title': column }));
  }
}

/** Whether this kind of document has a drawing yet. */
export function drawn(document) {
  return document.kind === 'departmentEvaluation' || document.kind === 'projectEvaluation';
}

/** Row spans per key: how many rows a run of equal values takes at its first row, 0 on the others. A run ends with its parent's. */
function merge(rows, keys) {
  const spans = {};
  const starts = new Set([0]);
  for (const key of keys) {
    spans[key] = rows.map(() => 0);
    let start = 0;
    rows.forEach((row, index) => {
      const goesOn = index > 0 && !starts.has(index) && same(row, rows[index - 1], key);
      if (!goesOn) {
        start = index;
        starts.add(index);
      }
      spans[key][start] += 1;
    });
  }
  return spans;
}

function same(row, other, key) {
  return has(row, key) === has(other, key) && row[key] === other[key] && row[key] !== '' && row[key] !== null;
}

/** `total` columns shared out over `count` cells. */
function split(total, count) {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 1) * total) / count) - Math.floor((index * total) / count));
}

function columns(classes) {
  return h('colgroup', {}, classes.map((name) => h('col', { class: name && `c-${name}` })));
}
