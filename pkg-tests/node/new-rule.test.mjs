/** A rule created by `make new-rule` must compile and be in the rule book. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newRule } from '../setup/new-rule.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = join(root, 'target/new-rule');
const list = (family) => readFileSync(join(copy, 'src/rule', family, 'mod.rs'), 'utf8');

before(() => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  // Copies everything that Cargo.toml refers to, so that cargo works there and nothing changes
  // here.
  for (const name of ['Cargo.toml', 'Cargo.lock', 'src', 'www/samples', 'pkg-tests'])
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !/\/pkg-tests\/(node_modules|browser|fuzz)/.test(source),
    });
});

test('rules are listed by their codes, modules by their names', () => {
  newRule(copy, 'WGT900', 'zero-weight');
  newRule(copy, 'DEV000', 'early-offence');
  assert.match(
    list('wgt'),
    /mod unusual_weights;\nmod zero_weight;[^]*use zero_weight::ZERO_WEIGHT;[^]*&UNUSUAL_WEIGHTS, &ZERO_WEIGHT\];/,
  );
  assert.match(list('dev'), /mod budget_changed;\nmod early_offence;\n/);
  assert.match(list('dev'), /RULES: &\[&Rule\] =\s*&\[\s*&EARLY_OFFENCE,/);
});

test('they compile as they are, without a warning', () => {
  const check = ['check', '--quiet', '--locked', '--lib', '--profile', 'test'];
  const { status, stderr } = spawnSync('cargo', check, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, CARGO_TARGET_DIR: join(root, 'target') },
  });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('what is no code, no name, no family or there already is refused', () => {
  for (const [code, name, sentence] of [
    [undefined, 'zero-weight', 'no CODE: a code is three letters and three digits'],
    ['WGT2', 'zero-weight', 'WGT2: a code is three letters and three digits'],
    ['WGT002', 'zeroWeight', 'zeroWeight: a name is the offence in lower case, zero-weight'],
    ['ABC001', 'zero-weight', /^ABC: there is no such family/],
    ['WGT001', 'another-offence', 'WGT001 is taken'],
    ['WGT901', 'zero-weight', /zero_weight\.rs is there already$/],
  ]) {
    const is = (message) =>
      sentence instanceof RegExp ? sentence.test(message) : message === sentence;
    assert.throws(
      () => newRule(copy, code, name),
      ({ message }) => is(message),
    );
  }
});
