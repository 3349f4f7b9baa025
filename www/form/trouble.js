/** What went wrong, in the officer's words. What a browser or a loader says of it is for developers and goes to the console. */

/** A core or reader that did not load: the network's or the browser's doing, and no fault of a filing. */
export class LoadError extends Error {
  constructor(cause) {
    super(String(cause?.message || cause));
    this.name = 'LoadError';
    this.cause = cause;
  }
}

/** Why a filing cannot be shown. */
export function whyNotShown(error, { trouble }) {
  if (error instanceof LoadError) return trouble.core;
  if (error.name === 'JixiaoError' || error instanceof SyntaxError)
    return trouble.filing(error.path);
  return isOfMemory(error) ? trouble.memory : trouble.other;
}

/** Why a source was not read: the reader's own sentence where it has one. A path is one into a filing's JSON. */
export function whyNotRead(error, { trouble }) {
  if (error.name === 'JixiaoError') return error.path ? trouble.filing(error.path) : error.message;
  if (typeof DOMException === 'function' && error instanceof DOMException) return trouble.file;
  return isOfMemory(error) ? trouble.memory : trouble.reader;
}

function isOfMemory(error) {
  return error instanceof RangeError;
}
