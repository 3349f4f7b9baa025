import { fill, h, refill } from './dom.js';
import { createFold } from './fold.js';

const MOST = 100; // lines listed at once

/** Claimed and computed scores: the total, the groups, and every line with its working. */
export function createScorecard({ places }) {
  const heading = h('h2', { id: 'scorecard-heading' });
  const totals = h('div', { class: 'whole' });
  const linesHeading = h('h3');
  const list = h('ul', { class: 'lines' });
  const more = h('button', { type: 'button', class: 'link', on: { click: unfold } });
  const rest = h('p', { class: 'rest', hidden: true }, more);
  const element = h('aside', {
    class: 'scorecard',
    part: 'scorecard',
    'aria-labelledby': 'scorecard-heading',
  });
  const fold = createFold(element);
  element.append(h('header', {}, heading, fold.button), totals, linesHeading, list, rest);
  const open = new Set(); // lines whose working is expanded
  let all; // { lines, words } as last given
  let entries = []; // { line, words, element } as drawn
  let limit = MOST;
  let drawn = '';

  return {
    element,

    draw(card, words) {
      element.hidden = !card;
      if (!card) return;
      showLines(card.lines, words);
      const { lines, ...whole } = card;
      const cardState = state(card);
      const next = JSON.stringify([whole, cardState, words.scorecard]);
      if (next === drawn) return;
      drawn = next;
      element.dataset.state = cardState;
      refill(heading, words.scorecard);
      fold.draw(words);
      refill(linesHeading, words.lines);
      refill(
        totals,
        h(
          'dl',
          { class: 'totals' },
          h(
            'div',
            { class: 'claimed' },
            h('dt', {}, words.claimedTotal),
            h(
              'dd',
              {},
              card.claimed || '—',
              card.claimedGrade && h('small', {}, card.claimedGrade),
            ),
          ),
          h(
            'div',
            { class: 'computed' },
            h('dt', {}, words.computedTotal),
            h(
              'dd',
              {},
              card.computed || '—',
              card.grade && h('small', { class: 'grade', title: words.grade }, card.grade),
            ),
          ),
        ),
        verdict(card, cardState, words),
        groups(card, words),
      );
    },
  };

  function verdict(card, cardState, words) {
    if (card.computed !== undefined && card.claimed === undefined) return null;
    const text = {
      open: words.soFar,
      error: words.differs,
      partly: words.partly,
      verified: words.agrees,
    }[cardState];
    return h(
      'p',
      { class: 'verdict' },
      text,
      card.difference && [' · ', words.difference, ' ', h('b', {}, card.difference)],
    );
  }

  function groups(card, words) {
    if (!card.groups.length) return null;
    return h(
      'table',
      { class: 'groups', 'aria-label': words.groups },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          [words.groups, words.claimed, words.computed].map((title) =>
            h('th', { scope: 'col' }, title),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        card.groups.map((group) =>
          h(
            'tr',
            { 'data-differs': differs(group) ? '' : null },
            h(
              'th',
              { scope: 'row' },
              h('span', { lang: 'zh-CN' }, group.name),
              h('small', {}, ` ${words.of(group.weight)}`),
            ),
            h('td', {}, group.claimed || '—'),
            h('td', {}, group.computed || '—'),
          ),
        ),
      ),
    );
  }

  /** Draws a line again only if it has changed. */
  function showLines(lines, words) {
    const before = entries;
    all = { lines, words };
    const hidden = lines.length - limit;
    rest.hidden = hidden <= 0;
    if (hidden > 0) refill(more, words.moreLines(hidden));
    entries = lines.slice(0, limit).map((line, index) => {
      const old = before[index];
      return old && old.words === words && same(old.line, line)
        ? old
        : { line, words, element: entry(line, words) };
    });
    if (before.length !== entries.length)
      fill(
        list,
        entries.map((line) => line.element),
      );
    else
      entries.forEach((line, index) => {
        if (line !== before[index]) before[index].element.replaceWith(line.element);
      });
  }

  function unfold() {
    const shown = limit;
    limit += MOST;
    showLines(all.lines, all.words);
    entries[shown].element.querySelector('summary').focus();
  }

  function entry(line, words) {
    const off = differs(line);
    const inside = h('div', { class: 'working' });
    const details = h(
      'details',
      {
        on: {
          toggle: () => {
            if (details.open) open.add(line.path);
            else open.delete(line.path);
            if (!inside.firstChild) working(inside, line, words);
          },
        },
      },
      h(
        'summary',
        {},
        h('span', { class: 'name', lang: 'zh-CN' }, line.name || places.where(line.path).where),
        line.method !== 'notApplicable' &&
          h(
            'span',
            { class: 'marks' },
            h('span', { class: 'claimed' }, line.claimed || '—'),
            off &&
              h(
                'span',
                { class: 'computed' },
                h('span', { class: 'sr' }, ` ${words.computed} `),
                line.computed,
              ),
            line.weight && h('small', {}, ` / ${line.weight}`),
          ),
      ),
      inside,
    );
    details.open = open.has(line.path);
    return h(
      'li',
      { 'data-path': line.path, 'data-method': line.method, 'data-differs': off ? '' : null },
      details,
    );
  }

  function working(element, line, words) {
    const needs = line.needs || [];
    fill(
      element,
      h('p', { class: 'method' }, words.method[line.method] || line.method),
      line.formula && h('p', { class: 'formula' }, line.formula),
      needs.length > 0 &&
        h(
          'p',
          {},
          words.needs,
          needs.map((path, index) => [
            index > 0 && '、',
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                lang: 'zh-CN',
                on: { click: () => places.go(path) },
              },
              places.where(path).where,
            ),
          ]),
        ),
      h(
        'button',
        { type: 'button', class: 'link', on: { click: () => places.go(line.path) } },
        words.go,
      ),
    );
  }
}

/**
 * The state of the whole card: "open" if something is missing, "partly" if only the total agrees.
 */
function state(card) {
  if (card.computed === undefined || card.claimed === undefined) return 'open';
  if (differs(card)) return 'error';
  return [...card.groups, ...card.lines].some(differs) ? 'partly' : 'verified';
}

/** Whether both figures are there and, according to the core, differ. */
function differs({ claimed, computed, difference }) {
  if (difference !== undefined) return true;
  return claimed !== undefined && computed !== undefined && claimed !== computed;
}

/** Whether two lines read the same; the core returns unchanged ones as the same object. */
function same(a, b) {
  if (a === b) return true;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]))
  );
}
