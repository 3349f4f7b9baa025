/**
 * The package must satisfy npm's linters: every entry is found, with types, by all that support
 * "exports".
 */
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run, tool } from './install.mjs';

const pkg = fileURLToPath(new URL('../../pkg', import.meta.url));

test('publint finds nothing', () => {
  run(tool('publint'), pkg, '--strict');
});

test('Are The Types Wrong? finds nothing', () => {
  // Neither are these modules: files to fetch, and scripts that make a global.
  const others = [
    'jixiao-form.css',
    'jixiao_bg.wasm',
    'reader_bg.wasm',
    'writer_bg.wasm',
    'jixiao.classic.js',
    'jixiao-form.classic.js',
  ];
  run(tool('attw'), '--pack', pkg, '--profile', 'esm-only', '--exclude-entrypoints', ...others);
});
