import { h } from './dom.js';
import { has, join } from './pointer.js';
import { createCell } from './cell.js';
import { FORMS, FUNDS, HEAD, TOTAL } from './forms.js';
import { KINDS } from './labels.js';
import { listAt } from './lists.js';

const LONG = 80; // rows from which a table is drawn in pieces
const PIECE = 20; // rows
const AT_ONCE = 3; // pieces
const ROW = 44; // px, about
const POINTS = ['weight', 'coefficient', 'score', 'rate'];

/**
 * Draws one document in the layout of its official form. An absent key is a cell that the form does
 * not have.
 *
 * Returns { element, cells, later }: the cells drawn, and for a long table functions that each draw
 * another piece and return its cells. `whole` draws a long table at once, as one table. `order` of
 * a cell is its place on the form, whenever it is drawn.
 *
 * @param {any} document
 * @param {string} base its pointer
 * @param {{ readonly: boolean, read: (pointer: string) => any, breaks?: Set<string>, whole?: boolean }} options
 */
export function drawSheet(document, base, { readonly, read, breaks = new Set(), whole = false }) {
  let cells = [];
  let place = 0;
  const later = [];
  const { kind } = document;

  /** A cell for `key` of `holder`, whose pointer is `path`. */
  function cell(holder, path, key, label, options = {}) {
    const made = createCell({
      paths: [join(path, key)],
      value: holder[key],
      label: typeof label === 'function' ? label : () => label,
      order: place,
      readonly,
      ...options,
    });
    place += 1;
    cells.push(made);
    return made;
  }

  const element = h(
    'article',
    { class: 'sheet', part: 'sheet', lang: 'zh-CN', 'data-kind': kind },
    title(),
    FORMS[kind].map(table),
    foot(),
  );
  return { element, cells, later };

  function table(spec) {
    if (spec === 'head') return head();
    if (spec === 'funds')
      return [funds(), document.funds && adds('funds/parts', 'funds/breakdowns')];
    if (spec.fields) return fields(spec);
    if (spec.texts) return texts(spec);
    if (spec.list) return [list(spec), adds(spec.list)];
    if (spec.rows) return [rows(spec), adds(spec.rows)];
    if (spec.tree)
      return [
        tree(spec),
        adds(
          ...spec.tree.map((key) =>
            key === 'lines' ? key : document[key]?.parts && `${key}/parts`,
          ),
        ),
      ];
    if (spec.tasks) return [tasks(spec), adds(spec.tasks)];
    return [passages(spec), adds(spec.passages)];
  }

  /** A button for each list under a table, to append an item to it. */
  function adds(...lists) {
    if (readonly) return null;
    const button = (name) => {
      const line =
        name.endsWith('/parts') &&
        name.split('/').length === 2 &&
        find(`${name.split('/')[0]}/name`);
      const word = line ? line.holder.name : listAt(join(base, ...name.split('/'))).word;
      return h(
        'button',
        { type: 'button', class: 'add', 'data-add': join(base, ...name.split('/')) },
        `＋ ${word}`,
      );
    };
    return h('p', { class: 'adds' }, lists.filter(Boolean).map(button));
  }

  function title() {
    if (!has(document, 'title')) return h('h3', { class: 'title' }, KINDS[kind]);
    return cell(document, base, 'title', HEAD.title, { single: true }).standIn(
      h('div', { class: 'title' }),
    );
  }

  function head() {
    const full = ['project', 'fund'].filter((key) => has(document, key));
    const half = ['department', 'implementer', 'year', 'start', 'end', 'unit'].filter(
      (key) =>
        has(document, key) && !(kind === 'projectTargets' && (key === 'start' || key === 'end')),
    );
    if (half.length % 2) full.push(...half.splice(half.length - 1));
    const lines = full.map((key) => [key]);
    for (let i = 0; i < half.length; i += 2) lines.push(half.slice(i, i + 2));
    // The project comes first, a single field last.
    const isFirst = (keys) => Number(keys[0] === 'project' || keys[0] === 'fund');
    lines.sort((a, b) => isFirst(b) - isFirst(a));
    return fields({
      class: 'head',
      caption: HEAD.title,
      fields: lines.map((keys) => keys.map((key) => [key, own(HEAD[key])])),
    });
  }

  /** The title of a label in this kind of document. */
  function own(label) {
    return typeof label === 'string' ? label : label[kind] || label.other;
  }

  /**
   * The holder of the cell at a pointer into the document, { holder, path, key }, or nothing if
   * there is no such cell.
   */
  function find(pointer) {
    const keys = pointer.split('/');
    const key = keys.pop();
    const holder = keys.reduce(
      (place, step) => (has(place, step) ? place[step] : undefined),
      document,
    );
    return has(holder, key) ? { holder, path: join(base, ...keys), key } : undefined;
  }

  function fields(spec) {
    const titled = spec.fields.some((row) => typeof row[0] === 'string');
    // Column titles go with the rows below them.
    const lines = spec.fields
      .map((row) =>
        typeof row[0] === 'string'
          ? row
          : row.map((field) => ({ field, at: find(field[0]) })).filter(({ at }) => titled || at),
      )
      .filter((row) => typeof row[0] === 'string' || row.some(({ at }) => at))
      .filter(
        (row, index, all) =>
          typeof row[0] !== 'string' || (all[index + 1] && typeof all[index + 1][0] !== 'string'),
      );
    if (!lines.length) return null;
    const most = Math.max(
      ...lines.filter((row) => typeof row[0] !== 'string').map((row) => row.length),
    );
    const isRepeated = (label) =>
      lines.flat().filter(({ field }) => field && field[1] === label).length > 1;
    let groups = []; // titles above the labels, repeated with each label if there are no columns
    return framed(
      spec,
      'fields',
      Array.from({ length: most }, () => ['label', '']).flat(),
      null,
      lines.map((row) => {
        if (typeof row[0] === 'string') {
          groups = row;
          return row.map((word) => h('th', { scope: 'col', class: 'heads' }, word));
        }
        return row.map(({ field: [, label, holds], at }, index) => {
          const rest = index === row.length - 1 ? 2 * (most - index) - 1 : 1;
          const name = isRepeated(label) && groups.length ? `${groups[2 * index]} ${label}` : label;
          return [
            h(
              'th',
              { scope: 'row', class: at ? null : 'none', 'data-group': groups[2 * index] },
              at ? label : '',
            ),
            at
              ? cell(at.holder, at.path, at.key, name, {
                  single: holds !== 'prose',
                  figure: holds === 'figure',
                }).standIn(
                  h('td', {
                    class: holds === 'prose' ? 'prose' : null,
                    colspan: rest > 1 ? rest : null,
                  }),
                )
              : h('td', { class: 'none' }),
          ];
        });
      }),
    );
  }

  function texts(spec) {
    const shown = spec.texts
      .map(([pointer, label]) => ({ label, at: find(pointer) }))
      .filter(({ at }) => at);
    if (!shown.length) return null;
    return framed(
      { ...spec, class: 'goals' },
      'texts',
      shown.map(() => ''),
      shown.map(({ label }) => h('th', { scope: 'col' }, label)),
      [
        shown.map(({ label, at }) =>
          cell(at.holder, at.path, at.key, label).standIn(
            h('td', { class: 'prose', 'data-title': label }),
          ),
        ),
      ],
    );
  }

  function list(spec) {
    const items = document[spec.list] || [];
    if (!items.length) return null;
    return framed(
      spec,
      'list',
      [''],
      null,
      items.map((_item, index) => [
        cell(items, join(base, spec.list), index, `${spec.side} ${index + 1}`).standIn(
          h('td', { class: 'item' }),
        ),
      ]),
    );
  }

  /**
   * Records, one per row. A long table is drawn in pieces, so that the browser lays out only those
   * in view.
   */
  function rows(spec) {
    const records = document[spec.rows] || [];
    const keys = Object.keys(spec.columns).filter((key) => records.some((row) => has(row, key)));
    const total = spec.sum && document.total;
    if (!keys.length && !total) return null;
    const isBreak = (index, key) => breaks.has(join(base, spec.rows, index, key));
    const runs = merge(
      records,
      keys.filter((key) => (spec.merged || []).includes(key)),
      isBreak,
    );
    const called = namer(records);
    const close = (table) => {
      if (total) table.append(h('tbody', {}, totalRow(total, join(base, 'total'), keys, spec)));
      return table;
    };
    if (whole || records.length <= LONG)
      return close(piece(spec, keys, runs, called, 0, records.length));

    const boxes = [];
    for (let from = 0; from < records.length; from += PIECE) {
      const to = Math.min(records.length, from + PIECE);
      const box = h('div', { class: 'piece' });
      box.style.containIntrinsicSize = `auto ${ROW * (to - from)}px`;
      const draw = () => {
        const table = piece(spec, keys, runs, called, from, to);
        box.append(to < records.length ? table : close(table));
      };
      if (boxes.length < AT_ONCE) draw();
      else later.push(deferred(draw, (to - from) * keys.length + keys.length));
      boxes.push(box);
    }
    return boxes;
  }

  /** Reserves places on the form for at most `most` cells that are drawn later. */
  function deferred(draw, most) {
    const kept = place;
    place += most;
    return () => {
      cells = [];
      place = kept;
      draw();
      return cells;
    };
  }

  /** The rows from … to of a table. */
  function piece(spec, keys, runs, called, from, to) {
    const records = document[spec.rows] || [];
    const at = join(base, spec.rows);
    const figures = spec.figures || [];
    const heads = titles(spec, keys);
    const table = framed(
      { class: 'records', ...spec },
      spec.class === 'indicators' ? 'indicator' : 'record',
      keys,
      heads,
      records.slice(from, to).map((record, offset) => {
        const index = from + offset;
        const path = join(at, index);
        const row = () => rowName(index);
        const name = () => called(index, read(join(path, 'name')));
        return keys.map((key) => {
          const run = runs[key]?.[index]; // { start, end } of the rows that a merged cell spans
          if (!run)
            return titled(
              record,
              path,
              key,
              spec.columns[key],
              key === 'name' ? row : name,
              figures.includes(key),
            );
          if (index > Math.max(run.start, from)) return null;
          const span = Math.min(run.end, to) - index;
          if (!has(record, key)) return h('td', { class: 'none', rowspan: span });
          // The parts of a merged cell over thousands of rows share one list of them.
          run.paths =
            run.paths ||
            Array.from({ length: run.end - run.start }, (_, step) =>
              join(at, run.start + step, key),
            );
          const beside =
            span < run.paths.length
              ? run.paths.slice(index - run.start, index - run.start + span)
              : run.paths;
          return cell(record, path, key, `${spec.columns[key]} ${rowName(index, index + span)}`, {
            paths: run.paths,
            beside,
            single: true,
          }).standIn(
            h('td', { class: `level ${key}`, rowspan: span, 'data-title': spec.columns[key] }),
          );
        });
      }),
    );
    if (from > 0) table.classList.add('further');
    return table;
  }

  function titles(spec, keys) {
    return keys.map((key) =>
      h(
        'th',
        { scope: 'col', class: (spec.points || []).includes(key) ? 'points' : null },
        spec.columns[key],
      ),
    );
  }

  function totalRow(total, path, keys, spec) {
    const from = keys.indexOf('weight') < 0 ? keys.length : keys.indexOf('weight');
    const last = keys[keys.length - 1];
    return h(
      'tr',
      { class: 'sum' },
      h('th', { scope: 'row', colspan: (spec.side ? 1 : 0) + from }, TOTAL.name),
      keys.slice(from).map((key) => {
        if (has(total, key))
          return titled(total, path, key, TOTAL[key] || '', () => TOTAL.name, true);
        if (key === last && has(total, 'grade'))
          return titled(total, path, 'grade', TOTAL.grade, () => TOTAL.name, false);
        return h('td', { class: 'none' });
      }),
    );
  }

  /** Lines within lines, each level indented further. */
  function tree(spec) {
    const lines = [];
    const walk = (line, path, depth) => {
      lines.push({ line, path, depth });
      for (const [index, part] of (line.parts || []).entries())
        walk(part, join(path, 'parts', index), depth + 1);
    };
    for (const key of spec.tree) {
      const top = document[key];
      if (Array.isArray(top))
        for (const [index, line] of top.entries()) walk(line, join(base, key, index), 0);
      else if (top) walk(top, join(base, key), 0);
    }
    const keys = Object.keys(spec.columns).filter((key) =>
      lines.some(({ line }) => has(line, key)),
    );
    if (!keys.length) return null;
    const called = namer(lines.map(({ line }) => line));
    return framed(
      { class: 'accounts', ...spec },
      ({ depth }) => `line depth-${Math.min(depth, 4)}`,
      keys,
      titles(spec, keys),
      lines.map(({ line, path, depth }, index) => {
        const name = () => called(index, read(join(path, 'name')));
        const made = keys.map((key) =>
          key === 'name' && has(line, key)
            ? cell(line, path, key, () => `${name()} 名称`, { single: true }).standIn(
                h('td', { class: 'name', 'data-title': spec.columns[key] }),
              )
            : titled(line, path, key, spec.columns[key], name, key !== 'name'),
        );
        return Object.assign(made, { depth });
      }),
    );
  }

  /** Records within records: the outer cells span the inner rows. */
  function tasks(spec) {
    const outer = document[spec.tasks] || [];
    const outerKeys = Object.keys(spec.columns).filter((key) =>
      outer.some((task) => has(task, key)),
    );
    const innerKeys = Object.keys(spec.of).filter((key) =>
      outer.some((task) => (task.indicators || []).some((row) => has(row, key))),
    );
    if (!outerKeys.length && !innerKeys.length) return null;
    const heads = [
      ...outerKeys.map((key) => spec.columns[key]),
      ...innerKeys.map((key) => spec.of[key]),
    ];
    const called = namer(outer);
    const inners = outer.flatMap((task) => task.indicators || []);
    const calledInside = namer(inners);
    const shown = outer.map((task, index) => ({
      task,
      path: join(base, spec.tasks, index),
      inner: task.indicators || [],
    }));
    return framed(
      { ...spec, class: 'tasks' },
      'task',
      [...outerKeys, ...innerKeys.map((key) => `of-${key}`)],
      heads.map((word) => h('th', { scope: 'col' }, word)),
      shown.flatMap(({ task, path, inner }, number) =>
        Array.from({ length: Math.max(1, inner.length) }, (_, index) => {
          const row = inner[index];
          const name = () => called(number, read(join(path, 'name')), `${spec.side} ${number + 1}`);
          const numbered = () => `${name()} ${index + 1}`;
          const own = () =>
            calledInside(
              inners.indexOf(row),
              read(join(path, 'indicators', index, 'name')),
              numbered(),
            );
          return [
            index === 0 &&
              outerKeys.map((key) =>
                has(task, key)
                  ? cell(task, path, key, () => `${name()} ${spec.columns[key]}`, {
                      single: key === 'name',
                    }).standIn(
                      h('td', {
                        class: `outer ${key}`,
                        rowspan: Math.max(1, inner.length),
                        'data-title': spec.columns[key],
                      }),
                    )
                  : h('td', { class: 'none', rowspan: Math.max(1, inner.length) }),
              ),
            innerKeys.map((key) =>
              row
                ? titled(
                    row,
                    join(path, 'indicators', index),
                    key,
                    spec.of[key],
                    key === 'name' ? numbered : own,
                    false,
                  )
                : h('td', { class: 'none' }),
            ),
          ];
        }),
      ),
    );
  }

  /** A report: headings and long texts, with notes below each. */
  function passages(spec) {
    const sections = document[spec.passages] || [];
    const called = namer(sections, 'heading');
    return h(
      'div',
      { class: 'passages' },
      sections.map((section, index) => {
        const path = join(base, spec.passages, index);
        return h(
          'section',
          { class: 'passage' },
          has(section, 'heading') &&
            cell(section, path, 'heading', () => `第 ${index + 1} 节标题`, {
              single: true,
            }).standIn(h('div', { class: 'heading' })),
          cell(
            section,
            path,
            'text',
            () => called(index, read(join(path, 'heading')), `第 ${index + 1} 节`),
            { passage: true },
          ).standIn(h('div', { class: 'text' })),
        );
      }),
    );
  }

  /**
   * A table with a caption column to its left over all rows. The column titles are a <thead>, so
   * that they repeat on paper; the caption's column looks like one cell.
   */
  function framed(spec, rowClass, keys, heads, body) {
    const { side } = spec;
    return h(
      'table',
      {
        class: spec.fields ? `fields ${spec.class || ''}`.trim() : spec.class || 'list',
        'aria-label': spec.caption || side,
      },
      columns([...(side ? ['side'] : []), ...keys]),
      heads &&
        h(
          'thead',
          {},
          h(
            'tr',
            { class: 'columns' },
            side && h('td', { class: 'corner' }, h('span', { 'aria-hidden': 'true' }, side)),
            heads,
          ),
        ),
      h(
        'tbody',
        {},
        body.map((cells, index) =>
          h(
            'tr',
            { class: typeof rowClass === 'function' ? rowClass(cells) : rowClass },
            side &&
              index === 0 &&
              h(
                'th',
                { scope: 'rowgroup', class: heads ? 'side under' : 'side', rowspan: body.length },
                h('span', {}, side),
              ),
            cells,
          ),
        ),
      ),
    );
  }

  function funds() {
    const { funds: table } = document;
    if (!table) return null;
    const lines = [
      { line: table.total, path: join(base, 'funds', 'total') },
      ...(table.parts || []).map((line, index) => ({
        line,
        path: join(base, 'funds', 'parts', index),
      })),
    ].filter(({ line }) => line);
    const keys = Object.keys(FUNDS.columns).filter((key) =>
      lines.some(({ line }) => has(line, key)),
    );
    const breakdowns = table.breakdowns || [];
    const called = namer(lines.map(({ line }) => line));
    const calledInside = namer(breakdowns.flatMap((outer) => [outer, ...(outer.parts || [])]));
    const caption = own(FUNDS.caption);
    return h(
      'table',
      { class: 'funds', 'aria-label': caption },
      columns(['side', 'fund', ...keys]),
      h(
        'tbody',
        {},
        h(
          'tr',
          { class: 'columns' },
          h(
            'th',
            {
              scope: 'rowgroup',
              class: 'side',
              rowspan: 1 + lines.length + (breakdowns.length ? 1 : 0),
            },
            h('span', {}, caption),
            h('small', {}, `（${document.unit || FUNDS.unit}）`),
          ),
          h('td', { class: 'none' }),
          keys.map((key) =>
            h(
              'th',
              { scope: 'col', class: POINTS.includes(key) ? 'points' : null },
              FUNDS.columns[key],
            ),
          ),
        ),
        lines.map(({ line, path }, index) => fundLine(line, path, keys, index, called)),
        breakdowns.length > 0 &&
          h(
            'tr',
            { class: 'breakdowns' },
            split(1 + keys.length, breakdowns.length).map((span, index) =>
              h('td', { colspan: span }, breakdown(breakdowns, index, calledInside)),
            ),
          ),
      ),
    );
  }

  function fundLine(line, path, keys, index, called) {
    const name = () => called(index, read(join(path, 'name')));
    return h(
      'tr',
      { class: index ? 'part' : 'total' },
      has(line, 'name')
        ? cell(line, path, 'name', `${rowName(index)} ${FUNDS.name}`, { single: true }).standIn(
            h('td', { class: 'name', 'data-title': FUNDS.name }),
          )
        : h('td', { class: 'none' }),
      keys.map((key) => titled(line, path, key, FUNDS.columns[key], name, key !== 'reason')),
    );
  }

  /** One of several breakdowns; `called` names its lines among those of all. */
  function breakdown(tables, which, called) {
    const table = tables[which];
    const path = join(base, 'funds', 'breakdowns', which);
    const first = tables.slice(0, which).reduce((n, { parts }) => n + 1 + parts.length, 0);
    const pair = (holder, at, key, place, row) =>
      h(
        'div',
        { class: row },
        row !== 'pair head' && h('span', { class: 'of', 'aria-hidden': 'true' }, FUNDS.of),
        has(holder, 'name') &&
          cell(holder, at, 'name', `${FUNDS.breakdown} ${rowName(place)} ${FUNDS.name}`, {
            single: true,
          }).standIn(h('div', { class: 'name', 'data-title': FUNDS.name })),
        has(holder, key) &&
          cell(
            holder,
            at,
            key,
            () =>
              `${called(place, read(join(at, 'name')), `${FUNDS.breakdown} ${rowName(place)}`)} ${FUNDS.amount}`,
            { figure: true },
          ).standIn(h('div', { class: 'amount', 'data-title': FUNDS.amount })),
      );
    return h(
      'div',
      { class: 'breakdown' },
      pair(table, path, 'total', first, 'pair head'),
      table.parts.map((part, index) =>
        pair(
          part,
          join(path, 'parts', index),
          'amount',
          first + 1 + index,
          index ? 'pair more' : 'pair',
        ),
      ),
    );
  }

  function foot() {
    if (!has(document, 'filedOn')) return null;
    return h(
      'p',
      { class: 'foot' },
      h('span', { 'aria-hidden': 'true' }, `${HEAD.filedOn}：`),
      cell(document, base, 'filedOn', HEAD.filedOn, { single: true }).standIn(
        h('span', { class: 'date' }),
      ),
    );
  }

  /** A table cell that also shows its column's title when rows are drawn as cards. */
  function titled(holder, path, key, column, name, figure) {
    if (!has(holder, key)) return h('td', { class: 'none' });
    return cell(holder, path, key, () => `${name()} ${column}`, { figure, single: figure }).standIn(
      h('td', { class: key === 'note' ? 'explanation' : key, 'data-title': column }),
    );
  }
}

