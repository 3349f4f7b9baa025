/**
 * How each kind of document is laid out: its tables from top to bottom, with the words printed on them.
 *
 * A table is one of these; a cell that the document does not have is left out, a table without cells too.
 *   'head' 'funds'                          as every form has them
 *   { fields: [row…] }                      labelled cells; a row is [[pointer, label, 'prose' or 'figure'?]…] or, as text, column titles
 *   { texts: [[pointer, label]…] }          long texts side by side under their titles
 *   { list: key }                           a list of cells
 *   { rows: key, columns }                  records; runs of equal values under `merged` are one cell, columns of `figures` are set to the
 *                                           right, `sum` closes with the total
 *   { tree: [key…], columns }               lines within lines
 *   { tasks: key, columns, of }             records that hold records
 *   { passages: key }                       a report in prose
 * `side` is printed in a column of its own to the left, `caption` only names the table to screen readers.
 */
import { FUNDS, INDICATORS, TOTAL } from './labels.js';

const ACCOUNTS = {
  name: '项目',
  previous: '上年决算数',
  budget: '本年预算数',
  actual: '本年决算数',
};

const GOALS = {
  side: '年度总体目标',
  texts: [
    ['goals/expected', '预期目标'],
    ['goals/achieved', '实际完成情况'],
  ],
};

const TREE = {
  side: INDICATORS.caption,
  class: 'indicators',
  rows: 'indicators',
  columns: INDICATORS.columns,
  merged: ['heading', 'level1', 'level2'],
  points: ['weight', 'coefficient', 'score'],
  figures: ['weight', 'coefficient', 'score'],
  sum: TOTAL,
};

const REMARKS = {
  caption: '评价结论',
  class: 'remarks',
  fields: [
    [['reason', '偏差原因分析及改进措施', 'prose']],
    [['conclusion', '评价结论', 'prose']],
    [['problems', '存在问题', 'prose']],
    [['measures', '改进措施', 'prose']],
  ],
};

const BUILDINGS = {
  side: '楼堂馆所控制情况',
  caption: '楼堂馆所控制情况',
  rows: 'buildings',
  columns: {
    name: '名称',
    approvedArea: '批复规模（㎡）',
    actualArea: '实际规模（㎡）',
    areaRate: '规模控制率',
    budget: '预算投资（万元）',
    actual: '实际投资（万元）',
    costRate: '投资概算控制率',
  },
  figures: ['approvedArea', 'actualArea', 'areaRate', 'budget', 'actual', 'costRate'],
};

export const FORMS = {
  departmentEvaluation: ['head', 'funds', GOALS, TREE, REMARKS],

  projectEvaluation: ['head', 'funds', GOALS, TREE, REMARKS],

  transferEvaluation: [
    'head',
    'funds',
    {
      side: '资金管理情况',
      rows: 'management',
      columns: { name: '管理环节', account: '情况说明', problems: '存在问题和改进措施' },
    },
    GOALS,
    TREE,
    REMARKS,
  ],

  departmentTargets: [
    'head',
    {
      side: '基本信息',
      fields: [
        [
          ['staff', '财政供养人员数', 'figure'],
          ['units', '下属二级单位数', 'figure'],
        ],
      ],
    },
    {
      side: '预算整体情况',
      fields: [
        ['部门预算支出', '预算金额', '收入来源', '预算金额'],
        [
          ['expenditure/basic', '基本支出', 'figure'],
          ['income/fiscal', '财政拨款', 'figure'],
        ],
        [
          ['expenditure/project', '项目支出', 'figure'],
          ['income/other', '其他资金', 'figure'],
        ],
        [
          ['expenditure/total', '合计', 'figure'],
          ['income/total', '合计', 'figure'],
        ],
        ['事业发展性支出', '预算金额', '按预算级次划分', '预算金额'],
        [
          ['development/special', '财政专项资金', 'figure'],
          ['level/own', '市本级使用资金', 'figure'],
        ],
        [
          ['development/other', '其他事业发展性支出', 'figure'],
          ['level/transfer', '拟用于对下转移支付资金', 'figure'],
        ],
      ],
    },
    { side: '总体绩效目标', list: 'goals' },
    {
      side: '年度重点工作任务',
      tasks: 'tasks',
      columns: { name: '名称', content: '主要实施内容' },
      of: { name: '关键性指标', target: '实现值' },
    },
    TREE,
  ],

  projectTargets: [
    'head',
    {
      caption: '项目概况',
      fields: [
        [['fundType', '资金类型']],
        [
          ['start', '实施周期（起）'],
          ['end', '实施周期（止）'],
        ],
        [
          ['periodAmount', '总金额', 'figure'],
          ['amount', '当年度金额', 'figure'],
        ],
      ],
    },
    {
      side: '资金构成',
      rows: 'parts',
      columns: { name: FUNDS.name, amount: FUNDS.amount },
      figures: ['amount'],
    },
    {
      caption: '立项情况',
      class: 'remarks',
      fields: [[['purpose', '用途范围', 'prose']], [['basis', '政策依据', 'prose']]],
    },
    {
      side: '绩效目标',
      texts: [
        ['periodGoal', '实施周期绩效目标'],
        ['goal', '年度绩效目标'],
      ],
    },
    TREE,
  ],

  scoreSheet: [
    'head',
    'funds',
    {
      caption: '评分项目',
      class: 'items',
      rows: 'items',
      columns: {
        group: '一级指标',
        groupWeight: '分值',
        subgroup: '二级指标',
        name: '评分项目',
        weight: '分值',
        score: '得分',
        note: '评分说明',
      },
      merged: ['group', 'groupWeight', 'subgroup'],
      points: ['groupWeight', 'weight', 'score'],
      figures: ['weight', 'score'],
      sum: TOTAL,
    },
    {
      side: '加减分项',
      rows: 'bonus',
      columns: { name: '加减分事项', score: '分数' },
      figures: ['score'],
    },
  ],

  baseData: [
    'head',
    {
      side: '财政供养人员',
      fields: [
        [
          ['staffing/quota', '编制数', 'figure'],
          ['staffing/actual', '实际在职人数', 'figure'],
          ['staffing/rate', '控制率', 'figure'],
        ],
      ],
    },
    { caption: '经费控制情况', tree: ['lines'], columns: { ...ACCOUNTS, name: '经费控制情况' } },
    BUILDINGS,
  ],

  fundAccounts: [
    'head',
    {
      caption: '预决算收支情况',
      tree: ['opening', 'income', 'expenditure', 'surplus', 'closing'],
      columns: ACCOUNTS,
    },
  ],

  narrative: ['head', { passages: 'sections' }],
};
