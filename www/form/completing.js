/** Fills in computed values: blank cells at once, filled ones only as far as the officer agrees. */
import { h, refill, part } from './dom.js';

/**
 * Asks which filled cells may be overwritten. `propose(keep)` is the core's patch if the cells in
 * `keep` stay as they are; since values follow from other cells, the proposals change with every
 * tick. Resolves to the patch to apply, or to undefined if cancelled. Asks nothing if no cell would
 * be overwritten.
 */
export function askToComplete(root, { propose, where, at, words }) {
  const first = propose([]);
  const over = writes(first).filter(({ path }) => !isBlank(at(path)));
  if (!over.length) return Promise.resolve(first);
  if (!window.HTMLDialogElement)
    return Promise.resolve(window.confirm(words.overwrite(over.length)) ? first : undefined); // Firefox 79, Safari 15.1
  const keep = new Set();
  let patch = first;

  return new Promise((resolve) => {
    const finish = (answer) => {
      resolve(answer);
      dialog.close();
    };
    const lines = over.map(({ path }) => {
      const after = h('ins');
      const toggle = ({ target }) => {
        if (target.checked) keep.delete(path);
        else keep.add(path);
        patch = propose([...keep]);
        show();
      };
      const box = h('input', { type: 'checkbox', checked: true, on: { change: toggle } });
      return {
        path,
        after,
        element: h(
          'li',
          {},
          h(
            'label',
            {},
            box,
            h('span', { class: 'where' }, where(path)),
            ' ',
            h('del', {}, String(at(path))),
            ' → ',
            after,
          ),
        ),
      };
    });
    const heading = h('h2', { id: 'ask-heading' }, words.overwrite(over.length));
    const rest = h('p', { class: 'hint' });
    const dialog = h(
      'dialog',
      {
        class: 'ask',
        part: 'dialog',
        'aria-labelledby': 'ask-heading',
        on: {
          close: () => {
            resolve(undefined);
            dialog.remove();
          },
        },
      },
      heading,
      h(
        'ul',
        { lang: 'zh-CN', tabindex: '0', 'aria-labelledby': 'ask-heading' },
        lines.map(({ element }) => element),
      ),
      rest,
      h(
        'div',
        { class: 'answers' },
        h(
          'button',
          { type: 'button', class: 'fix', on: { click: () => finish(patch) } },
          words.overwriteAll,
        ),
        ' ',
        h(
          'button',
          { type: 'button', class: 'quiet', on: { click: () => finish(undefined) } },
          words.cancel,
        ),
      ),
    );

    /** Shows the new value of each cell that would be overwritten. */
    function show() {
      const values = new Map(writes(patch).map(({ path, value }) => [path, value]));
      for (const { path, after } of lines)
        after.textContent = values.has(path) ? String(values.get(path)) : String(at(path));
      const blank = [...values.keys()].filter((path) => isBlank(at(path))).length;
      refill(rest, blank ? words.alsoBlank(blank) : '');
    }

    show();
    root.append(dialog);
    dialog.showModal();
    part(dialog, '.answers .fix').focus();
  });
}

/** The operations of a patch that write, without its tests. */
export function writes(patch) {
  return patch.filter(({ op }) => op !== 'test');
}

function isBlank(value) {
  return value === undefined || value === null || String(value).trim() === '';
}
