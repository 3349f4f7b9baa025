/**
 * Tables as grids, blocks of cells as text, and where the values of a block go. HTML from a
 * clipboard is tested in a browser: see browser/grid.test.mjs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeForm, parseText, printHtml, printText } from '../../www/form/clipboard.js';
import {
  areaOf,
  cornerCell,
  edgeCell,
  extentOf,
  findSlot,
  layOut,
  nextCell,
  slotsIn,
} from '../../www/form/grid.js';
import { filled, matchTitles, placed, writes } from '../../www/form/placing.js';
import { patched } from '../../www/form/tree.js';

const TITLES = ['一级指标', '二级指标', '三级指标', '年度指标值', '分值'];
const KEYS = ['level1', 'level2', 'name', 'target', 'weight'];
const LIST = '/documents/0/indicators';

/** Five indicators in two groups of the first level, and the sum of their points. */
const filing = () => ({
  documents: [
    {
      indicators: [
        ['产出', '数量', '甲', '1', '10'],
        ['产出', '数量', '乙', '2', '10'],
        ['产出', '质量', '丙', '3', '10'],
        ['效益', '社会', '丁', '4', '10'],
        ['效益', '社会', '戊', '5', '10'],
      ].map((row) => Object.fromEntries(row.map((value, index) => [KEYS[index], value]))),
      total: { weight: '50' },
    },
  ],
});

/** The grid of that filing as the form draws it: a row of titles, equal groups merged, the sum under a title over four columns. */
function gridOf({ documents: [{ indicators, total }] }) {
  const cell = (paths, value) => ({ paths, beside: paths, value });
  const one = (box) => ({ rowSpan: 1, colSpan: 1, text: '', ...box });
  const rows = indicators.map((row, index) =>
    KEYS.map((key, column) => {
      if (column > 1) return one({ cell: cell([`${LIST}/${index}/${key}`], row[key]) });
      if (index && indicators[index - 1][key] === row[key]) return null;
      let end = index;
      while (end < indicators.length && indicators[end][key] === row[key]) end += 1;
      const paths = Array.from(
        { length: end - index },
        (_, step) => `${LIST}/${index + step}/${key}`,
      );
      return one({ rowSpan: end - index, isMerging: true, cell: cell(paths, row[key]) });
    }).filter(Boolean),
  );
  const slots = layOut([
    TITLES.map((text) => one({ text })),
    ...rows,
    [
      one({ colSpan: 4, text: '总分' }),
      one({ cell: cell(['/documents/0/total/weight'], total.weight) }),
    ],
  ]);
  return { slots, titles: TITLES, isSum: [false, false, false, false, false, false, true] };
}

const at = (row, column) => ({ top: row, left: column, bottom: row, right: column });
const block = (text) => ({ rows: parseText(text), isMarked: false });
const marked = (rows) => ({ rows, isMarked: true });
const values = ({ documents: [{ indicators }] }) =>
  indicators.map((row) => KEYS.map((key) => row[key]).join(' '));

/** The rows of the filing after a block has been written at a place of its grid, and what was left over. */
function put(pasted, area, before = filing()) {
  const plan = placed(gridOf(before), pasted, area, before);
  const after = patched(
    before,
    writes(plan, before).map(({ path, value }) => ({ op: 'replace', path, value })),
  );
  return {
    rows: values(after),
    sum: after.documents[0].total.weight,
    left: plan.left.map(({ row, column, text }) => `${row},${column} ${text}`),
  };
}

test('cells with spans are laid out as HTML does', () => {
  const box = (name, rowSpan = 1, colSpan = 1) => ({ name, rowSpan, colSpan });
  const slots = layOut([[box('a', 2), box('b', 1, 2)], [box('c'), box('d')], [box('e', 0, 3)], []]);
  assert.deepEqual(
    slots.map((row) => row.map(({ name }) => name).join('')),
    ['abb', 'acd', 'eee', 'eee'],
  );
  assert.deepEqual(layOut([]), []);
});

