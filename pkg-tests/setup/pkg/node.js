/** The entry of Node, whose fetch cannot read files. */
import { readFile } from "node:fs/promises";
import load from "./jixiao.js";
import { reader } from "./read.js";

export * from "./jixiao.js";
export const { read, write } = reader(() => readFile(new URL("reader_bg.wasm", import.meta.url)));

export default async function init(module = new URL("jixiao_bg.wasm", import.meta.url)) {
  const isFile = module instanceof URL && module.protocol === "file:";
  return load({ module_or_path: isFile ? await readFile(module) : module });
}
