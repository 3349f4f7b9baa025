/** The words printed on the forms themselves. A form is a Chinese document whatever language the page speaks. */

export const KINDS = {
  departmentTargets: '部门整体绩效目标表',
  projectTargets: '项目绩效目标申报表',
  departmentEvaluation: '部门整体支出绩效自评表',
  projectEvaluation: '项目支出绩效自评表',
  transferEvaluation: '转移支付绩效自评表',
  scoreSheet: '部门整体支出绩效评分表',
  baseData: '绩效评价基础数据表',
  fundAccounts: '社会保险基金预决算收支情况表',
  narrative: '绩效自评报告',
};

export const HEAD = {
  title: '标题',
  project: { projectTargets: '项目（资金）名称', other: '项目名称' },
  fund: '基金名称',
  department: {
    departmentEvaluation: '预算部门',
    projectEvaluation: '主管部门',
    transferEvaluation: '主管部门',
    projectTargets: '业务主管部门',
    other: '部门名称',
  },
  implementer: '实施单位',
  year: { departmentTargets: '预算年度', projectTargets: '预算年度', other: '评价年度' },
  start: '开始日期',
  end: '结束日期',
  unit: '金额单位',
  filedOn: '填报日期',
};

/** Who signs a form, at its foot. */
export const SIGNATURES = {
  people: ['填报人', '审核人', '单位负责人'],
  seal: '（单位盖章）',
  date: '　　年　　月　　日',
};

export const FUNDS = {
  caption: { departmentEvaluation: '年度预算申请', scoreSheet: '部门预算执行', other: '项目资金' },
  unit: '万元',
  columns: {
    initial: '年初预算数',
    budget: '全年预算数',
    received: '到位数',
    executed: '全年执行数',
    balance: '结余',
    weight: '分值',
    rate: '执行率',
    score: '得分',
    reason: '原因说明',
  },
  name: '资金名称',
  breakdown: '资金构成',
  amount: '金额',
  of: '其中：',
};

export const INDICATORS = {
  caption: '绩效指标',
  columns: {
    heading: '目标',
    level1: '一级指标',
    level2: '二级指标',
    name: '三级指标',
    sign: '指标性质',
    target: '年度指标值',
    periodTarget: '实施周期指标值',
    unit: '度量单位',
    actual: '实际完成值',
    weight: '分值',
    coefficient: '得分系数',
    score: '得分',
    reason: '偏差原因分析及改进措施',
  },
};

export const TOTAL = { name: '总分', weight: '分值', score: '得分', grade: '等级' };
