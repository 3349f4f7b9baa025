/** The entry of Node, whose fetch cannot read files. */
import { readFile } from "node:fs/promises";
import load, { initSync } from "./jixiao.js";
import { reader } from "./read.js";

export * from "./jixiao.js";
export const { read, write } = reader(() => readFile(new URL("reader_bg.wasm", import.meta.url)));

export default async function init(module = new URL("jixiao_bg.wasm", import.meta.url)) {
  const given = await module;
  const found = given instanceof URL && given.protocol === "file:" ? await readFile(given) : given;
  // What is at hand is compiled at once: to ask whether it is a Response, Node would first load all of its fetch, which takes longer.
  const isAtHand = ArrayBuffer.isView(found) || found instanceof ArrayBuffer || found instanceof WebAssembly.Module;
  return isAtHand ? initSync({ module: found }) : load({ module_or_path: found });
}