test('positions, edges and areas of a grid with merged cells', () => {
  const grid = gridOf(filing());
  for (const [from, direction, expected] of [
    [
      [1, 2],
      [1, 0],
      [2, 2],
    ],
    [
      [1, 0],
      [1, 0],
      [4, 0],
    ], // beyond the three rows of the merged cell
    [
      [2, 2],
      [0, -1],
      [2, 1],
    ], // into the merged cell, at the row that was left
    [
      [2, 0],
      [0, 1],
      [2, 1],
    ],
    [[1, 2], [-1, 0], undefined], // titles are not cells
    [[5, 2], [1, 0], undefined], // the sum's title
    [
      [5, 4],
      [1, 0],
      [6, 4],
    ],
  ]) {
    const [row, column] = from;
    const next = nextCell(grid, { row, column }, direction);
    assert.deepEqual(next && [next.row, next.column], expected, `${from} ${direction}`);
  }
  assert.deepEqual(edgeCell(grid, { row: 2, column: 3 }, [0, -1]), { row: 2, column: 0 });
  assert.deepEqual(cornerCell(grid, false), { row: 1, column: 0 });
  assert.deepEqual(cornerCell(grid, true), { row: 6, column: 4 });
  // Row 2 at the second level touches a merged cell of rows 1 and 2.
  assert.deepEqual(areaOf(grid, { row: 2, column: 1 }, { row: 2, column: 4 }), {
    top: 1,
    left: 1,
    bottom: 2,
    right: 4,
  });
  // With the first level it touches rows 1 to 3.
  assert.deepEqual(areaOf(grid, { row: 2, column: 0 }, { row: 2, column: 2 }), {
    top: 1,
    left: 0,
    bottom: 3,
    right: 2,
  });
  assert.deepEqual(extentOf(grid, { top: 1, left: 0, bottom: 3, right: 4 }), {
    rows: 3,
    columns: 5,
    cells: 12,
  });
  assert.equal(slotsIn(grid, { top: 1, left: 0, bottom: 3, right: 0 }).length, 1);
  assert.equal(findSlot(grid, grid.slots[6][4].cell).column, 4);
});

test('text of a spreadsheet is read with its quotes', () => {
  for (const [text, rows] of [
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ], // Excel
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ], // WPS, LibreOffice
    ['"一\n二"\t"他说""好"""\r\n', [['一\n二', '他说"好"']]],
    ['"制表\t符"\tb', [['制表\t符', 'b']]],
    ['"未闭合\tb', [['"未闭合', 'b']]],
    ['5"管\t"甲"乙', [['5"管', '"甲"乙']]],
    [
      'a\n\tb\n\n',
      [
        ['a', ''],
        ['', 'b'],
        ['', ''],
      ],
    ],
    ['\t\t\r\n', [['', '', '']]],
    ['98.5\r\n', [['98.5']]],
    ['', [['']]],
  ])
    assert.deepEqual(parseText(text), rows, JSON.stringify(text));
});

test('what is printed as text is read again', () => {
  const rows = [
    ['一\n二', '"引"', '制\t表'],
    ['', '≥90%', '0'],
  ];
  assert.deepEqual(parseText(printText(rows)), rows);
  assert.equal(
    printText([
      ['a', ''],
      ['b', 'c'],
    ]),
    'a\t\r\nb\tc',
  );
});

test('cells are printed as HTML with their spans; only figures may be taken for figures', () => {
  const grid = gridOf(filing());
  const html = printHtml(grid.slots, { top: 4, left: 1, bottom: 5, right: 4 });
  const text = ` style="mso-number-format:'\\@'"`;
  assert.equal(
    html,
    `<meta charset="utf-8"><table><tr><td rowspan="2"${text}>社会</td><td${text}>丁</td><td>4</td><td>10</td></tr>` +
      `<tr><td${text}>戊</td><td>5</td><td>10</td></tr></table>`,
  );
  const shown = (value) =>
    printHtml([[{ row: 0, column: 0, rowSpan: 1, colSpan: 1, cell: { value } }]], at(0, 0)).replace(
      /.*<tr><td(.*)<\/td>.*/,
      '$1',
    );
  assert.equal(shown('1/2'), `${text}>1/2`);
  assert.equal(shown('<b>&'), `${text}>&lt;b&gt;&amp;`);
  assert.equal(shown('-1,234.50%'), '>-1,234.50%');
  assert.equal(
    shown('430102199001011234'),
    `${text}>430102199001011234`,
    "too long for a figure of Excel's",
  );
});

