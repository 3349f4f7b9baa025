/** The entry of browsers, with a bundler or without. */
import load, { rules } from './jixiao.js';
import { files } from './read.js';

export * from './jixiao.js';

let loaded;

/**
 * The URL of a `jixiao_bg.wasm` that `init` was given: the other modules are beside it, otherwise
 * beside this script.
 */
let core;
export const { read, write, sarif } = files(
  () =>
    fetched(core ? new URL('reader_bg.wasm', core) : new URL('reader_bg.wasm', import.meta.url)),
  () =>
    fetched(core ? new URL('writer_bg.wasm', core) : new URL('writer_bg.wasm', import.meta.url)),
  rules,
);

/*
 * A module that uses every WebAssembly feature the real one may use, so that an old browser gets a
 * sentence instead of "CompileError: invalid value type 0x6f":
 *
 *   (module
 *     (memory 0)
 *     (table 0 externref)
 *     (global (export "g") (mut i32) (i32.const 0))
 *     (func (result i32 i32)
 *       (drop (ref.null extern))
 *       (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
 *       (i32.extend8_s (i32.const 0))
 *       (i32.trunc_sat_f32_s (f32.const 0))))
 */
const PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 4, 4, 1, 111, 0, 0, 5, 3, 1,
  0, 0, 6, 6, 1, 127, 1, 65, 0, 11, 7, 5, 1, 1, 103, 3, 0, 10, 26, 1, 24, 0, 208, 111, 26, 65, 0,
  65, 0, 65, 0, 252, 11, 0, 65, 0, 192, 67, 0, 0, 0, 0, 252, 0, 11,
]);

export default async function init(module = new URL('jixiao_bg.wasm', import.meta.url)) {
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(PROBE)) {
    throw new Error(
      '浏览器版本过旧，无法校验：请使用 Chrome 或 Edge 96、Firefox 79、Safari 15.1 及以上版本（this browser is too old: ' +
        'Chrome or Edge 96, Firefox 79, Safari 15.1 or later is needed）',
    );
  }
  if (typeof module !== 'string' && !(module instanceof URL))
    return load({ module_or_path: module });
  if (loaded) return loaded;
  const url = new URL(module, globalThis.document?.baseURI ?? globalThis.location?.href);
  // A bundler that renamed the file handles the others as well.
  if (url.pathname.endsWith('/jixiao_bg.wasm')) core = url;
  loaded = await load({ module_or_path: fetched(url) });
  return loaded;
}

/** Fetches a module; if that fails, the error names the URL and what to do. */
async function fetched(url) {
  if (isNode() && url.protocol === 'file:') {
    throw new Error(
      `this is jixiao for browsers, which cannot fetch ${url.href}: in Node, import "jixiao" (node.js of the package), ` +
        'which a bundler finds by the condition "node" of "exports"',
    );
  }
  let response;
  try {
    response = await fetch(url.href);
  } catch (error) {
    throw missing(url, error.message);
  }
  if (!response.ok) throw missing(url, `HTTP ${response.status}`);
  // Servers of single-page apps answer this for missing files.
  if (/^text\/html/.test(response.headers.get('content-type'))) throw missing(url, 'text/html');
  return response;
}

function missing({ href }, reason) {
  return new Error(
    `无法加载校验模块，请联系网站管理员（cannot load ${href}: ${reason}; serve the package's .wasm files there, ` +
      'or say where they are: init(url), load(url) of "jixiao/form"）',
  );
}

function isNode() {
  return (
    typeof process === 'object' &&
    typeof process.versions?.node === 'string' &&
    typeof document === 'undefined'
  );
}
