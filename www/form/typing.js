import { h } from './dom.js';

/** Id of the form element for the focused cell. */
const FORM = 'typing';

/**
 * Handles keyboard, clipboard and mouse in the cells of a form. Every keystroke goes to
 * `onInput(cell, inputType)`, composed text once it is committed. Undo and redo are the form's own.
 * In tables, `selection` handles keys and mouse, `blocks` copying and pasting; Escape hides the
 * note at a cell.
 */
export function listen(
  paper,
  { cells, selection, blocks, onInput, onUndo, onRedo, onFocus, onLeave },
) {
  const cellOf = (event) => cells.of(event.target);

  // Browsers that offer autofill read, with every key and every move of the cursor, all fields of
  // the form element that a field belongs to, or all fields of the page without one: thousands of
  // cells. So the focused cell gets a form element of its own.
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
      // A figure is a single line.
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
    // One cell copied from a spreadsheet ends with a line break that is not part of it.
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
    if (!frame || event.target.closest('textarea, button, .note, .proved, .handle')) return;
    event.preventDefault();
    frame.querySelector('textarea').focus();
  });
}