test('a whole form is distinguished from rows of a table', () => {
  const rows = (...lines) => ({ rows: lines.map((line) => line.split('|')), beside: '' });
  for (const [pasted, expected, isTitled = false] of [
    [
      rows('2025年度项目支出绩效自评表||', '项目名称|养护|主管部门', '一级指标|二级指标|三级指标'),
      true,
    ],
    [rows('项目名称|养护', '实施单位|某局', '年初预算数|5'), true],
    [rows('||', '一级指标|二级指标|三级指标', '产出|数量|甲'), true],
    [rows('一级指标|二级指标|三级指标', '产出|数量|甲', '产出|数量|乙'), false, true],
    [rows('一级指标|二级指标|三级指标', '产出|数量|甲', '产出|数量|乙'), true, false], // pasted into a table of other titles
    [rows('产出|数量|甲', '产出|数量|乙', '产出|质量|丙'), false],
    [rows('年度资金总额|800|750', '其中：财政拨款|800|750', '其他资金|0|0'), false],
    [rows('绩效自评表报送率|100%|10', '及时率|100%|10', '甲|1|10'), false],
    [{ ...rows('甲|1', '乙|2', '丙|3'), beside: '2025年度项目支出绩效自评表' }, true],
  ])
    assert.equal(looksLikeForm(pasted, isTitled), expected, JSON.stringify(pasted.rows));
});

test('a block goes into the cells to the right and below', () => {
  const { rows, left, sum } = put(block('新甲\t11\t21\n新乙\t12\t22'), at(2, 2));
  assert.deepEqual(rows, [
    '产出 数量 甲 1 10',
    '产出 数量 新甲 11 21',
    '产出 质量 新乙 12 22',
    '效益 社会 丁 4 10',
    '效益 社会 戊 5 10',
  ]);
  assert.deepEqual(left, []);
  assert.equal(sum, '50');
});

test('merged cells of the table shift no column, and those of the block write all of their rows', () => {
  const five = marked([
    ['产', '数', '一', '1'],
    [null, null, '二', '2'],
    [null, '质', '三', '3'],
    ['效', '社', '四', '4'],
    [null, null, '五', '5'],
  ]);
  assert.deepEqual(put(five, at(1, 0)).rows, [
    '产 数 一 1 10',
    '产 数 二 2 10',
    '产 质 三 3 10',
    '效 社 四 4 10',
    '效 社 五 5 10',
  ]);
  // Groups of other sizes than the table's.
  const other = marked([
    ['产', '数', '一'],
    [null, '质', '二'],
    ['效', null, '三'],
    [null, '社', '四'],
  ]);
  assert.deepEqual(put(other, at(1, 0)).rows, [
    '产 数 一 1 10',
    '产 质 二 2 10',
    '效 质 三 3 10',
    '效 社 四 4 10',
    '效益 社会 戊 5 10',
  ]);
  // Text has no merged cells: an empty cell continues its group, and ends with the group to its
  // left.
  assert.deepEqual(
    put(block('产\t数\t一\n\t\t二\n\t质\t三\n效\t\t四'), at(1, 0)).rows.slice(0, 4),
    ['产 数 一 1 10', '产 数 二 2 10', '产 质 三 3 10', '效  四 4 10'],
  );
  // A merged figure is there once.
  assert.deepEqual(
    put(marked([['9'], [null]]), at(1, 4)).rows.map((row) => row.split(' ')[4]),
    ['9', '', '10', '10', '10'],
  );
  // A single value is for the whole cell.
  assert.deepEqual(
    put(block('产值'), areaOf(gridOf(filing()), { row: 1, column: 0 })).rows.map(
      (row) => row.split(' ')[0],
    ),
    ['产值', '产值', '产值', '效益', '效益'],
  );
});

test('a longer block adds rows, of the group above where it says nothing else', () => {
  assert.deepEqual(put(block('一\t1\n二\t2\n三\t3\n\t'), at(5, 2)).rows.slice(4), [
    '效益 社会 一 1 10',
    '效益 社会 二 2 ',
    '效益 社会 三 3 ',
  ]);
  const { rows } = put(
    marked([
      ['效', '社', '一', '1', '5'],
      ['满意', '满', '二', '2', '6'],
      [null, null, '三', '3', '7'],
    ]),
    at(5, 0),
  );
  assert.deepEqual(rows.slice(4), ['效 社 一 1 5', '满意 满 二 2 6', '满意 满 三 3 7']);
  const many = put(
    { rows: Array.from({ length: 10000 }, (_, index) => [`行${index}`]), isMarked: false },
    at(1, 2),
  );
  assert.equal(many.rows.length, 10000);
  assert.equal(many.rows[9999], '效益 社会 行9999  ');
});

