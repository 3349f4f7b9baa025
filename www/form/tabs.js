import { fill, focusedIn, h, refill } from './dom.js';
import { KINDS } from './labels.js';

const LONGEST_SHARED = 6; // longest common beginning of names that is shown in full
const KEPT = 3; // of it, when it is shortened
const EDGE = 24; // px of the neighbour that stay visible

/**
 * The documents of a filing as tabs, each with the number of its findings and a menu of actions. A
 * single document has no tab.
 */
export function createTabs({ panel, onChoose, onAdd, onMenu, onMove }) {
  const scroll = () => showEdges(element);
  const element = h('div', {
    class: 'tabs',
    part: 'tabs',
    role: 'tablist',
    on: { keydown: onKey, contextmenu, dragstart, dragover, drop, scroll },
  });
  const more = h(
    'button',
    { type: 'button', class: 'tabtool', on: { click: () => onMenu(active, more) } },
    '⋯',
  );
  const add = h(
    'button',
    { type: 'button', class: 'tabtool', on: { click: () => onAdd(add) } },
    '＋',
  );
  const bar = h(
    'div',
    { class: 'tabbar', hidden: true },
    element,
    h('div', { class: 'tabtools' }, more, add),
  );
  let count = 0;
  let active = 0;
  let drawn = '';

  function onKey(event) {
    const to = {
      ArrowRight: (active + 1) % count,
      ArrowLeft: (active + count - 1) % count,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to);
    /** @type {HTMLElement} */ (element.children[to]).focus();
  }

  function contextmenu(event) {
    const index = indexOf(event.target);
    if (index < 0) return;
    event.preventDefault();
    onChoose(index);
    onMenu(index, element.children[index]);
  }

  let dragged = -1;

  function dragstart(event) {
    dragged = indexOf(event.target);
    event.dataTransfer.setData('application/x-jixiao-form', String(dragged));
  }

  function dragover(event) {
    if (dragged >= 0 && indexOf(event.target) >= 0) event.preventDefault();
  }

  function drop(event) {
    const to = indexOf(event.target);
    if (dragged < 0 || to < 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (to !== dragged) onMove(dragged, to);
    dragged = -1;
  }

  function indexOf(target) {
    return [...element.children].indexOf(target.closest('.tab'));
  }

  return {
    element: bar,

    /** `tallies` has, per document, the number of findings of each severity. */
    draw(documents, chosen, tallies, words, { isBlank, readonly }) {
      const about = documents.map(({ project, fund, department }) =>
        String(project || fund || department || ''),
      );
      const short = distinguished(about);
      const tabs = documents.map(({ kind }, index) => ({
        kind: KINDS[kind] || kind,
        about: about[index],
        short: short[index],
        n: tallies[index],
        blank: isBlank(index),
      }));
      const next = JSON.stringify([tabs, chosen, words.tabs, readonly]);
      if (next === drawn) return;
      drawn = next;
      count = tabs.length;
      active = chosen;
      element.hidden = count < 2;
      bar.hidden = count < 2 && readonly;
      /** @type {HTMLElement} */ (more.parentElement).hidden = readonly;
      for (const [button, label] of [
        [more, words.forms.menu],
        [add, words.forms.add],
      ]) {
        button.setAttribute('aria-label', label);
        button.title = label;
      }
      element.setAttribute('aria-label', words.tabs);
      const hadFocus = element.contains(focusedIn(element));
      refill(
        element,
        tabs.map(({ kind, about: full, short: name, n, blank }, index) =>
          h(
            'button',
            {
              type: 'button',
              role: 'tab',
              id: `tab-${index}`,
              class: 'tab',
              part: 'tab',
              title: [kind, full].filter(Boolean).join(' · '),
              'aria-selected': String(index === active),
              'aria-controls': panel.id,
              tabindex: index === active ? '0' : '-1',
              draggable: readonly ? null : 'true',
              on: { click: () => onChoose(index) },
            },
            h('span', { class: 'name', lang: 'zh-CN' }, h('b', {}, kind), h('small', {}, name)),
            h(
              'span',
              { class: 'badges' },
              h('span', { class: 'sr' }, ` ${words.tabCounts(n)}`),
              n.error + n.warning === 0 &&
                !blank &&
                h(
                  'span',
                  { class: 'badge', 'data-severity': 'verified', 'aria-hidden': 'true' },
                  '✓',
                ),
              ['error', 'warning']
                .filter((severity) => n[severity])
                .map((severity) =>
                  h(
                    'span',
                    { class: 'badge', 'data-severity': severity, 'aria-hidden': 'true' },
                    String(n[severity]),
                  ),
                ),
            ),
          ),
        ),
      );
      if (count > 1) {
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', `tab-${active}`);
        const chosenTab = /** @type {HTMLElement | undefined} */ (element.children[active]);
        if (chosenTab && hadFocus) chosenTab.focus({ preventScroll: true });
        if (chosenTab) bringInSight(element, chosenTab);
        showEdges(element);
      } else {
        panel.removeAttribute('role');
        panel.removeAttribute('aria-labelledby');
      }
    },

    clear() {
      drawn = '';
      fill(element);
      bar.hidden = true;
    },
  };
}

/**
 * Names with a long common beginning, shortened in the middle, so that the end of the tab does not
 * hide where they differ.
 */
function distinguished(names) {
  return names.map((name, index) => {
    const alike = Math.max(
      0,
      ...names.map((other, at) => (at === index || other === name ? 0 : shared(name, other))),
    );
    return alike > LONGEST_SHARED ? `${name.slice(0, KEPT)}…${name.slice(alike - KEPT)}` : name;
  });
}

/** The length of the common beginning of two names. */
function shared(name, other) {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  return at;
}

/** Scrolls the row of tabs, and nothing around it. */
function bringInSight(row, tab) {
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = tab;
  if (left < row.scrollLeft) row.scrollLeft = left - EDGE;
  else if (left + width > row.scrollLeft + row.clientWidth)
    row.scrollLeft = left + width + EDGE - row.clientWidth;
  if (top < row.scrollTop) row.scrollTop = top;
  else if (top + height > row.scrollTop + row.clientHeight)
    row.scrollTop = top + height - row.clientHeight;
}

/** Fades the row out at the ends where it continues. */
function showEdges(row) {
  row.classList.toggle('more-before', row.scrollLeft > 1);
  row.classList.toggle('more-after', row.scrollLeft + row.clientWidth < row.scrollWidth - 1);
}