/** "第3行", or for several rows "第1–4行"; counted from 0, end excluded. */
function rowName(from, to = from + 1) {
  return `第${from + 1}${to - from > 1 ? `–${to}` : ''}行`;
}

/**
 * Names each record: by its name, by its row if it has none, and by both if others have the same
 * name.
 */
function namer(records, key = 'name') {
  const n = new Map();
  for (const record of records) n.set(record[key], (n.get(record[key]) || 0) + 1);
  return (index, name, number = rowName(index)) => {
    if (!name) return number;
    const others = (n.get(name) || 0) - Number(records[index][key] === name);
    return others > 0 ? `${number} ${name}` : String(name);
  };
}

/** Whether this kind of document has a layout. */
export function drawn(document) {
  return has(FORMS, document.kind);
}

/**
 * Per key, for every row, the run of equal values it belongs to: { start, end }. A run also ends
 * with its parent's run and at a break.
 */
function merge(rows, keys, isBreak) {
  const runs = {};
  const starts = new Set([0]);
  for (const key of keys) {
    let run;
    runs[key] = rows.map((row, index) => {
      if (!run || starts.has(index) || isBreak(index, key) || !same(row, rows[index - 1], key))
        run = { start: index, end: index };
      starts.add(run.start);
      run.end = index + 1;
      return run;
    });
  }
  return runs;
}

function same(row, other, key) {
  return (
    has(row, key) === has(other, key) &&
    row[key] === other[key] &&
    row[key] !== '' &&
    row[key] !== null
  );
}

/** Distributes `total` columns over `count` cells. */
function split(total, count) {
  return Array.from(
    { length: count },
    (_, index) => Math.floor(((index + 1) * total) / count) - Math.floor((index * total) / count),
  );
}

function columns(classes) {
  return h(
    'colgroup',
    {},
    classes.map((name) => h('col', { class: name && `c-${name}` })),
  );
}