test('columns are found by their titles, and values without a place are reported', () => {
  const pasted = block('序号\t分值\t指标值\t三级指标\n1\t7\t一百\t新甲\n2\t8\t二百\t新乙');
  const { rows, left } = put(pasted, at(1, 2));
  assert.deepEqual(rows.slice(0, 2), ['产出 数量 新甲 一百 7', '产出 数量 新乙 二百 8']);
  assert.deepEqual(left, ['1,0 1', '2,0 2']);
  assert.deepEqual(put(block('a\tb\tc'), at(1, 3)).left, ['0,2 c'], 'one column too many');
  const sum = { ...at(6, 4) };
  assert.deepEqual(put(block('60\n70'), sum).left, ['1,0 70'], 'nothing comes after the sum');
  assert.equal(put(block('60\n70'), sum).sum, '60');
  assert.equal(
    matchTitles({ titles: TITLES }, [['产出指标', '数量指标']]),
    undefined,
    'values are no titles',
  );
  assert.equal(
    matchTitles({ titles: TITLES }, [['指标', '指标']]),
    undefined,
    'nor is what could be any of them',
  );
});

test('a block that ends with the sum writes the sum', () => {
  const { rows, sum } = put(
    block('效益\t社会\t丁\t4\t5\n效益\t社会\t戊\t5\t6\n总分\t\t\t\t41'),
    at(4, 0),
  );
  assert.deepEqual(rows.slice(3), ['效益 社会 丁 4 5', '效益 社会 戊 5 6']);
  assert.equal(sum, '41');
});

test('one value fills an area, and a block an area that is a multiple of it', () => {
  const column = (result, index) => result.rows.map((row) => row.split(' ')[index]);
  assert.deepEqual(column(put(block('8'), { top: 1, left: 4, bottom: 4, right: 4 }), 4), [
    '8',
    '8',
    '8',
    '8',
    '10',
  ]);
  assert.deepEqual(column(put(block('1\n2'), { top: 1, left: 4, bottom: 4, right: 4 }), 4), [
    '1',
    '2',
    '1',
    '2',
    '10',
  ]);
  assert.deepEqual(column(put(block('1\n2'), { top: 1, left: 4, bottom: 3, right: 4 }), 4), [
    '1',
    '2',
    '10',
    '10',
    '10',
  ]);
  assert.equal(
    put(block('8'), { top: 5, left: 4, bottom: 6, right: 4 }).sum,
    '8',
    'the sum is in the area',
  );
});

test('fills down, up and to the side by turns', () => {
  const grid = gridOf(filing());
  const written = (source, area) =>
    filled(grid, source, area).map(({ path, value }) => `${path.slice(LIST.length + 1)}=${value}`);
  assert.deepEqual(
    written({ top: 1, left: 3, bottom: 2, right: 3 }, { top: 1, left: 3, bottom: 5, right: 3 }),
    ['2/target=1', '3/target=2', '4/target=1'],
  );
  assert.deepEqual(written(at(3, 3), { top: 1, left: 3, bottom: 3, right: 3 }), [
    '0/target=3',
    '1/target=3',
  ]);
  assert.deepEqual(written(at(1, 3), { top: 1, left: 3, bottom: 1, right: 4 }), ['0/weight=1']);
  // A merged cell passes its value to every row.
  assert.deepEqual(
    written({ top: 3, left: 1, bottom: 3, right: 1 }, { top: 3, left: 1, bottom: 5, right: 1 }),
    ['3/level2=质量', '4/level2=质量'],
  );
  assert.deepEqual(
    written(at(0, 3), { top: 0, left: 3, bottom: 1, right: 3 }),
    [],
    'a title is no value',
  );
});

test('lists within lists and records are written as they are', () => {
  const before = {
    documents: [
      {
        lines: [{ name: '甲', parts: [{ name: '乙' }] }],
        funds: { total: { budget: '1' }, parts: [{ budget: '1' }] },
      },
    ],
  };
  const plan = {
    changes: [
      { path: '/documents/0/lines/0/parts/0/name', value: '丙' },
      { path: '/documents/0/funds/total/budget', value: '2' },
    ],
    added: { list: '/documents/0/lines/0/parts', items: [{ name: '丁' }] },
    regroups: true,
  };
  const after = patched(
    before,
    writes(plan, before).map(({ path, value }) => ({ op: 'replace', path, value })),
  );
  assert.deepEqual(after, {
    documents: [
      {
        lines: [{ name: '甲', parts: [{ name: '丙' }, { name: '丁' }] }],
        funds: { total: { budget: '2' }, parts: [{ budget: '1' }] },
      },
    ],
  });
  assert.equal(before.documents[0].lines[0].parts.length, 1, 'the old filing is as it was');
});
