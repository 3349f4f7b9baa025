import { h } from './dom.js';

/**
 * Asks before filled cells are written over: `changes` are { where, before, after }.
 * Resolves to whether it may be done. The dialog lives in `root`; the focus goes back to where it was.
 */
export function askToOverwrite(root, changes, words) {
  if (!window.HTMLDialogElement) return Promise.resolve(window.confirm(words.overwrite(changes.length))); // Firefox 79, Safari 15.1
  return new Promise((resolve) => {
    const answer = (said) => () => {
      dialog.close();
      resolve(said);
    };
    const dialog = h('dialog', {
      class: 'ask', part: 'dialog', 'aria-labelledby': 'ask-heading',
      on: { cancel: () => resolve(false), close: () => dialog.remove() },
    },
    h('h2', { id: 'ask-heading' }, words.overwrite(changes.length)),
    h('ul', { lang: 'zh-CN', tabindex: '0', 'aria-labelledby': 'ask-heading' }, changes.map(({ where, before, after }) => h('li', {},
      h('span', { class: 'where' }, where), ' ', h('del', {}, before), ' → ', h('ins', {}, after)))),
    h('div', { class: 'answers' },
      h('button', { type: 'button', class: 'fix', on: { click: answer(true) } }, words.overwriteAll), ' ',
      h('button', { type: 'button', class: 'quiet', on: { click: answer(false) } }, words.cancel)));
    root.append(dialog);
    dialog.showModal();
    dialog.querySelector('.answers .fix').focus();
  });
}
