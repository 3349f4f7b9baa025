/** A document of every kind, as the tests of the page show them. */
import { readFileSync } from 'node:fs';

export const sample = (name) =>
  JSON.parse(readFileSync(new URL(`../../www/samples/${name}.json`, import.meta.url)));
const hunan = sample('hunan-2025-filing');
const guangdong = sample('guangdong-targets-2025');
const of = (filing, kind) => filing.documents.find((document) => document.kind === kind);

export const DOCUMENTS = {
  departmentEvaluation: of(hunan, 'departmentEvaluation'),
  projectEvaluation: of(hunan, 'projectEvaluation'),
  baseData: of(hunan, 'baseData'),
  fundAccounts: of(hunan, 'fundAccounts'),
  departmentTargets: of(guangdong, 'departmentTargets'),
  projectTargets: {
    ...of(guangdong, 'projectTargets'),
    parts: [
      { name: '财政拨款', amount: '3,200,000.00' },
      { name: '其他资金', amount: '' },
    ],
  },
  scoreSheet: {
    kind: 'scoreSheet',
    title: '部门整体支出绩效评分表',
    department: '某市教育局',
    year: '2025',
    funds: { total: { name: '部门预算支出', budget: '100.00', executed: '98.00', rate: '98%' } },
    items: [
      {
        group: '履职效能',
        groupWeight: '50',
        subgroup: '整体效能',
        name: '部门整体绩效目标产出指标完成情况',
        weight: '30',
        score: '30',
        note: '',
      },
      {
        group: '履职效能',
        groupWeight: '50',
        subgroup: '整体效能',
        name: '部门整体绩效目标效益指标完成情况',
        weight: '20',
        score: '19',
        note: '一项指标略低于目标值。',
      },
      {
        group: '管理效率',
        groupWeight: '50',
        subgroup: '预算编制',
        name: '新增预算入库项目事前绩效评估',
        weight: '20',
        score: '20',
        note: '',
      },
      {
        group: '管理效率',
        groupWeight: '50',
        subgroup: '预算执行',
        name: '预算编制约束性',
        weight: '30',
        score: '30',
        note: '',
      },
    ],
    bonus: [
      { name: '获省级以上表彰', score: '1' },
      { name: '', score: '' },
    ],
    total: { weight: '100', score: '100', grade: '优' },
    filedOn: '2026年4月22日',
  },
  transferEvaluation: {
    kind: 'transferEvaluation',
    title: '转移支付区域绩效自评表',
    year: '2025',
    project: '中央财政医疗服务与保障能力提升补助资金',
    department: '某市医疗保障局',
    funds: {
      total: { name: '年度资金总额', budget: '587', executed: '587', rate: '100%' },
      parts: [{ name: '其中：中央财政资金', budget: '587', executed: '587', rate: '100%' }],
    },
    management: [
      '分配科学性',
      '下达及时性',
      '拨付合规性',
      '使用规范性',
      '执行准确性',
      '预算绩效管理情况',
      '支出责任履行情况',
    ].map((name) => ({ name, account: '按规定执行。', problems: '无' })),
    goals: { expected: '提升医保服务能力。', achieved: '已完成。' },
    indicators: [
      {
        level1: '产出指标',
        level2: '数量指标',
        name: '检查定点医药机构家数',
        target: '≥100家',
        actual: '108家',
        reason: '',
      },
      {
        level1: '产出指标',
        level2: '质量指标',
        name: '医保信息系统验收合格率',
        target: '100%',
        actual: '100%',
        reason: '',
      },
    ],
    filedOn: '2026年4月22日',
  },
  narrative: {
    kind: 'narrative',
    title: '2025年度部门整体支出绩效自评报告',
    year: '2025',
    department: '某市医疗保障局',
    sections: [
      {
        heading: '一、预算执行情况',
        text: '年初预算1138.21万元，全年预算2092.71万元，实际支出1997.21万元，预算执行率94.44%。\n（此项指标自评9.54分）',
      },
      { heading: '二、存在问题', text: '绩效目标的设定还不够细化。' },
    ],
  },
};
