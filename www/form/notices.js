import { fill, h } from './dom.js';

/** What the form has to tell besides findings: that work was found, what was read or filled in, what was left over. */
export function createNotices() {
  const offer = h('div', { class: 'offer', part: 'notice', hidden: true });
  const notice = h('div', { class: 'notice', part: 'notice', hidden: true });
  const unread = h('div', { hidden: true });
  const status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });

  const notices = {
    elements: [offer, notice, unread],
    status,

    /** To those who cannot see, when they are done listening to something else. */
    say(said) {
      if (status.textContent !== said) status.textContent = said;
    },

    /** To everybody. `said` is text, `more` elements after it. */
    tell(said, { more, problem } = {}) {
      fill(notice, h('p', {}, said, more));
      notice.classList.toggle('problem', Boolean(problem));
      notice.hidden = false;
      notices.say(said);
    },

    clear() {
      notice.hidden = true;
    },

    /** Work of an earlier visit, to be taken up or left. */
    offer(draft, words, locale, onAnswer) {
      offer.hidden = !draft;
      if (!draft) return;
      const answer = (taken) => () => {
        offer.hidden = true;
        onAnswer(taken);
      };
      const saved = new Date(draft.savedAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
      fill(offer, h('p', {}, words.offer(saved, draft.filing.documents.length)), h('div', { class: 'answers' },
        h('button', { type: 'button', class: 'fix', on: { click: answer(true) } }, words.restore), ' ',
        h('button', { type: 'button', class: 'quiet', on: { click: answer(false) } }, words.discard)));
    },

    /** What was in a source and is in no form: nothing is lost silently. */
    leftOver(parts, words) {
      unread.hidden = !parts.length;
      fill(unread, parts.length > 0 && h('details', { class: 'unread', part: 'unread' },
        h('summary', {}, words.unread(parts.length)),
        h('ul', { lang: 'zh-CN', tabindex: '0', 'aria-label': words.unread(parts.length) },
          parts.map(({ location, text }) => h('li', {}, h('span', { class: 'place' }, location), ' ', text)))));
    },
  };
  return notices;
}
