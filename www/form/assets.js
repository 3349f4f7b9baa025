/** Locates the files that are not scripts: beside the scripts, or where `load` was told. */
import init from '../pkg/index.js';

const CORE = 'jixiao_bg.wasm';

let given;
let loading;

/**
 * Loads the core once, for all forms of the page; a form does so by itself. Rejects where WebAssembly cannot run.
 *
 * `module` is what `init` takes. If it is the URL of a `jixiao_bg.wasm`, the style sheet and the
 * file reader are looked for beside it as well: bundlers that do not rewrite `new URL(…,
 * import.meta.url)` need that.
 */
export function load(module) {
  if (module !== undefined) given = module;
  // Forms in the page call this before the page's own script can: a call in the same tick still
  // counts.
  loading =
    loading ||
    Promise.resolve()
      .then(() => init(given))
      .catch((error) => {
        loading = undefined; // so that the next call tries again
        throw error;
      });
  return loading;
}

/** The URL of the style sheet: `own`, unless `load` was told where the files are. */
export async function stylesheet(own) {
  await undefined; // as in `load`
  const isUrl = typeof given === 'string' || given instanceof URL;
  const core = isUrl ? new URL(given, document.baseURI) : undefined;
  return core?.pathname.endsWith(`/${CORE}`) ? new URL('jixiao-form.css', core).href : own.href;
}
