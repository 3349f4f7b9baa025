/** Prints what the package weighs: each file that a browser fetches, raw and as servers send it. */
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
const row = (name, sizes) => console.log(name.padEnd(16) + sizes.map((size) => size.padStart(10)).join(""));

row("", ["raw", "gzip", "brotli"]);
for (const name of ["jixiao_bg.wasm", "jixiao.js", "index.js", "reader_bg.wasm", "reader.js"]) {
  const bytes = readFileSync(new URL(`../../pkg/${name}`, import.meta.url));
  row(name, [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map(({ length }) => kB(length)));
}
