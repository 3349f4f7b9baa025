/** The package must name the authors of what it contains and include their licences. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notices = readFileSync(new URL('../../pkg/THIRD-PARTY.md', import.meta.url), 'utf8');
const row = (name) =>
  new RegExp(`^\\| \\[${name}\\]\\(https://\\S+\\) \\| [\\d.]+\\S* \\| \\S`, 'm');

test('every crate that the modules are compiled from is named', () => {
  const metadata = ['metadata', '--no-deps', '--format-version', '1'];
  const { packages } = JSON.parse(execFileSync('cargo', metadata, { cwd: root, encoding: 'utf8' }));
  const ours = packages[0].dependencies.filter(
    ({ kind, optional, target }) => kind === null && !optional && !/not\(/.test(target ?? ''),
  );
  assert.ok(ours.length > 5);
  for (const { name } of ours) assert.match(notices, row(name));
  // Some transitive dependencies, and what is in no list of crates.
  for (const name of ['adler2', 'itoa', 'memchr', 'num-traits', 'idb'])
    assert.match(notices, row(name));
  assert.ok(notices.includes("[Rust's standard library]"));
});

test('nothing is named that only tests, macros or the command line use', () => {
  for (const name of [
    'syn',
    'toml',
    'indexmap',
    'proptest',
    'encoding_rs',
    'lexopt',
    'jixiao',
    'libm',
  ])
    assert.doesNotMatch(notices, row(name));
});

test('the licences are there in full, with those who hold the rights', () => {
  for (const words of [
    'Copyright (c) 2016 Paul Mason',
    'Copyright (c) 2016, Jake Archibald',
    'Copyright (c) 2017 Frommi',
    'Permission is hereby granted, free of charge',
    'UNICODE LICENSE V3',
  ])
    assert.ok(notices.includes(words), words);
});
