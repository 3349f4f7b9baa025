/** A project's evaluation whose score does not follow from its rate: 80% of 10 points are 8. */
export const filing = {
  documents: [
    {
      kind: 'projectEvaluation',
      title: '项目支出绩效自评表',
      project: '农村公路养护',
      department: '某县交通运输局',
      year: '2025',
      funds: {
        total: {
          name: '年度资金总额',
          initial: '800',
          budget: '750',
          executed: '600',
          weight: '10',
          rate: '80%',
          score: '9',
        },
      },
      indicators: [
        {
          level1: '产出指标',
          level2: '数量指标',
          name: '养护里程',
          target: '≥120公里',
          actual: '126公里',
          weight: '50',
          score: '50',
          reason: '',
        },
        {
          level1: '效益指标',
          level2: '社会效益指标',
          name: '通行时间缩短',
          target: '≥10%',
          actual: '12%',
          weight: '30',
          score: '30',
          reason: '',
        },
        {
          level1: '满意度指标',
          level2: '服务对象满意度指标',
          name: '沿线群众满意度',
          target: '≥90%',
          actual: '93%',
          weight: '10',
          score: '10',
          reason: '',
        },
      ],
      total: { weight: '100', score: '99' },
    },
  ],
};
