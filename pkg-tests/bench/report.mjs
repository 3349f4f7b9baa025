/** Writes the results as docs/performance.md. */

const HAND = 'by hand, scaled integers';
const DECIMAL = 'by hand, decimal.js';
const CHROMIUM = 'jixiao in Chromium';

const figure = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
const absolute = ({ median, spread }) => {
  const [unit, size] = median >= 1000 ? ['ms', 1000] : ['µs', 1];
  return `${figure(median / size)} ${unit} ±${Math.round((100 * spread) / median)}%`;
};
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

/** Contenders against the scaled-integer peer; workloads are the columns. */
function ratios(results) {
  const workloads = Object.keys(results);
  const names = [...new Set(workloads.flatMap((workload) => Object.keys(results[workload])))];
  const cell = (name) => (workload) => {
    const found = results[workload][name];
    return found === undefined
      ? ''
      : `**${figure(found.median / results[workload][HAND].median)}** (${absolute(found)})`;
  };
  return table(
    ['', ...workloads],
    names.map((name) => [name, ...workloads.map(cell(name))]),
  );
}

/** The goals, and what was measured. */
function goals({ node, chromium, cold, keystroke, memory, native }) {
  const rows = [];
  const goal = (what, limit, value, unit = '') =>
    rows.push([
      what,
      `≤ ${limit}${unit}`,
      `${figure(value)}${unit}`,
      value <= limit ? 'reached' : '**missed**',
    ]);
  for (const [where, results] of Object.entries({ Node: node, Chromium: chromium })) {
    const of = (workload, name, peer) =>
      results[workload][name].median / results[workload][peer].median;
    const [filing, large] = ['a whole filing', '1,000 rows'];
    goal(
      `${where}: Session.set on a whole filing ÷ scaled integers`,
      0.25,
      of(filing, 'jixiao Session.set', HAND),
    );
    goal(
      `${where}: Session.set on a whole filing ÷ decimal.js`,
      0.0625,
      of(filing, 'jixiao Session.set', DECIMAL),
    );
    goal(
      `${where}: Session.set at 1,000 rows ÷ scaled integers`,
      0.25,
      of(large, 'jixiao Session.set', HAND),
    );
    goal(
      `${where}: validate a whole filing ÷ decimal.js`,
      0.67,
      of(filing, 'jixiao validate', DECIMAL),
    );
    goal(
      `${where}: validate a whole filing ÷ scaled integers (aim)`,
      1,
      of(filing, 'jixiao validate', HAND),
    );
    const most = results['10,000 rows'];
    if (most)
      goal(
        `${where}: validate, 10,000 rows ÷ 1,000 rows`,
        12,
        most['jixiao validate'].median / results[large]['jixiao validate'].median,
      );
  }
  goal('Node: cold start', 60, cold.jixiao.median / 1000, ' ms');
  goal('Chromium: cold start', 100, cold[CHROMIUM].median / 1000, ' ms');
  goal(
    'Chromium: a keystroke on 1,000 rows, to the frame that shows its findings',
    16.7,
    Number(keystroke.median),
    ' ms',
  );
  goal(
    `memory grown by ${memory.count.toLocaleString('en')} sessions`,
    0,
    memory.late - memory.early,
    ' B',
  );
  goal('memory for a filing of 10,000 rows', 64, memory.edited / 2 ** 20, ' MiB');
  if (native)
    rows.push([
      'native, filings a second and core, from text to text',
      '≥ 10,000',
      native.fromText.toLocaleString('en'),
      native.fromText >= 10_000 ? 'reached' : '**missed**',
    ]);
  if (native)
    rows.push([
      'native, the same without reading and writing JSON',
      '',
      native.inMemory.toLocaleString('en'),
      '',
    ]);
  return table(['', 'to reach', 'measured', ''], rows);
}

export function report(results) {
  return `# Performance

\`make bench\` measures all of this in one run and writes this page. Machine of the run below: ${results.machine}, headless Chromium on the same.
Each figure is the median of up to 201 rounds in which every contender takes its turn; ± is half the distance between the quartiles.
Bold figures are ratios against the hand-written checker with scaled integers on the same filing, and travel between machines; times in brackets are absolute and do not.

"A whole filing" is \`www/samples/hunan-2025-filing.json\`, six documents (${results.cells} cells). Contenders read every message of what they find; \`Session.set\` is one score typed, answer read.
The two checkers written by hand know SUM, RAT, SCO, DEV and DAT on evaluations, base data and accounts, in one pass, as good as we can make them (\`pkg-tests/bench/peers/\`; a test holds them to what jixiao finds).
jixiao checks all of its rules, in two languages, with advice, formulas, fixes and score cards. ajv and typebox look at the structure alone, compiled ahead of time.

## To reach

${goals(results)}

## What bounds it

A profile of \`validate\` is flat. Counted in instructions of the native crate on the whole filing, from text to text, of 4.6 million a check 0.6 go into the tree of the
JSON text (1.3 before it borrowed its texts from there), 1.4 into reading 655 cells by their columns, 2.3 into asking all rules (a fifth of that into sums of money and what else could explain those that
fail), the rest into words and JSON. In WebAssembly the same takes nearly twice as long. Two things bring it that near: small pieces of memory come off lists (\`src/heap.rs\`: a sixth of the time), and it is
compiled for speed with little inlining and no unrolled loops (\`.cargo/config.toml\`: a fifth of the time against \`opt-level = "s"\`, at the same size; without these limits the module is an eighth larger and no faster).

\`Session.set\` asks what looks at the edited column (before checks said at which columns they look: 0.9 million instructions). A score of the whole filing takes 0.04 million where nothing comes of it,
0.17 where two findings come and go, as they do here: half of that judges and adds up, the rest settles and words them. In JavaScript a third of the time is the answer's, written, decoded and parsed as JSON:
the two findings alone are 1.7 kB. Next would be sums that are kept per row: at 1,000 rows adding up is what is left.

A keystroke is the main thread's processor time on the page, from the key to the frame, by Chromium's own trace (\`make www && node pkg-tests/bench/keystroke.mjs TRACE.json\` writes one to look at);
at least ${results.keystroke.least} ms, in one of ten ${results.keystroke.most} or more. A third of it checks and marks, a fifth is layout that the editor itself asks for.

A cold start is the compiler's: the first check takes more than ten times as long as the second, since each function is compiled when it is first called, and a check calls two thirds of the module.
[size.md](size.md) tells what there is to compile.

## Node

${ratios(results.node)}

## Chromium

${ratios(results.chromium)}

## Cold start: import to first report

${table(
  ['', 'time (absolute)'],
  Object.entries(results.cold).map(([name, found]) => [
    name === 'jixiao' ? 'jixiao in Node' : name,
    absolute(found),
  ]),
)}
`;
}
