import { isAnswerable, standing } from './cell.js';
import { fill, h, mend, settle } from './dom.js';

const FIRST = ['SUM', 'RAT', 'SCO', 'XDC', 'NAR']; // the checks an officer cares about most
const MOST = 100; // findings listed at once
const RANK = { error: 0, warning: 1, info: 2, acknowledged: 3 };

/** The findings of a form, gravest first and then as the form reads, each leading to its cell. */
export function createSummary({ places, onFix, onCheck, onAcknowledge, place }) {
  const heading = h('h2', { id: 'summary-heading', tabindex: '-1' });
  const counts = h('p', { class: 'counts' });
  const list = h('ol', { class: 'findings' });
  const more = h('button', { type: 'button', class: 'link', on: { click: unfold } });
  const rest = h('p', { class: 'rest', hidden: true }, more);
  const verified = h('p', { class: 'verified', hidden: true });
  const element = h('section', { class: 'summary', part: 'summary', 'aria-labelledby': 'summary-heading' },
    h('header', {}, heading, counts), list, rest, verified);
  const entries = new Map(); // finding id → { finding, rank, place, element }, the last made when it is shown
  let limit = MOST;
  let waiting = 0; // findings that are held back
  let told = '';
  let words;

  const summary = {
    element,
    heading,

    /** How many checks were made and held, per family. */
    tellVerified(held) {
      const rank = (family) => (FIRST.includes(family) ? FIRST.indexOf(family) : FIRST.length);
      const parts = Object.keys(held || {}).filter((family) => held[family] > 0).sort((a, b) => rank(a) - rank(b))
        .map((family) => ({ family, n: held[family] }));
      const said = parts.length ? words.verified(parts) : '';
      verified.hidden = !said;
      if (verified.textContent !== said) verified.textContent = said;
    },

    /** Everything anew, as on opening a document or changing the language; `held` are findings that wait. */
    draw(findings, held, nextWords) {
      words = nextWords;
      limit = MOST;
      entries.clear();
      summary.change([], findings, held);
    },

    /** Takes out the findings whose ids are `gone` and puts in those that `come`; the others stay as they are. */
    change(gone, come, held) {
      waiting = held;
      for (const id of gone) entries.delete(id);
      for (const finding of come) entries.set(finding.id, { finding, rank: RANK[standing(finding)], place: place(finding.path) });
      const sorted = [...entries.values()].sort((a, b) => a.rank - b.rank || a.place - b.place);
      show(sorted);
      const findings = sorted.map(({ finding }) => finding);
      const state = sorted.length ? standing(findings[0]) : held ? 'open' : 'verified';
      const next = JSON.stringify([state, count(findings), held, words.summary]);
      if (next === told) return;
      told = next;
      element.dataset.state = state === 'acknowledged' ? 'verified' : state;
      mend(heading, sorted.length || held ? words.summary : words.clean);
      mend(counts, sorted.length ? tally(findings, words) : !held && words.cleanMore,
        held > 0 && [' ', words.held, ' ', h('button', { type: 'button', class: 'check', on: { click: onCheck } }, words.check)]);
    },

    /** Asks why a finding is to stay as it is. */
    answer(id) {
      const entry = entries.get(id);
      if (!entry) return;
      if (!entry.element) {
        limit = entries.size;
        summary.change([], [], waiting);
      }
      answer(entry.finding, entry.element.querySelector('.side [aria-expanded]'));
    },

    /** To what can be done about a finding: as it has been answered for, to taking that back. */
    focus(code, path) {
      const button = list.querySelector(`.finding[data-code="${code}"][data-path="${CSS.escape(path)}"] .quiet`);
      (button || heading).focus();
    },
  };
  return summary;

  /** The first of them; a form with thousands is not helped by thousands of lines. */
  function show(sorted) {
    const shown = sorted.slice(0, limit);
    for (const entry of shown) entry.element = entry.element || item(entry.finding);
    settle(list, shown.map((entry) => entry.element));
    const hidden = sorted.length - shown.length;
    rest.hidden = !hidden;
    if (hidden) mend(more, words.more(hidden));
  }

  function unfold() {
    const last = list.lastElementChild;
    limit += MOST;
    summary.change([], [], waiting);
    last.nextElementSibling.querySelector('.go').focus();
  }

  function item(finding) {
    const { where, elsewhere, source } = places.where(finding.path);
    const quote = finding.span && places.quote(finding.path, finding.span);
    const reason = finding.acknowledged;
    const answered = reason !== undefined;
    const side = h('div', { class: 'side' },
      h('code', {}, finding.code),
      !answered && finding.fix && h('button', { type: 'button', class: 'fix', part: 'fix', title: finding.fix.title, on: { click: () => onFix(finding.id) } },
        words.fix, h('span', { class: 'sr' }, ` ${finding.fix.title}`)),
      answered && h('button', { type: 'button', class: 'quiet', on: { click: () => onAcknowledge(finding.id, null) } },
        words.takeBack, h('span', { class: 'sr' }, ` ${where}`)),
      isAnswerable(finding) && h('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', on: { click: (event) => answer(finding, event.currentTarget) } },
        words.acknowledge, h('span', { class: 'sr' }, ` ${where}`)));
    return h('li', { class: 'finding', part: 'finding', 'data-severity': standing(finding), 'data-code': finding.code, 'data-path': finding.path },
      h('span', { class: 'severity' }, words.severity[standing(finding)]),
      h('div', { class: 'body' },
        h('button', { type: 'button', class: 'go', title: words.go, on: { click: () => places.go(finding.path, finding.span) } },
          h('span', { class: 'where', lang: 'zh-CN' }, where, elsewhere && ` · ${words.elsewhere}`, source && h('span', { class: 'source' }, ` ${source}`)),
          quote && h('q', { lang: 'zh-CN' }, quote),
          h('span', { class: 'message' }, finding.message)),
        answered && h('p', { class: 'reason' }, h('span', { class: 'term' }, words.reason), reason),
        figures(finding),
        finding.advice && h('p', { class: 'advice' }, finding.advice),
        grounds(finding)),
      side);
  }

  /** The box in which the department says why a figure stays as it is. */
  function answer(finding, button) {
    const body = button.closest('.finding').querySelector('.body');
    const close = () => {
      form.remove();
      button.setAttribute('aria-expanded', 'false');
      button.focus();
    };
    const open = body.querySelector('form');
    if (open) {
      open.querySelector('textarea').focus();
      return;
    }
    const input = h('textarea', { rows: '2', required: true });
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim()) onAcknowledge(finding.id, input.value.trim());
      else input.focus();
    };
    const form = h('form', { class: 'answer', on: { submit, keydown: (event) => { if (event.key === 'Escape') close(); } } },
      h('label', {}, words.reasonLabel, input),
      h('button', { type: 'submit', class: 'fix' }, words.keep), ' ',
      h('button', { type: 'button', class: 'quiet', on: { click: close } }, words.cancel));
    body.append(form);
    button.setAttribute('aria-expanded', 'true');
    input.focus();
    form.scrollIntoView({ block: 'nearest' });
  }

  /** Claimed → expected, and the working. */
  function figures(finding) {
    const { claimed, expected, difference, formula } = finding;
    if (expected === undefined && formula === undefined) return null;
    return h('dl', { class: 'figures' },
      claimed !== undefined && expected !== undefined && h('div', {}, h('dt', {}, words.claimed), h('dd', { class: 'claimed' }, claimed)),
      expected !== undefined && h('div', {}, h('dt', {}, words.expected), h('dd', { class: 'expected' }, expected)),
      difference !== undefined && h('div', {}, h('dt', {}, words.difference), h('dd', {}, difference)),
      formula !== undefined && h('div', {}, h('dt', {}, words.formula), h('dd', { class: 'formula' }, formula)));
  }

  function grounds({ basis, related }) {
    if (!basis && !(related && related.length)) return null;
    return h('div', { class: 'more' },
      basis && h('p', {}, h('span', { class: 'term' }, words.basis), ' ', basis),
      related && related.length > 0 && relatedCells(related));
  }

  /** The cells that take part; where there are many they are folded, and made when they are unfolded. */
  function relatedCells(related) {
    const links = () => related.map(({ path, note }, index) => [
      index > 0 && '、',
      h('button', { type: 'button', class: 'link', lang: 'zh-CN', on: { click: () => places.go(path) } }, places.where(path).where),
      note && `（${note}）`,
    ]);
    if (related.length <= 3) return h('p', {}, h('span', { class: 'term' }, words.related), ' ', links());
    const inside = h('p');
    const toggle = () => { if (!inside.firstChild) fill(inside, links()); };
    return h('details', { on: { toggle } }, h('summary', {}, words.relatedCells(related.length)), inside);
  }
}

/** How many findings of each severity, and how many are answered for; added to `n`. */
export function count(findings, n = { error: 0, warning: 0, info: 0, acknowledged: 0 }) {
  for (const finding of findings) n[standing(finding)] += 1;
  return n;
}

function tally(findings, words) {
  const n = count(findings);
  return Object.keys(n).filter((severity) => n[severity]).map((severity) =>
    h('span', { class: 'count', 'data-severity': severity }, h('b', {}, String(n[severity])), ` ${words.count[severity](n[severity])}`));
}
