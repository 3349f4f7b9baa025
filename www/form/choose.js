import { h } from './dom.js';

/**
 * Asks for one of several answers, `{ key: label }` each, the first being what is mostly meant. Resolves to its key, to undefined
 * where the dialog is dismissed. It lives in `root`; the focus goes back to where it was.
 */
export function choose(root, { heading, more, answers, cancel }) {
  const [[first]] = Object.entries(answers);
  // Firefox 79 and Safari 15.1 know no dialogs.
  if (!window.HTMLDialogElement) return Promise.resolve(window.confirm([heading, more].filter(Boolean).join('\n')) ? first : undefined);
  return new Promise((resolve) => {
    const answer = (label, key) => h('button', {
      type: 'button', class: key === first ? 'fix' : 'quiet',
      on: {
        click: () => {
          resolve(key);
          dialog.close();
        },
      },
    }, label);
    const dialog = h('dialog', {
      class: 'ask choose', part: 'dialog', 'aria-labelledby': 'choose-heading',
      on: {
        close: () => {
          resolve(undefined);
          dialog.remove();
        },
      },
    },
    h('h2', { id: 'choose-heading' }, heading),
    more && h('p', {}, more),
    h('div', { class: 'answers' }, Object.entries(answers).map(([key, label]) => answer(label, key)), answer(cancel)));
    root.append(dialog);
    dialog.showModal();
    dialog.querySelector('.fix').focus();
  });
}
