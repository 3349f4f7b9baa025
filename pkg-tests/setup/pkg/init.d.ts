/**
 * Loads the WebAssembly module; every other function needs it to have loaded. Calling it again changes nothing.
 *
 * Without an argument it takes the file beside the script, in browsers and in Node alike. Otherwise: a URL to fetch
 * (in Node also a `file:` URL), the module's bytes, a `Response`, a `WebAssembly.Module`, or a promise of one of these.
 * Rejects with a plain sentence where the browser is too old.
 */
export default function init(module?: unknown): Promise<unknown>;
