import { h } from './dom.js';
import { isTable } from './intake.js';

/** The form of the cell that has the focus. */
const FORM = 'typing';

/**
 * What keyboard, clipboard and mouse do in the cells of a form:
 * every keystroke goes to `onInput(cell, inputType)`, text in composition once it is committed; undo and redo are the form's own;
 * Enter goes on as in a spreadsheet, F8 to the next finding, Escape hides what is said at a cell.
 */
export function listen(paper, { cells, onInput, onUndo, onRedo, onNext, onTable, onFocus, onLeave }) {
  const cellOf = (event) => cells.of(event.target);

  // Browsers that offer to fill in forms read, with every key and every move of the cursor, all fields of the form that a field belongs
  // to, and for a field of none all such fields of the page: thousands of cells. The one with the focus has a form to itself.
  paper.before(h('form', { id: FORM, hidden: true }));

  paper.addEventListener('input', (event) => {
    const cell = cellOf(event);
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

  paper.addEventListener('paste', (event) => {
    const cell = cellOf(event);
    if (event.clipboardData && isTable(event.clipboardData) && onTable(event.clipboardData)) {
      event.preventDefault();
      return;
    }
    // One cell copied from a spreadsheet ends with a line break that is no part of it.
    const pasted = event.clipboardData && event.clipboardData.getData('text/plain');
    if (!cell || !cell.single || !pasted || !/\r?\n$/.test(pasted)) return;
    event.preventDefault();
    const { input } = cell;
    input.setRangeText(pasted.replace(/[\r\n]+$/, ''), input.selectionStart, input.selectionEnd, 'end');
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
    const frame = event.target.closest('.frame');
    if (!frame || event.target.closest('textarea, button, .note')) return;
    event.preventDefault();
    frame.querySelector('textarea').focus();
  });
}
