/**
 * What was changed, to undo and redo it.
 *
 * The browser's own undo forgets a cell as soon as a script writes to it, and a fix is such a write;
 * so the form keeps one history of its own. A step is a list of { path, before, after }.
 */
export function createHistory() {
  let done = [];
  let undone = [];
  let run = null; // the step that typing still adds to

  return {
    /** Records a step. Steps with the same run (typing on in one cell) become one. */
    record(changes, runName) {
      undone = [];
      const last = done[done.length - 1];
      if (runName && run === runName && last) {
        last.forEach((change, index) => { change.after = changes[index].after; });
      } else {
        done.push(changes);
        if (done.length > 500) done.shift();
      }
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
    undo() {
      run = null;
      const step = done.pop();
      if (step) undone.push(step);
      return step && step.map(({ path, before }) => ({ path, value: before })).reverse();
    },
    redo() {
      run = null;
      const step = undone.pop();
      if (step) done.push(step);
      return step && step.map(({ path, after }) => ({ path, value: after }));
    },
    clear() {
      done = [];
      undone = [];
      run = null;
    },
  };
}
