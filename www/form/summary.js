/**
 * The findings as a list to work through, beside the form or, where that is narrow, at the foot of the window: gravest first and then
 * as the forms read, or a group per rule; filtered as she likes; each leading to its cell, the mended ones at the end.
 */
import { attribute, fill, h, mend, part, settle } from './dom.js';
import { answerForm, drawFinding, drawMended } from './finding.js';
import { createFold } from './fold.js';
import { documentOf } from './pointer.js';
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

const FIRST = ['SUM', 'RAT', 'SCO', 'XDC', 'NAR']; // the checks an officer cares about most
const MOST = 100; // findings listed at once
const SHORT = 40; // findings of a list that is redrawn in the very frame of a key

/**
 * `places` leads to cells (see view.js), `place(path)` says where one is on the form drawn, `rules()` are the core's. `on` holds what is
 * done: fix(id), fixAll(ids), check(), acknowledge(ids, reason), walk(by), restart(), pull(isPulled, finding).
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
  // A form, for what fills in forms reads all fields of the page when a choice outside of any changes.
  const filters = h('form', { class: 'filters' }, rule, scope, byRule);
  const progress = h('p', { class: 'progress', hidden: true });
  const list = h('ol', { class: 'findings' });
  const more = h('button', { type: 'button', class: 'link', on: { click: unfold } });
  const rest = h('p', { class: 'rest', hidden: true }, more);
  const verified = h('p', { class: 'verified', hidden: true });
  const scroller = h('div', { class: 'scroll' }, list, rest, verified);
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

  const entries = new Map(); // finding id → { finding, form, place, element }, the last made when it is listed
  const heads = new Map(); // rule → { said, element } of its group
  let filter = NO_FILTER;
  let isGrouped = false;
  let limit = MOST;
  let told = '';
  let isDocked = false;
  let wantedRules = []; // the rules there are to choose from: [code, name]
  let isDue = false; // the list is yet to follow a change
  let current; // id of the finding she is at
  // As last told: the index of the form shown, how many findings are held back, which have been mended.
  /** @type {{ active: number, held: number, mended: any[] }} */
  let state = { active: 0, held: 0, mended: [] };
  let mendedDrawn = new Map();
  let names = new Map(); // rule → what it finds
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

    /** How many checks were made and held, per family. */
    tellVerified(held) {
      const rank = (family) => (FIRST.includes(family) ? FIRST.indexOf(family) : FIRST.length);
      const parts = Object.keys(held || {})
        .filter((family) => held[family] > 0)
        .sort((a, b) => rank(a) - rank(b))
        .map((family) => ({ family, n: held[family] }));
      const said = parts.length ? words.verified(parts) : '';
      verified.hidden = !said;
      if (verified.textContent !== said) verified.textContent = said;
    },

    /** Everything anew, as on opening a document or changing the language. What is filtered stays filtered. */
    draw(findings, nextState, nextWords) {
      words = nextWords;
      limit = MOST;
      told = '';
      entries.clear();
      heads.clear();
      mendedDrawn = new Map();
      names = new Map(rules().map(({ code, summary: said }) => [code, said]));
      label();
      summary.change([], findings, nextState);
      refresh();
    },

    /** Takes out the findings whose ids are `gone` and puts in those that `come`; the others stay as they are. */
    change(gone, come, nextState) {
      state = nextState;
      for (const id of gone) entries.delete(id);
      for (const finding of come)
        entries.set(finding.id, {
          finding,
          form: documentOf(finding.path),
          place: place(finding.path),
        });
      // A key's frame shows what is found at the cell; a long list follows it.
      if (entries.size <= SHORT) refresh({ isTyping: true });
      else if (!isDue)
        requestAnimationFrame(() =>
          setTimeout(() => {
            if (isDue) refresh({ isTyping: true });
          }),
        );
      isDue = entries.size > SHORT;
    },

    /** Is it a stop of a walk through what is listed? */
    isStop(finding) {
      return isStop(finding, filter);
    },

    /** Shows that she is at a finding. */
    visit({ id }) {
      current = id;
      refresh();
      showCurrent();
    },

    /** Shows that she is in a cell: at the first of its findings. */
    visitCell(paths) {
      const here = [...entries.values()].filter(
        ({ finding }) => paths.includes(finding.path) && isStop(finding, filter),
      );
      if (here.length && !here.some(({ finding }) => finding.id === current))
        summary.visit(here.sort(byGravity)[0].finding);
    },

    /** At the foot of the window the list is a line until it is pulled up. */
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

    /** Asks why a finding is to stay as it is. */
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

    /** To what can be done about a finding: as it has been answered for, to taking that back. */
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

  /** Its buttons are mended, not made anew: they have no listeners of their own. */
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

  /** What never changes but with the language. */
  function label() {
    for (const [button, said, key] of [
      [back, words.previous, 'Shift+F8'],
      [next, words.next, 'F8'],
    ]) {
      button.setAttribute('aria-label', said);
      button.title = `${said} ${key}`;
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
    const { active, mended } = state;
    const inScope = [...entries.values()].filter((entry) => isInScope(entry, filter, active));
    const listed = inScope.filter(({ finding }) => passes(finding, filter)).sort(byGravity);
    const done = mended.filter((finding) =>
      isInScope({ form: documentOf(finding.path) }, filter, active),
    );
    drawHead(inScope, done);
    drawFilters(inScope, isTyping);
    drawList(
      listed,
      done.filter(({ severity, code }) => passes({ severity, code }, filter)),
    );
    drawPosition(listed);
  }

  function drawHead(inScope, done) {
    const { held } = state;
    const n = count(inScope.map(({ finding }) => finding));
    const worst = Object.keys(n).find((severity) => n[severity]);
    const stands = worst || (held ? 'open' : 'verified');
    const said = JSON.stringify([stands, n, held, done.length, filter, words.summary]);
    if (said === told) return;
    told = said;
    attribute(element, 'data-state', stands === 'acknowledged' ? 'verified' : stands);
    mend(heading, inScope.length || held ? words.summary : words.clean);
    mend(
      counts,
      tally(n),
      !inScope.length && !held && words.cleanMore,
      held > 0 && [
        ' ',
        words.held,
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

  /** Each number lists only what it counts, or all again. */
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

  /** With each key other rules may come up: browsers that fill in forms look at all fields again where choices change. */
  function drawRules() {
    options(rule, wantedRules, filter.code);
  }

  function options(select, wanted, chosen) {
    const said = JSON.stringify(wanted);
    if (select.said !== said)
      fill(
        select,
        wanted.map(([value, label_]) => h('option', { value }, label_)),
      );
    select.said = said;
    if (select.value !== chosen) select.value = chosen;
  }

  /** The first of them; a form with thousands is not helped by thousands of lines. */
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
    const before = mendedDrawn;
    mendedDrawn = new Map(
      done
        .slice(0, MOST)
        .map((finding) => [finding.id, before.get(finding.id) || drawMended(finding, drawing())]),
    );
    const isEmpty = !listed.length && (filter.severity || filter.code);
    settle(list, [...elements, ...(isEmpty ? [nothing()] : []), ...mendedDrawn.values()]);
    const hidden = listed.length - limit;
    if (rest.hidden !== hidden <= 0) rest.hidden = hidden <= 0;
    if (hidden > 0) mend(more, words.more(hidden));
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

  /** What a rule finds, how often, and what can be done about all of it at once. */
  function head({ code, entries: own }) {
    const findings = own.map(({ finding }) => finding);
    const fixable = findings.filter(isSafelyFixed).map(({ id }) => id);
    const answerable = findings.filter(isAnswerable).map(({ id }) => id);
    const said = JSON.stringify([own.length, fixable, answerable]);
    const drawn = heads.get(code);
    if (drawn?.said === said) return drawn.element;
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
    heads.set(code, { said, element: made });
    return made;
  }

  function drawPosition(listed) {
    const { index, of } = position(listed, filter, current);
    const said = of ? `${index || '–'} / ${of}` : '';
    if (where.textContent !== said) {
      where.textContent = said;
      where.title = words.position;
    }
    for (const button of [back, next]) button.hidden = !entries.size;
    const marked = list.querySelector('[aria-current]');
    const wanted = entries.has(current) && index ? entries.get(current).element : null;
    if (marked === wanted) return;
    if (marked) marked.removeAttribute('aria-current');
    if (wanted) wanted.setAttribute('aria-current', 'true');
  }

  /** Scrolls the list, and only the list, to where she is. */
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

  /** The box in which the department says why a figure stays as it is. */
  function answer(finding, button) {
    ask(button.closest('.finding').querySelector('.body'), button, words.reasonLabel, [finding.id]);
  }

  /** One reason for all findings of a rule. */
  function answerAll(ids, button) {
    ask(button.closest('.rule'), button, words.reasonForAll(ids.length), ids);
  }

  function ask(holder, button, said, ids) {
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
    const form = answerForm({ label: said, words, onKeep, onClose });
    holder.append(form);
    button.setAttribute('aria-expanded', 'true');
    part(form, 'textarea').focus();
    form.scrollIntoView({ block: 'nearest' });
  }
}
