import { fill, h } from './dom.js';

/**
 * Shows near the tools whether the work is saved: unobtrusively if it is, persistently if not. `on`
 * holds `export`, `again` (retries the save), `here` (takes the draft back from another tab) and
 * `copy`.
 */
export function createSaving({ words, locale, say, on }) {
  const element = h('div', { class: 'saving', part: 'saving', hidden: true });
  const button = (label, click) =>
    h('button', { type: 'button', class: 'tool', part: 'tool', on: { click } }, label);
  let shown; // what is shown: 'saving', 'saved', 'elsewhere', or the code of a failure
  let last; // draws it again in another language

  function show(what, text, ...buttons) {
    const isProblem = buttons.length > 0;
    // Reuses unchanged buttons, so that they keep the focus.
    if (!isProblem || shown !== what) {
      fill(element, h('p', {}, text), buttons);
      if (isProblem) say(text);
    }
    shown = what;
    element.hidden = false;
    element.classList.toggle('problem', isProblem);
  }

  const saving = {
    element,

    /** @param {Omit<import('./keeping.js').Saved, 'id'>} saved */
    show({ state, code, at }) {
      last = () => saving.show({ state, code, at });
      const { kept } = words();
      const time =
        at && new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });
      if (state === 'unsaved')
        show(
          code,
          kept.unsaved(kept.reasons[String(code)]),
          button(kept.export, on.export),
          button(kept.again, on.again),
        );
      else show(state, state === 'saved' ? kept.saved(time) : kept.saving);
    },

    /** Another tab has the draft. */
    elsewhere() {
      last = saving.elsewhere;
      const { kept } = words();
      show('elsewhere', kept.lost, button(kept.here, on.here), button(kept.copy, on.copy));
    },

    /** Draws it in another language. */
    speak() {
      shown = undefined;
      if (last) last();
    },

    clear() {
      shown = undefined;
      last = undefined;
      element.hidden = true;
    },
  };
  return saving;
}
