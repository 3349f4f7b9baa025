/** Where the files are that are no scripts: beside the scripts, or where `load` was told. */
import init from '../pkg/index.js';

const CORE = 'jixiao_bg.wasm';

let told;
let loading;

/**
 * Loads the core once, for all forms of the page; a form does so by itself. Rejects where WebAssembly cannot run.
 *
 * `module` is what `init` takes. Given the URL of a `jixiao_bg.wasm`, the style sheet and the file
 * reader are looked for beside it too: bundlers that leave `new URL(…, import.meta.url)` alone need that.
 */
export function load(module) {
  if (module !== undefined) told = module;
  // Forms that are in the page before this script ask first: what the page tells in the same breath still counts.
  loading =
    loading ||
    Promise.resolve()
      .then(() => init(told))
      .catch((error) => {
        loading = undefined; // the next one tries again
        throw error;
      });
  return loading;
}

/** The URL of the style sheet, which is `own` unless `load` was told where the files are. */
export async function stylesheet(own) {
  await undefined; // as in `load`
  const isUrl = typeof told === 'string' || told instanceof URL;
  const core = isUrl ? new URL(told, document.baseURI) : undefined;
  return core?.pathname.endsWith(`/${CORE}`) ? new URL('jixiao-form.css', core).href : own.href;
}
