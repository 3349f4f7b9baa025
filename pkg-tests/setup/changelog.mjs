/**
 * Reads CHANGELOG.md. As a program (`make release`): fails if the version of Cargo.toml has no
 * dated entry.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file) => readFileSync(join(root, file), 'utf8');

/** The version of the crate, which is that of the package. */
export const version = () => /^version = "(.+)"$/m.exec(read('Cargo.toml'))[1];

/** `{ date, text }` of a version's entry; the date is `unreleased` until there is one. */
export function entryOf(version, changelog = read('CHANGELOG.md')) {
  const [, ...entries] = changelog.split(/^## /m);
  const entry = entries.find((entry) => entry.startsWith(`[${version}] - `));
  if (!entry) return undefined;
  const [head, ...lines] = entry.split('\n');
  return { date: head.slice(head.indexOf(' - ') + 3), text: lines.join('\n').trim() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, entry] = [version(), entryOf(version())];
  if (!/^\d{4}-\d\d-\d\d$/.test(entry?.date)) {
    console.error(`CHANGELOG.md has no "## [${name}] - YYYY-MM-DD"`);
    process.exitCode = 1;
  }
}
