/**
 * Snapshots of figures that must only change intentionally: one figure per line, and the compiler
 * they were measured with. Shrinking counts as well: a rule missing from a build makes it smaller,
 * too.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Tolerance in percent; compilers differ by more than a release of ours should. */
const TOLERANCE = 2;
const TOLERANCE_OF_COMPILERS = 10;

/** Parses a snapshot into `{ rustc, figures }`, figures by name. */
export function parsed(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const entries = lines.map((line) => /^(.+?) {2,}(\S+)$/.exec(line).slice(1));
  const { rustc, ...figures } = Object.fromEntries(entries);
  const numbers = Object.entries(figures).map(([name, figure]) => [name, Number(figure)]);
  return { rustc, figures: Object.fromEntries(numbers) };
}

export function written({ rustc, figures }, title) {
  const lines = Object.entries({ rustc, ...figures }).map(
    ([name, figure]) => name.padEnd(16) + String(figure).padStart(9),
  );
  return `# ${title}\n${lines.join('\n')}\n`;
}

/**
 * A sentence for each figure that differs from the snapshot. `show` formats a figure with its unit;
 * `compiled` says which ones depend on the compiler.
 */
export function differences(now, then, { show, advice, compiled = () => true }) {
  const tolerance = (name) =>
    compiled(name) && now.rustc !== then.rustc ? TOLERANCE_OF_COMPILERS : TOLERANCE;
  const names = new Set([...Object.keys(now.figures), ...Object.keys(then.figures)]);
  return [...names].flatMap((name) => {
    const [before, after] = [then.figures[name], now.figures[name]];
    if (before === undefined || after === undefined)
      return [`${name} is ${before === undefined ? 'new' : 'gone'}. ${advice}`];
    const percent = ((after - before) / before) * 100;
    if (Math.abs(percent) <= tolerance(name)) return [];
    const changed = percent > 0 ? 'grown' : 'shrunk';
    const by = `${Math.abs(percent).toFixed(1)} %, where ${tolerance(name)} % are let pass`;
    return [`${name} has ${changed} from ${show(before)} to ${show(after)} (${by}). ${advice}`];
  });
}

export const load = (file) => parsed(readFileSync(file, 'utf8'));
export const save = (file, figures, title) => writeFileSync(file, written(figures, title));
