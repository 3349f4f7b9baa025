/**
 * The findings as a list to work through, beside the form or, if that is narrow, at the bottom of
 * the window: most severe first and then in form order, or grouped by rule; filtered as the officer
 * likes; each linked to its cell, the fixed ones last.
 */
import { attribute, fill, h, refill, part, settle } from './dom.js';
import { answerForm, drawFinding, drawFixed } from './finding.js';
import { createFold } from './fold.js';
import { documentOf } from './pointer.js';
import { createProved } from './proved.js';
import {
  NO_FILTER,
  byGravity,
  count,
  grouped,
  isAnswerable,
  isInScope,
  isSafelyFixed,
  isStop,
  passes,
  position,
} from './worklist.js';

const FIRST = ['SUM', 'RAT', 'SCO', 'XDC', 'NAR']; // the rules officers care about most
const MOST = 100; // findings listed at once
const SHORT = 40; // most findings for which the list is redrawn in the same frame as a keystroke

/**
 * `places` leads to cells (see view.js), `place(path)` is a cell's position on the form drawn,
 * `rules()` are the core's. `on` holds the actions: fix(id), fixAll(ids), check(), acknowledge(ids,
 * reason), walk(by), restart(), pull(isPulled, finding), light(figure).
 */
export function createSummary({ places, place, rules, on }) {
  const heading = h('h2', { id: 'summary-heading', tabindex: '-1' });
  const counts = h('p', { class: 'counts', on: { click: onCounts } });
  const where = h('span', { class: 'position' });
  const back = h(
    'button',
    {
      type: 'button',
      class: 'step',
      'aria-keyshortcuts': 'Shift+F8',
      on: { click: () => on.walk(-1) },
    },
    '↑',
  );
  const next = h(
    'button',
    { type: 'button', class: 'step', 'aria-keyshortcuts': 'F8', on: { click: () => on.walk(1) } },
    '↓',
  );
  const rule = h('select', {
    class: 'tool',
    on: { change: () => choose({ code: rule.value }), focus: drawRules, mousedown: drawRules },
  });
  const scope = h('select', {
    class: 'tool',
    on: { change: () => choose({ isWhole: scope.value === 'all' }) },
  });
  const byRule = h('button', {
    type: 'button',
    class: 'tool',
    'aria-pressed': 'false',
    on: { click: arrange },
  });
  // A form, because autofill software reads all fields of the page when a control outside any form
  // changes.
  const filters = h('form', { class: 'filters' }, rule, scope, byRule);
  const progress = h('p', { class: 'progress', hidden: true });
  const list = h('ol', { class: 'findings' });
  const more = h('button', { type: 'button', class: 'link', on: { click: unfold } });
  const rest = h('p', { class: 'rest', hidden: true }, more);
  const verified = h('p', { class: 'verified', hidden: true });
  const proved = createProved({
    where: (path) => places.where(path).where,
    on: {
      go: places.go,
      light: on.light,
      open: (isOpen) => {
        if (isOpen) scroller.scrollTop = proved.element.offsetTop;
      },
    },
  });
  const scroller = h('div', { class: 'scroll' }, list, rest, verified, proved.element);
  const element = h('section', {
    class: 'summary',
    part: 'summary',
    'aria-labelledby': 'summary-heading',
  });
  const fold = createFold(element, (isOpen) => {
    on.pull(isDocked && isOpen, entries.get(current)?.finding);
    showCurrent();
  });
  element.append(
    h(
      'header',
      {},
      h(
        'div',
        { class: 'topline' },
        heading,
        counts,
        h('span', { class: 'steps' }, where, back, next, fold.button),
      ),
    ),
    filters,
    progress,
    scroller,
  );

  const entries = new Map(); // finding id → { finding, form, place, element }; the element is made when it is listed
  const heads = new Map(); // rule → { key, element } of its group
  let filter = NO_FILTER;
  let isGrouped = false;
  let limit = MOST;
  let drawnKey = '';
  let isDocked = false;
  let wantedRules = []; // the rules that can be chosen: [code, name]
  let isDue = false; // whether the list has yet to follow a change
  let current; // id of the current finding
  // As last given: the index of the form shown, how many findings are held back, which have been
  // fixed.
  /** @type {{ active: number, withheld: number, fixed: any[] }} */
  let state = { active: 0, withheld: 0, fixed: [] };
  let fixedDrawn = new Map();
  let provedFigures = [];
  let names = new Map(); // rule → its summary
  let words;

  const drawing = () => ({
    words,
    places,
    on: {
      fix: on.fix,
      takeBack: (id) => on.acknowledge([id], null),
      answer,
      go: (finding) => {
        current = finding.id;
        places.go(finding.path, finding.span);
        summary.visit(finding);
      },
    },
  });

  const summary = {
    element,
    heading,

    /** Shows how many checks passed, per family. */
    showVerified(passed) {
      const rank = (family) => (FIRST.includes(family) ? FIRST.indexOf(family) : FIRST.length);
      const parts = Object.keys(passed || {})
        .filter((family) => passed[family] > 0)
        .sort((a, b) => rank(a) - rank(b))
        .map((family) => ({ family, n: passed[family] }));
      const text = parts.length ? words.verified(parts) : '';
      verified.hidden = !text;
      if (verified.textContent !== text) verified.textContent = text;
    },

    /** Lists the figures of the texts that were checked and found right. */
    showProved(figures) {
      provedFigures = figures;
      drawProved();
    },

    /** Draws everything again, as on opening a document or changing the language. Filters stay. */
    draw(findings, nextState, nextWords) {
      words = nextWords;
      limit = MOST;
      drawnKey = '';
      entries.clear();
      heads.clear();
      fixedDrawn = new Map();
      names = new Map(rules().map(({ code, summary }) => [code, summary]));
      label();
      summary.change([], findings, nextState);
      refresh();
    },

    /**
     * Removes the findings whose ids are `gone` and adds those that `come`; the others stay as they
     * are.
     */
    change(gone, come, nextState) {
      state = nextState;
      for (const id of gone) entries.delete(id);
      for (const finding of come)
        entries.set(finding.id, {
          finding,
          form: documentOf(finding.path),
          place: place(finding.path),
        });
      // A keystroke's frame shows the findings of the cell; a long list follows later.
      if (entries.size <= SHORT) refresh({ isTyping: true });
      else if (!isDue)
        requestAnimationFrame(() =>
          setTimeout(() => {
            if (isDue) refresh({ isTyping: true });
          }),
        );
      isDue = entries.size > SHORT;
    },

    /** Whether F8 stops at a finding, given the filter. */
    isStop(finding) {
      return isStop(finding, filter);
    },

    /** Marks a finding as current. */
    visit({ id }) {
      current = id;
      refresh();
      showCurrent();
    },

    /** Marks the first finding of a cell as current. */
    visitCell(paths) {
      const here = [...entries.values()].filter(
        ({ finding }) => paths.includes(finding.path) && isStop(finding, filter),
      );
      if (here.length && !here.some(({ finding }) => finding.id === current))
        summary.visit(here.sort(byGravity)[0].finding);
    },

    /** At the bottom of the window the list is a single line until it is pulled up. */
    dock(docked) {
      if (docked === isDocked) return;
      isDocked = docked;
      fold.set(!docked);
    },

    /** Moves the focus to the list. */
    enter() {
      fold.set(true);
      heading.focus();
    },

    /** Asks why a finding should stay as it is. */
    answer(id) {
      const entry = entries.get(id);
      if (!entry) return;
      refresh();
      fold.set(true);
      if (!passes(entry.finding, filter)) choose(NO_FILTER);
      if (!entry.element || !list.contains(entry.element)) {
        limit = entries.size;
        refresh();
      }
      answer(entry.finding, entry.element.querySelector('.side [aria-expanded]'));
    },

    /** Moves the focus to the action for a finding: once it is acknowledged, taking that back. */
    focus(code, path) {
      refresh();
      const button = list.querySelector(
        `.finding[data-code="${code}"][data-path="${CSS.escape(path)}"] .quiet`,
      );
      /** @type {HTMLElement} */ (button || heading).focus();
    },
  };
  return summary;

  // ── Choosing ───────────────────────────────────────────────────────────────────────────────────

  function choose(change) {
    filter = { ...filter, ...change };
    limit = MOST;
    refresh();
  }

  /** The buttons are reused rather than drawn again, so they have no listeners of their own. */
  function onCounts({ target }) {
    if (target.closest('.check')) on.check();
    const chosen = target.closest('.count');
    if (!chosen) return;
    const { severity } = chosen.dataset;
    choose({ severity: filter.severity === severity ? '' : severity });
  }

  function arrange() {
    isGrouped = !isGrouped;
    byRule.setAttribute('aria-pressed', String(isGrouped));
    limit = MOST;
    refresh();
  }

  function unfold() {
    const last = list.querySelectorAll('.finding').length;
    limit += MOST;
    refresh();
    part(list.querySelectorAll('.finding')[last], '.go').focus();
  }

  // ── Drawing ────────────────────────────────────────────────────────────────────────────────────

  /** Labels that only change with the language. */
  function label() {
    for (const [button, text, key] of [
      [back, words.previous, 'Shift+F8'],
      [next, words.next, 'F8'],
    ]) {
      button.setAttribute('aria-label', text);
      button.title = `${text} ${key}`;
    }
    filters.setAttribute('aria-label', words.filters);
    rule.setAttribute('aria-label', words.rule);
    scope.setAttribute('aria-label', words.scope);
    byRule.textContent = words.byRule;
    byRule.title = words.byRuleHint;
    fold.draw(words);
  }

  function refresh({ isTyping = false } = {}) {
    isDue = false;
    const { active, fixed } = state;
    const inScope = [...entries.values()].filter((entry) => isInScope(entry, filter, active));
    const listed = inScope.filter(({ finding }) => passes(finding, filter)).sort(byGravity);
    const done = fixed.filter((finding) =>
      isInScope({ form: documentOf(finding.path) }, filter, active),
    );
    drawHead(inScope, done);
    drawFilters(inScope, isTyping);
    drawList(
      listed,
      done.filter(({ severity, code }) => passes({ severity, code }, filter)),
    );
    drawPosition(listed);
    drawProved();
  }

  function drawProved() {
    const { active } = state;
    const isListed = ({ path }) => isInScope({ form: documentOf(path) }, filter, active);
    proved.draw(provedFigures.filter(isListed), words);
  }

  function drawHead(inScope, done) {
    const { withheld } = state;
    const n = count(inScope.map(({ finding }) => finding));
    const worst = Object.keys(n).find((severity) => n[severity]);
    const shownState = worst || (withheld ? 'open' : 'verified');
    const key = JSON.stringify([shownState, n, withheld, done.length, filter, words.summary]);
    if (key === drawnKey) return;
    drawnKey = key;
    attribute(element, 'data-state', shownState === 'acknowledged' ? 'verified' : shownState);
    refill(heading, inScope.length || withheld ? words.summary : words.clean);
    refill(
      counts,
      tally(n),
      !inScope.length && !withheld && words.cleanMore,
      withheld > 0 && [
        ' ',
        words.withheld,
        ' ',
        h('button', { type: 'button', class: 'check' }, words.check),
      ],
    );
    if (progress.hidden !== (!done.length && !n.acknowledged)) progress.hidden = !progress.hidden;
    if (!progress.hidden)
      fill(
        progress,
        words.progress(done.length, n.acknowledged, n.error + n.warning + n.info),
        done.length > 0 && [
          ' ',
          h('button', { type: 'button', class: 'link', on: { click: dismiss } }, words.dismiss),
        ],
      );
  }

  /** Each number filters by what it counts, or ends the filter. */
  function tally(n) {
    const { severity: chosen } = filter;
    return Object.keys(n)
      .filter((severity) => n[severity] || severity === chosen)
      .map((severity) =>
        h(
          'button',
          {
            type: 'button',
            class: 'count',
            'data-severity': severity,
            'aria-pressed': String(severity === chosen),
            title: words.onlyThese,
          },
          h('b', {}, String(n[severity])),
          ` ${words.count[severity](n[severity])}`,
        ),
      );
  }

  function dismiss() {
    on.restart();
    heading.focus();
  }

  function drawFilters(inScope, isTyping) {
    const n = new Map();
    for (const {
      finding: { code },
    } of inScope)
      n.set(code, (n.get(code) || 0) + 1);
    if (filter.code && !n.has(filter.code)) n.set(filter.code, 0);
    const codes = [...n.keys()].sort();
    const forms = new Set([...entries.values()].map(({ form }) => form));
    const isOfOne = [...forms].every((form) => form < 0 || form === state.active);
    filters.hidden = entries.size < 2 && !filter.code && !filter.isWhole;
    wantedRules = [
      ['', words.allRules],
      ...codes.map((code) => [code, `${code} ${names.get(code) || ''}（${n.get(code)}）`]),
    ];
    if (filter.code || !rule.options.length || !isTyping) drawRules();
    scope.hidden = isOfOne && !filter.isWhole;
    options(
      scope,
      [
        ['', words.thisForm],
        ['all', words.wholeFiling],
      ],
      filter.isWhole ? 'all' : '',
    );
    byRule.hidden = inScope.length < 2 && !isGrouped;
  }

  /** Not with every keystroke: autofill software looks at all fields again when choices change. */
  function drawRules() {
    options(rule, wantedRules, filter.code);
  }

  function options(select, wanted, chosen) {
    const wantedKey = JSON.stringify(wanted);
    if (select.wantedKey !== wantedKey)
      fill(
        select,
        wanted.map(([value, label_]) => h('option', { value }, label_)),
      );
    select.wantedKey = wantedKey;
    if (select.value !== chosen) select.value = chosen;
  }

  /** Draws the first findings; thousands of lines would help nobody. */
  function drawList(listed, done) {
    if (current && listed.findIndex(({ finding }) => finding.id === current) >= limit)
      limit = Math.ceil(listed.length / MOST) * MOST;
    const groups = isGrouped ? grouped(listed) : [{ entries: listed }];
    const elements = [];
    let left = limit;
    for (const group of groups) {
      if (left <= 0) break;
      if (group.code) elements.push(head(group));
      for (const entry of group.entries.slice(0, left)) {
        entry.element = entry.element || drawFinding(entry.finding, drawing());
        elements.push(entry.element);
      }
      left -= group.entries.length;
    }
    const before = fixedDrawn;
    fixedDrawn = new Map(
      done
        .slice(0, MOST)
        .map((finding) => [finding.id, before.get(finding.id) || drawFixed(finding, drawing())]),
    );
    const isEmpty = !listed.length && (filter.severity || filter.code);
    settle(list, [...elements, ...(isEmpty ? [nothing()] : []), ...fixedDrawn.values()]);
    const hidden = listed.length - limit;
    if (rest.hidden !== hidden <= 0) rest.hidden = hidden <= 0;
    if (hidden > 0) refill(more, words.more(hidden));
  }

  function nothing() {
    const clear = () => {
      choose({ severity: '', code: '' });
      heading.focus();
    };
    return h(
      'li',
      { class: 'nothing' },
      words.nothingListed,
      ' ',
      h('button', { type: 'button', class: 'link', on: { click: clear } }, words.showAll),
    );
  }

  /**
   * The heading of a rule's group: its summary, how often it finds something, and what can be done
   * about all of it.
   */
  function head({ code, entries: own }) {
    const findings = own.map(({ finding }) => finding);
    const fixable = findings.filter(isSafelyFixed).map(({ id }) => id);
    const answerable = findings.filter(isAnswerable).map(({ id }) => id);
    const key = JSON.stringify([own.length, fixable, answerable]);
    const drawn = heads.get(code);
    if (drawn?.key === key) return drawn.element;
    const made = h(
      'li',
      { class: 'rule', 'data-code': code },
      h(
        'h3',
        {},
        h('code', {}, code),
        ' ',
        names.get(code),
        ' ',
        h('b', {}, words.times(own.length)),
      ),
      h(
        'div',
        { class: 'answers' },
        fixable.length > 1 &&
          h(
            'button',
            { type: 'button', class: 'fix', part: 'fix', on: { click: () => on.fixAll(fixable) } },
            words.fixAll(fixable.length),
            h('span', { class: 'sr' }, ` ${code}`),
          ),
        answerable.length > 1 &&
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'aria-expanded': 'false',
              on: { click: ({ currentTarget }) => answerAll(answerable, currentTarget) },
            },
            words.answerAll(answerable.length),
            h('span', { class: 'sr' }, ` ${code}`),
          ),
      ),
    );
    heads.set(code, { key, element: made });
    return made;
  }

  function drawPosition(listed) {
    const { index, of } = position(listed, filter, current);
    const text = of ? `${index || '–'} / ${of}` : '';
    if (where.textContent !== text) {
      where.textContent = text;
      where.title = words.position;
    }
    for (const button of [back, next]) button.hidden = !entries.size;
    const marked = list.querySelector('[aria-current]');
    const wanted = entries.has(current) && index ? entries.get(current).element : null;
    if (marked === wanted) return;
    if (marked) marked.removeAttribute('aria-current');
    if (wanted) wanted.setAttribute('aria-current', 'true');
  }

  /** Scrolls the list, and nothing else, to the current finding. */
  function showCurrent() {
    const marked =
      fold.isOpen && /** @type {HTMLElement | null} */ (list.querySelector('[aria-current]'));
    if (!marked) return;
    const { offsetTop: top, offsetHeight: height } = marked;
    const { scrollTop, clientHeight } = scroller;
    if (top < scrollTop) scroller.scrollTop = top;
    else if (top + height > scrollTop + clientHeight)
      scroller.scrollTop = Math.min(top, top + height - clientHeight);
  }

  // ── Answering ──────────────────────────────────────────────────────────────────────────────────

  /** A box for the department's reason why a figure stays as it is. */
  function answer(finding, button) {
    ask(button.closest('.finding').querySelector('.body'), button, words.reasonLabel, [finding.id]);
  }

  /** Asks for one reason for all findings of a rule. */
  function answerAll(ids, button) {
    ask(button.closest('.rule'), button, words.reasonForAll(ids.length), ids);
  }

  function ask(holder, button, label, ids) {
    const open = holder.querySelector('form');
    if (open) {
      open.querySelector('textarea').focus();
      return;
    }
    const onClose = () => {
      form.remove();
      button.setAttribute('aria-expanded', 'false');
      button.focus();
    };
    const onKeep = (reason) => {
      form.remove();
      button.setAttribute('aria-expanded', 'false');
      on.acknowledge(ids, reason);
    };
    const form = answerForm({ label, words, onKeep, onClose });
    holder.append(form);
    button.setAttribute('aria-expanded', 'true');
    part(form, 'textarea').focus();
    form.scrollIntoView({ block: 'nearest' });
  }
}
