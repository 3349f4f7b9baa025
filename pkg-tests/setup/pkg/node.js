/** The entry of Node, whose fetch cannot read files. */
import { readFile } from 'node:fs/promises';
import load, { initSync, rules } from './jixiao.js';
import { files } from './read.js';

export * from './jixiao.js';
export const { read, write, sarif } = files(
  () => bytes(new URL('reader_bg.wasm', import.meta.url)),
  () => bytes(new URL('writer_bg.wasm', import.meta.url)),
  rules,
);

const OLDEST = 20;

export default async function init(module = new URL('jixiao_bg.wasm', import.meta.url)) {
  const { node } = process.versions;
  if (parseInt(node, 10) < OLDEST)
    throw new Error(`Node ${node} is too old for jixiao: ${OLDEST} or later is needed`);
  if (typeof WebAssembly !== 'object') {
    throw new Error('this Node has no WebAssembly, which jixiao needs: start it without --jitless');
  }
  const given = await module;
  const found = given instanceof URL && given.protocol === 'file:' ? await bytes(given) : given;
  // Bytes at hand are compiled at once: checking for a Response would first make Node load all of
  // its fetch, which takes longer.
  const isAtHand =
    ArrayBuffer.isView(found) ||
    found instanceof ArrayBuffer ||
    found instanceof WebAssembly.Module;
  return isAtHand ? initSync({ module: found }) : load({ module_or_path: found });
}

/** Reads a module's bytes. They are missing if a bundler has moved the scripts. */
function bytes(url) {
  return readFile(url).catch(({ message }) => {
    throw new Error(
      `cannot load ${url.href}: ${message}; keep jixiao out of the server's bundle ("external"), or say where it is: init(url)`,
    );
  });
}
