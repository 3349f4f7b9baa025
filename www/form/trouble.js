/**
 * Errors in the officer's words. The original messages of browsers and loaders go to the console
 * for developers.
 */

/** A core or reader that did not load: a problem of the network or the browser, not of a filing. */
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

/**
 * Why a source was not read, in the reader's own sentence if there is one. A path points into a
 * filing's JSON.
 */
export function whyNotRead(error, { trouble }) {
  if (error.name === 'JixiaoError') return error.path ? trouble.filing(error.path) : error.message;
  if (typeof DOMException === 'function' && error instanceof DOMException) return trouble.file;
  return isOfMemory(error) ? trouble.memory : trouble.reader;
}

function isOfMemory(error) {
  return error instanceof RangeError;
}
