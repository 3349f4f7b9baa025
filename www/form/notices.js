import { fill, h } from './dom.js';

/** What the form has to tell besides findings: that work was found, what was read or filled in, what was left over. */
export function createNotices({ words }) {
  const trouble = h('p', { class: 'trouble', part: 'notice', hidden: true });
  const offer = h('div', { class: 'offer', part: 'notice', hidden: true });
  const notice = h('div', { class: 'notice', part: 'notice', hidden: true });
  const unread = h('div', { hidden: true });
  const status = h('p', { class: 'sr', role: 'status', 'aria-live': 'polite' });

  const notices = {
    above: [trouble, offer],
    notice,
    unread,
    status,

    /** To those who cannot see, when they are done listening to something else. */
    say(said) {
      if (status.textContent !== said) status.textContent = said;
    },

    /** To everybody, until it is closed or something else happens. `said` is text, `more` elements after it. */
    tell(said, { more, problem } = {}) {
      const { close } = words();
      const onClose = () => {
        notices.clear();
        notice.parentNode.querySelector('button').focus();
      };
      fill(notice, h('p', {}, said, more), h('button', { type: 'button', class: 'close', 'aria-label': close, title: close, on: { click: onClose } }, '×'));
      notice.classList.toggle('problem', Boolean(problem));
      notice.hidden = false;
      notices.say(said);
    },

    clear() {
      notice.hidden = true;
    },

    /** That there is nothing to show, and why; '' when there is. */
    fail(said) {
      fill(trouble, said);
      trouble.hidden = !said;
      if (said) notices.say(said);
    },

    /** Work of an earlier visit, to be taken up or left. */
    offer(draft, locale, onAnswer) {
      offer.hidden = !draft;
      if (!draft) return;
      const answer = (taken) => () => {
        offer.hidden = true;
        onAnswer(taken);
      };
      const { offer: said, restore, discard } = words();
      const saved = new Date(draft.savedAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
      fill(offer, h('p', {}, said(saved, draft.filing.documents.length)), h('div', { class: 'answers' },
        h('button', { type: 'button', class: 'fix', on: { click: answer(true) } }, restore), ' ',
        h('button', { type: 'button', class: 'quiet', on: { click: answer(false) } }, discard)));
    },

    /** What was in a source and is in no form: nothing is lost silently. */
    leftOver(parts) {
      const said = words().unread(parts.length);
      unread.hidden = !parts.length;
      fill(unread, parts.length > 0 && h('details', { class: 'unread', part: 'unread' },
        h('summary', {}, said),
        h('ul', { lang: 'zh-CN', tabindex: '0', 'aria-label': said },
          parts.map(({ location, text }) => h('li', {}, h('span', { class: 'place' }, location), ' ', text)))));
    },
  };
  return notices;
}
