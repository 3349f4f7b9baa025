import { h } from './dom.js';

/** The form of the cell that has the focus. */
const FORM = 'typing';

/**
 * What keyboard, clipboard and mouse do in the cells of a form:
 * every keystroke goes to `onInput(cell, inputType)`, text in composition once it is committed; undo and redo are the form's own;
 * what keys and mouse do in a table is `selection`'s to say, what copying and pasting does `blocks`'; Escape hides what is said at a cell.
 */
export function listen(
  paper,
  { cells, selection, blocks, onInput, onUndo, onRedo, onFocus, onLeave },
) {
  const cellOf = (event) => cells.of(event.target);

  // Browsers that offer to fill in forms read, with every key and every move of the cursor, all fields of the form that a field belongs
  // to, and for a field of none all such fields of the page: thousands of cells. The one with the focus has a form to itself.
  paper.before(h('form', { id: FORM, hidden: true }));

  paper.addEventListener('input', (event) => {
    const cell = cellOf(event);
    selection.edit();
    if (cell && !event.isComposing) onInput(cell, event.inputType);
  });

  paper.addEventListener('compositionend', (event) => {
    const cell = cellOf(event);
    if (cell) onInput(cell, 'insertCompositionText');
  });

  paper.addEventListener('beforeinput', (event) => {
    const travel = { historyUndo: onUndo, historyRedo: onRedo }[event.inputType];
    if (!travel) return;
    event.preventDefault();
    travel();
  });

  paper.addEventListener('keydown', (event) => {
    const cell = cellOf(event);
    if (!cell || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (key === 'z' && !event.shiftKey) onUndo();
      else onRedo();
    } else if (selection.keydown(event, cell)) {
      event.preventDefault();
    } else if (event.key === 'Escape') {
      cell.frame.classList.add('dismissed');
    } else if (event.key === 'Enter' && cell.single && !command && !event.altKey) {
      // A figure has one line.
      event.preventDefault();
      const next = cells.beyond(cell, event.shiftKey ? -1 : 1);
      if (!next) return;
      next.input.focus();
      next.input.select();
    }
  });

  for (const action of ['copy', 'cut']) {
    paper.addEventListener(action, (event) => {
      if (blocks[action](event.clipboardData)) event.preventDefault();
    });
  }

  paper.addEventListener('paste', (event) => {
    const cell = cellOf(event);
    if (event.clipboardData && blocks.paste(event.clipboardData, cell)) {
      event.preventDefault();
      return;
    }
    // One cell copied from a spreadsheet ends with a line break that is no part of it.
    const pasted = event.clipboardData?.getData('text/plain');
    if (!cell?.single || !pasted || !/\r?\n$/.test(pasted)) return;
    event.preventDefault();
    const { input } = cell;
    input.setRangeText(
      pasted.replace(/[\r\n]+$/, ''),
      input.selectionStart,
      input.selectionEnd,
      'end',
    );
    onInput(cell, 'insertFromPaste');
  });

  paper.addEventListener('focusin', (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    cell.input.setAttribute('form', FORM);
    cell.frame.classList.remove('dismissed');
    cell.keepNoteInside();
    onFocus(cell);
  });

  paper.addEventListener('focusout', (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    cell.input.removeAttribute('form');
    onLeave(cell);
  });

  // A press anywhere in a cell's frame puts the cursor into the cell.
  paper.addEventListener('mousedown', (event) => {
    if (selection.mousedown(event)) return;
    const frame = event.target.closest('.frame');
    if (!frame || event.target.closest('textarea, button, .note, .handle')) return;
    event.preventDefault();
    frame.querySelector('textarea').focus();
  });
}
