/**
 * Creates a rule: its file from new-rule.template, and its lines in the list of its family. The
 * result compiles, and its tests fail until it finds something. `make new-rule CODE=WGT002
 * NAME=zero-weight`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const template = readFileSync(new URL('new-rule.template', import.meta.url), 'utf8');

/** Writes the rule under `root`, the folder of Cargo.toml, and returns the files it wrote. */
export function newRule(root, code, name) {
  const family = /^([A-Z]{3})\d{3}$/.exec(code ?? '')?.[1];
  if (!family) throw new Error(`${code || 'no CODE'}: a code is three letters and three digits`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? ''))
    throw new Error(`${name || 'no NAME'}: a name is the offence in lower case, zero-weight`);
  const folder = join(root, 'src/rule', family.toLowerCase());
  const list = join(folder, 'mod.rs');
  if (!existsSync(list)) throw new Error(`${family}: there is no such family, no ${list}`);
  const module = name.replaceAll('-', '_');
  const file = join(folder, `${module}.rs`);
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const holes = {
    CODE: code,
    Family: family[0] + family.slice(1).toLowerCase(),
    name,
    RULE: module.toUpperCase(),
  };
  const listed = withRule(readFileSync(list, 'utf8'), module, code, (other) =>
    codeOf(join(folder, `${other}.rs`)),
  );
  writeFileSync(
    file,
    template.replace(/\{\{(\w+)\}\}/g, (_, hole) => holes[hole]),
  );
  writeFileSync(list, listed);
  execFileSync('rustfmt', ['--edition', '2024', '--config-path', repository, file, list]);
  return [file, list];
}

const codeOf = (file) => /\bcode: "([A-Z]{3}\d{3})"/.exec(readFileSync(file, 'utf8'))?.[1];

/** Adds a rule to the list of a family: modules are in order of name, rules in order of code. */
function withRule(text, module, code, codeOf) {
  const found = /(RULES: [^=]*=\s*&\[)([^\]]*)\]/.exec(text);
  if (!found) throw new Error('the list of the family has no RULES: adapt new-rule.mjs');
  const exported = [...text.matchAll(/^pub\(super\) use (\w+)::(\w+);\n/gm)];
  const modules = new Map(exported.map(([, module, rule]) => [rule, module]));
  const rules = [...found[2].matchAll(/&(\w+)/g)].map(([reference, rule]) => {
    return { rule: reference, code: codeOf(modules.get(rule)) };
  });
  if (rules.some((other) => other.code === code)) throw new Error(`${code} is taken`);
  const added = module.toUpperCase();
  rules.push({ rule: `&${added}`, code });
  rules.sort((a, b) => (a.code < b.code ? -1 : 1));
  const list = `\n${rules.map(({ rule }) => `    ${rule},\n`).join('')}`;

  const declared = [...text.matchAll(/^(?:pub(?:\([a-z]+\))? )?mod (\w+);\n/gm)];
  const lines = text.replace(found[0], `${found[1]}${list}]`);
  return inserted(
    inserted(lines, exported, module, `pub(super) use ${module}::${added};\n`),
    declared,
    module,
    `mod ${module};\n`,
  );
}

/** Inserts a line among others that are in order of the module they name. */
function inserted(text, lines, module, line) {
  const next = lines.find(([, other]) => other > module);
  const last = lines.at(-1);
  const at = next?.index ?? last.index + last[0].length;
  return text.slice(0, at) + line + text.slice(at);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const files = newRule(repository, ...process.argv.slice(2));
    console.log(`written: ${files.map((file) => file.slice(repository.length)).join(', ')}`);
    console.log('docs/contributing.md, "A rule", says what comes next');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
