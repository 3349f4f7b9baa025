/**
 * The package as its users have it: installed from pkg/ into a project outside this repository. One
 * project per test file; `project` is its folder.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export const project = mkdtempSync(join(tmpdir(), 'jixiao-'));
after(() => rmSync(project, { recursive: true, force: true }));

writeFileSync(
  join(project, 'package.json'),
  JSON.stringify({ name: 'portal', private: true, type: 'module' }),
);
// npm would link a folder; packed and copied, a file missing from the package is missing here, too.
run(
  'npm',
  'install',
  '--install-links',
  '--offline',
  '--no-audit',
  '--no-fund',
  join(repository, 'pkg'),
);

/** Runs a program in the project and returns its output; throws with the output if it fails. */
export function run(command, ...args) {
  try {
    return execFileSync(command, args, {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  }
}

/** Runs a script of the project under Node and returns what it prints, which must be JSON. */
export function script(source) {
  writeFileSync(join(project, 'script.mjs'), source);
  return JSON.parse(run(process.execPath, 'script.mjs'));
}

/** A command of this repository's npm tools. */
export const tool = (name) => join(repository, 'pkg-tests/node_modules/.bin', name);
