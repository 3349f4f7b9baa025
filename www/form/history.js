/**
 * The history of a filing's states, for undo and redo.
 *
 * The browser's own undo forgets a cell as soon as a script writes to it, as a fix does, so the
 * form keeps its own history. States share unchanged parts (see tree.js), so thousands of them cost
 * little.
 */
const MOST = 10000;

export function createHistory() {
  let done = []; // steps: { before, after, focus }
  let undone = [];
  let run = null; // name of the run of typing that the last step still belongs to

  return {
    /** Records a step. A step of the same run (typing on in one cell) becomes part of the last one. */
    record(step, runName) {
      undone = [];
      const previous = done[done.length - 1];
      if (runName && run === runName && previous) previous.after = step.after;
      else done.push(step);
      if (done.length > MOST) done.shift();
      run = runName || null;
    },
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
    /** Ends a run of typing: what follows is a step of its own. */
    pause() {
      run = null;
    },
    /** The step to undo, or undefined. */
    undo() {
      run = null;
      const step = done.pop();
      if (step) undone.push(step);
      return step;
    },
    redo() {
      run = null;
      const step = undone.pop();
      if (step) done.push(step);
      return step;
    },
    clear() {
      done = [];
      undone = [];
      run = null;
    },
  };
}
