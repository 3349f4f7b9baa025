import { fill, h, part } from './dom.js';

/**
 * The row of buttons above a form. `on` holds their actions: complete, row(button), read, undo,
 * redo, print, export(what), profile(id), generate(button).
 */
export function createTools(on) {
  const element = h('div', { class: 'tools', part: 'tools', role: 'group' });
  const button = (label, click, more) =>
    h('button', { type: 'button', class: 'tool', part: 'tool', ...more, on: { click } }, label);
  let undo;
  let redo;

  return {
    element,

    draw({ words, readonly, profile, profiles }) {
      element.setAttribute('aria-label', words.tools);
      undo = button(words.undo, on.undo, { 'aria-keyshortcuts': 'Control+Z', title: 'Ctrl+Z' });
      redo = button(words.redo, on.redo, { 'aria-keyshortcuts': 'Control+Y', title: 'Ctrl+Y' });
      fill(
        element,
        !readonly &&
          button(words.complete, on.complete, { class: 'tool main', title: words.completeHint }),
        !readonly && h('div', { class: 'group' }, undo, redo),
        !readonly &&
          button([words.row, ' ▾'], (event) => on.row(event.currentTarget), {
            title: words.rowHint,
            'aria-haspopup': 'menu',
          }),
        h(
          'div',
          { class: 'group end' },
          !readonly && chooseProfile(profile, profiles, words),
          !readonly && button(words.read, on.read, { title: words.readHint }),
          !readonly &&
            button([words.stages.generate, ' ▾'], (event) => on.generate(event.currentTarget), {
              'aria-haspopup': 'menu',
            }),
          printing(words),
          exports(words),
        ),
      );
    },

    /** Disables buttons that have nothing to act on. A focused button keeps the focus. */
    tell({ canUndo, canRedo }) {
      if (undo) undo.setAttribute('aria-disabled', String(!canUndo));
      if (redo) redo.setAttribute('aria-disabled', String(!canRedo));
    },
  };

  /** The choice of rules. A profile of the portal's own is an additional choice. */
  function chooseProfile(profile, profiles, words) {
    const own =
      profile !== null && typeof profile === 'object'
        ? [{ id: '', name: profile.name || profile.id }]
        : [];
    const chosen = own.length ? '' : profile || 'cn';
    const change = (event) => {
      if (event.target.value) on.profile(event.target.value);
    };
    return h(
      'label',
      { class: 'profiles' },
      h('span', {}, words.profile),
      h(
        'select',
        { class: 'tool', part: 'tool', on: { change } },
        [...own, ...profiles].map(({ id, name }) =>
          h('option', { value: id, lang: 'zh-CN', selected: id === chosen }, name),
        ),
      ),
    );
  }

  function printing(words) {
    const annex = h('input', { type: 'checkbox' });
    return menu(words.print, (close) => [
      Object.keys(words.prints).map((what) =>
        button(words.prints[what], () => {
          close();
          on.print({ all: what === 'filing', annex: annex.checked });
        }),
      ),
      h('label', { class: 'option' }, annex, words.printAnnex),
    ]);
  }

  function exports(words) {
    return menu(words.exporting, (close) =>
      Object.keys(words.exports).map((what) =>
        button(words.exports[what], () => {
          close();
          on.export(what);
        }),
      ),
    );
  }

  /** A button that opens a list of choices; `choices` gets a function that closes it. */
  function menu(title, choices) {
    const close = () => {
      element.open = false;
    };
    const keydown = (event) => {
      if (event.key !== 'Escape') return;
      close();
      part(element, 'summary').focus();
    };
    const focusout = (event) => {
      if (!element.contains(event.relatedTarget)) close();
    };
    const element = h(
      'details',
      { class: 'menu', on: { keydown, focusout } },
      h('summary', { class: 'tool', part: 'tool' }, title),
      h('div', { class: 'choices' }, choices(close)),
    );
    return element;
  }
}
