/**
 * What was checked in texts and found right: the figures, each with what it was checked against, as
 * a quiet line that opens into a list.
 *
 * @typedef {import('../pkg/index.js').ProvedRelation} ProvedRelation
 * @typedef {{ path: string, span: [number, number], figure: string, relations: ProvedRelation[] }} ProvedFigure
 */
import { attribute, h, refill } from './dom.js';

const MOST = 100; // figures listed at once

let serial = 0;

/**
 * The figures of some relations, in order.
 * @param {ProvedRelation[]} relations
 * @returns {ProvedFigure[]}
 */
export function figuresOf(relations) {
  /** @type {Map<string, ProvedFigure>} */
  const figures = new Map();
  for (const relation of relations) {
    const { path, span, figure } = relation;
    const key = `${path} ${span}`;
    const known = figures.get(key);
    if (known) known.relations.push(relation);
    else figures.set(key, { path, span, figure, relations: [relation] });
  }
  return [...figures.values()];
}

/**
 * The spans of a cell's text that a figure involves: its own first.
 * @param {ProvedFigure} proved
 * @param {string} at pointer of the cell
 * @returns {[number, number][]}
 */
export function spansIn({ path, span, relations }, at) {
  const others = relations.flatMap(({ others: places }) =>
    places.flatMap((place) => (place.path === at && place.span ? [place.span] : [])),
  );
  return path === at ? [span, ...others] : others;
}

/**
 * The line and its list. `on` holds go(path, span), which moves to a figure; light(figure), which
 * shows where a figure is while it is pointed at, and nothing again for none; open(isOpen). With
 * `where(path)` the list names the cell of each figure.
 * @param {{ where?: (path: string) => string, on: any }} options
 */
export function createProved({ where, on }) {
  serial += 1;
  const id = `proved${serial}`;
  const button = h('button', {
    type: 'button',
    class: 'proved-count',
    'aria-expanded': 'false',
    'aria-controls': id,
    on: { click: () => open(list.hidden) },
  });
  const list = h('ol', {
    id,
    class: 'proved-figures',
    hidden: true,
    on: {
      click: follow,
      mouseover: point,
      mouseleave: () => on.light(null),
      focusin: point,
      focusout: () => on.light(null),
    },
  });
  const more = h('p', { class: 'rest', hidden: true });
  const element = h('div', { class: 'proved', part: 'proved', hidden: true }, button, list, more);
  /** @type {ProvedFigure[]} */
  let figures = [];
  /** @type {any} */
  let words;

  return {
    element,

    get isOpen() {
      return !list.hidden;
    },

    /** Shows these figures; the line stays open where it is. */
    draw(nextFigures, nextWords) {
      figures = nextFigures;
      words = nextWords;
      attribute(element, 'hidden', figures.length === 0);
      if (figures.length) refill(button, words.proved(figures.length));
      else if (!list.hidden) open(false);
      if (!list.hidden) drawList();
    },
  };

  function open(isOpen) {
    list.hidden = !isOpen;
    attribute(button, 'aria-expanded', String(isOpen));
    if (isOpen) drawList();
    else more.hidden = true;
    on.open?.(isOpen);
  }

  function drawList() {
    attribute(list, 'aria-label', words.provedList);
    refill(list, figures.slice(0, MOST).map(entry));
    more.hidden = figures.length <= MOST;
    if (!more.hidden) refill(more, words.provedMore(figures.length - MOST));
  }

  function entry({ path, figure, relations }, index) {
    return h(
      'li',
      { 'data-index': String(index) },
      where &&
        figures[index - 1]?.path !== path &&
        h('span', { class: 'where', lang: 'zh-CN' }, where(path)),
      h(
        'button',
        { type: 'button', class: 'proved-figure', title: words.toFigure, lang: 'zh-CN' },
        figure,
      ),
      relations.map((relation, nth) => [
        nth > 0 ? '；' : ' ',
        relation.kind === 'comparison' ? '' : '= ',
        formula(relation, nth),
        relation.known === 'arithmetic' && h('small', {}, words.byArithmetic),
      ]),
    );
  }

  /** What a figure equals; where that is one other figure, a link to it. */
  function formula({ kind, formula: text, others }, nth) {
    if (kind !== 'equality' || !others.length) return h('span', { class: 'formula' }, text);
    return h(
      'button',
      { type: 'button', class: 'link formula', title: words.go, 'data-other': String(nth) },
      text,
    );
  }

  function figureAt({ target }) {
    const item = /** @type {HTMLElement | null} */ (target.closest('li'));
    return item ? figures[Number(item.dataset.index)] : undefined;
  }

  // Entries are kept when the list is drawn again, so that one listener serves all.
  function follow(event) {
    const figure = figureAt(event);
    const pressed = event.target.closest('button');
    if (!figure || !pressed) return;
    const { other } = pressed.dataset;
    const place = other === undefined ? figure : figure.relations[Number(other)].others[0];
    on.go(place.path, place.span);
  }

  function point(event) {
    on.light(figureAt(event) || null);
  }
}
