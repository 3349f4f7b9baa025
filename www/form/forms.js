/**
 * The layout of each kind of document: its tables from top to bottom, with the words printed on
 * them. The titles of fields come from their declarations (labels.js); everything else that a form
 * prints is here.
 *
 * A table is one of the following. A cell that the document does not have is left out, and so is a
 * table without cells.
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
import { TITLES } from './labels.js';

const {
  Head,
  DepartmentTargets,
  ProjectTargets,
  Evaluation,
  ScoreSheet,
  BaseData,
  FundAccounts,
  Funds,
  FundLine,
} = TITLES;

/** The titles of a record's cells, except some of them. */
const columns = (titles, ...without) =>
  Object.fromEntries(Object.entries(titles).filter(([key]) => !without.includes(key)));

/** Labelled cells of a record at `path`, one a row or all in one. */
const fields = (path, titles, holds) =>
  Object.entries(titles).map(([key, title]) => [`${path}${key}`, title, holds]);

/** The fields of a head, some of which have another title in some kinds of document. */
export const HEAD = {
  ...Head,
  project: { projectTargets: ProjectTargets.project, other: Evaluation.project },
  fund: FundAccounts.fund,
  department: {
    departmentEvaluation: '预算部门',
    projectEvaluation: '主管部门',
    transferEvaluation: '主管部门',
    projectTargets: '业务主管部门',
    other: Head.department,
  },
  implementer: Evaluation.implementer,
  year: { departmentTargets: '预算年度', projectTargets: '预算年度', other: '评价年度' },
  start: { projectTargets: ProjectTargets.start, other: Evaluation.start },
  end: { projectTargets: ProjectTargets.end, other: Evaluation.end },
};

export const FUNDS = {
  caption: { departmentEvaluation: '年度预算申请', scoreSheet: '部门预算执行', other: '项目资金' },
  unit: '万元',
  columns: columns(FundLine, 'name'),
  name: FundLine.name,
  breakdown: Funds.breakdowns,
  amount: TITLES.Part.amount,
  of: `${Funds.parts}：`,
};

export const INDICATORS = { caption: Evaluation.indicators, columns: TITLES.Indicator };

export const TOTAL = { name: Evaluation.total, ...TITLES.Total };

const GOALS = {
  side: Evaluation.goals,
  texts: fields('goals/', TITLES.Goals),
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
  caption: Evaluation.conclusion,
  class: 'remarks',
  fields: [
    [['reason', Evaluation.reason, 'prose']],
    [['conclusion', Evaluation.conclusion, 'prose']],
    [['problems', Evaluation.problems, 'prose']],
    [['measures', Evaluation.measures, 'prose']],
  ],
};

const UNITS = {
  approvedArea: '（㎡）',
  actualArea: '（㎡）',
  budget: '（万元）',
  actual: '（万元）',
};

const BUILDINGS = {
  side: BaseData.buildings,
  caption: BaseData.buildings,
  rows: 'buildings',
  columns: Object.fromEntries(
    Object.entries(TITLES.Building).map(([key, title]) => [key, title + (UNITS[key] || '')]),
  ),
  figures: ['approvedArea', 'actualArea', 'areaRate', 'budget', 'actual', 'costRate'],
};

export const FORMS = {
  departmentEvaluation: ['head', 'funds', GOALS, TREE, REMARKS],

  projectEvaluation: ['head', 'funds', GOALS, TREE, REMARKS],

  transferEvaluation: [
    'head',
    'funds',
    {
      side: Evaluation.management,
      rows: 'management',
      columns: TITLES.Management,
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
          ['staff', DepartmentTargets.staff, 'figure'],
          ['units', DepartmentTargets.units, 'figure'],
        ],
      ],
    },
    {
      side: '预算整体情况',
      fields: [
        [DepartmentTargets.expenditure, '预算金额', DepartmentTargets.income, '预算金额'],
        [
          ['expenditure/basic', TITLES.Expenditure.basic, 'figure'],
          ['income/fiscal', TITLES.Income.fiscal, 'figure'],
        ],
        [
          ['expenditure/project', TITLES.Expenditure.project, 'figure'],
          ['income/other', TITLES.Income.other, 'figure'],
        ],
        [
          ['expenditure/total', TITLES.Expenditure.total, 'figure'],
          ['income/total', TITLES.Income.total, 'figure'],
        ],
        [DepartmentTargets.development, '预算金额', DepartmentTargets.level, '预算金额'],
        [
          ['development/special', TITLES.Development.special, 'figure'],
          ['level/own', TITLES.Level.own, 'figure'],
        ],
        [
          ['development/other', TITLES.Development.other, 'figure'],
          ['level/transfer', TITLES.Level.transfer, 'figure'],
        ],
      ],
    },
    { side: DepartmentTargets.goals, list: 'goals' },
    {
      side: DepartmentTargets.tasks,
      tasks: 'tasks',
      columns: columns(TITLES.Task, 'indicators'),
      of: TITLES.TaskIndicator,
    },
    TREE,
  ],

  projectTargets: [
    'head',
    {
      caption: '项目概况',
      fields: [
        [['fundType', ProjectTargets.fundType]],
        [
          ['start', ProjectTargets.start],
          ['end', ProjectTargets.end],
        ],
        [
          ['periodAmount', ProjectTargets.periodAmount, 'figure'],
          ['amount', ProjectTargets.amount, 'figure'],
        ],
      ],
    },
    {
      side: ProjectTargets.parts,
      rows: 'parts',
      columns: TITLES.Part,
      figures: ['amount'],
    },
    {
      caption: '立项情况',
      class: 'remarks',
      fields: [
        [['purpose', ProjectTargets.purpose, 'prose']],
        [['basis', ProjectTargets.basis, 'prose']],
      ],
    },
    {
      side: '绩效目标',
      texts: [
        ['periodGoal', ProjectTargets.periodGoal],
        ['goal', ProjectTargets.goal],
      ],
    },
    TREE,
  ],

  scoreSheet: [
    'head',
    'funds',
    {
      caption: ScoreSheet.items,
      class: 'items',
      rows: 'items',
      columns: TITLES.ScoreItem,
      merged: ['group', 'groupWeight', 'subgroup'],
      points: ['groupWeight', 'weight', 'score'],
      figures: ['weight', 'score'],
      sum: TOTAL,
    },
    {
      side: ScoreSheet.bonus,
      rows: 'bonus',
      columns: TITLES.Bonus,
      figures: ['score'],
    },
  ],

  baseData: [
    'head',
    {
      side: BaseData.staffing,
      fields: [fields('staffing/', TITLES.Staffing, 'figure')],
    },
    {
      caption: BaseData.lines,
      tree: ['lines'],
      columns: { ...columns(TITLES.BaseLine, 'parts', 'partial'), name: BaseData.lines },
    },
    BUILDINGS,
  ],

  fundAccounts: [
    'head',
    {
      caption: '预决算收支情况',
      tree: ['opening', 'income', 'expenditure', 'surplus', 'closing'],
      columns: columns(TITLES.AccountLine, 'parts'),
    },
  ],

  narrative: ['head', { passages: 'sections' }],
};
