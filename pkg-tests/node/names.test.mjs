/** Names of cells that are not drawn. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { placeName } from '../../pkg/form/names.js';

const sample = (name) =>
  JSON.parse(readFileSync(new URL(`../../www/samples/${name}.json`, import.meta.url), 'utf8'));

/** The pointers of a filing's cells. */
function cells(value, path = '') {
  if (value === null || typeof value !== 'object')
    return /\/(kind|partial|of)$/.test(path) ? [] : [path];
  return Object.entries(value).flatMap(([name, part]) => cells(part, `${path}/${name}`));
}

test('a cell is called by its form, its row and its column', () => {
  const row = { level2: '数量指标', name: '检查次数', score: '10' };
  const documents = [
    {
      kind: 'projectEvaluation',
      project: '甲项目',
      funds: {
        total: { name: '年度资金总额', budget: '1' },
        parts: [{ name: '', rate: '1' }],
        breakdowns: [{ name: '按来源分', total: '1', parts: [{ name: '拨款', amount: '1' }] }],
      },
      indicators: [row, row, { ...row, name: '合格率' }, { ...row, name: '' }],
      total: { score: '1' },
      filedOn: '',
    },
    {
      kind: 'baseData',
      title: '基础数据表',
      staffing: { quota: '1' },
      lines: [{ name: '三公经费', actual: '1', parts: [{ name: '出国费', actual: '1' }] }],
      buildings: [{ name: '', budget: '1' }],
    },
    {
      kind: 'departmentTargets',
      department: '某局',
      expenditure: { total: '1' },
      goals: ['一', '二'],
      tasks: [{ name: '任务', content: '', indicators: [{ name: '关键', target: '1' }] }],
    },
    { kind: 'narrative', sections: [{ heading: '一、概况', text: '' }, { text: '' }] },
    { kind: 'fundAccounts', fund: '某基金', income: { name: '收入小计', budget: '1' } },
  ];
  const cases = [
    ['/documents/0/indicators/0/score', '甲项目 · 第1行 检查次数 得分'],
    ['/documents/0/indicators/2/score', '甲项目 · 合格率 得分'],
    ['/documents/0/indicators/3/score', '甲项目 · 第4行 得分'],
    ['/documents/0/indicators/2/name', '甲项目 · 第3行 三级指标'],
    ['/documents/0/indicators/2', '甲项目 · 合格率'],
    ['/documents/0/indicators', '甲项目 · 绩效指标'],
    ['/documents/0/total/score', '甲项目 · 总分 得分'],
    ['/documents/0/filedOn', '甲项目 · 填报日期'],
    ['/documents/0/funds/total/budget', '甲项目 · 年度资金总额 全年预算数'],
    ['/documents/0/funds/parts/0/rate', '甲项目 · 第1行 执行率'],
    ['/documents/0/funds/breakdowns/0/total', '甲项目 · 按来源分 金额'],
    ['/documents/0/funds/breakdowns/0/parts/0/amount', '甲项目 · 按来源分 拨款 金额'],
    ['/documents/0', '甲项目'],
    ['/documents/1/staffing/quota', '基础数据表 · 编制数'],
    ['/documents/1/lines/0/parts/0/actual', '基础数据表 · 三公经费 出国费 本年决算数'],
    ['/documents/1/buildings/0/budget', '基础数据表 · 第1行 预算投资（万元）'],
    ['/documents/2/goals/1', '部门整体绩效目标表 · 总体绩效目标 2'],
    ['/documents/2/tasks/0/content', '部门整体绩效目标表 · 任务 主要实施内容'],
    ['/documents/2/tasks/0/indicators/0/target', '部门整体绩效目标表 · 任务 关键 实现值'],
    ['/documents/3/sections/0/text', '绩效自评报告 · 一、概况'],
    ['/documents/3/sections/1/text', '绩效自评报告 · 第2行'],
    ['/documents/4/income/budget', '某基金 · 收入小计 本年预算数'],
    ['/documents/9/year', ''],
    ['/acknowledged', ''],
  ];
  for (const [pointer, name] of cases) assert.equal(placeName(documents, pointer), name, pointer);
});

test('every cell of the samples has a name of its own but for its level', () => {
  for (const name of ['hunan-2025-filing', 'guangdong-targets-2025']) {
    const { documents } = sample(name);
    const names = cells(documents, '')
      .map((path) => `/documents${path}`)
      .filter((path) => !/\/(level1|level2|heading)$/.test(path))
      .map((path) => [placeName(documents, path), path]);
    const seen = new Map();
    for (const [called, path] of names) {
      assert.ok(called.includes(' · '), `${path}: ${called}`);
      assert.equal(seen.get(called), undefined, `${path} and ${seen.get(called)}: ${called}`);
      seen.set(called, path);
    }
  }
});
