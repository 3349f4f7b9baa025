/** The entry of browsers, with a bundler or without. */
import load from "./jixiao.js";
import { reader } from "./read.js";

export * from "./jixiao.js";
export const { read, write } = reader();

/*
 * A module that uses every WebAssembly feature the real one may use, so that an old browser gets a sentence instead of
 * "CompileError: invalid value type 0x6f":
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
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 4, 4, 1, 111, 0, 0, 5, 3, 1, 0, 0, 6, 6, 1, 127,
  1, 65, 0, 11, 7, 5, 1, 1, 103, 3, 0, 10, 26, 1, 24, 0, 208, 111, 26, 65, 0, 65, 0, 65, 0, 252, 11, 0, 65, 0, 192, 67,
  0, 0, 0, 0, 252, 0, 11,
]);

export default async function init(module) {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(PROBE)) {
    throw new Error(
      "浏览器版本过旧，无法校验：请使用 Chrome 或 Edge 96、Firefox 79、Safari 15.1 及以上版本（this browser is too old: " +
        "Chrome or Edge 96, Firefox 79, Safari 15.1 or later is needed）",
    );
  }
  return load(module === undefined ? undefined : { module_or_path: module });
}
