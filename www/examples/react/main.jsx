/**
 * Two ways to use jixiao in a React 19 page: fields of the portal's own, whose errors an adapter sets, and the whole form as <jixiao-form>.
 * Both edit one filing. The fields are @rc-component/form's, which is the form of Ant Design without its look: with antd, take
 * `Form` and `Form.Item` from there and leave out `Field`.
 */
import { useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import Form, { Field } from '@rc-component/form';
import 'jixiao/form';
import { antDesign } from 'jixiao/adapters';
import { filing } from '../filing.js';
import './react.css';

const TOTAL = ['documents', 0, 'funds', 'total'];
const FIELDS = { budget: '全年预算数', executed: '全年执行数', rate: '执行率', score: '得分' };

function App() {
  const element = useRef(null);
  const [counts, setCounts] = useState(null);
  const [form] = Form.useForm();
  const show = useMemo(() => antDesign(form), [form]);

  const onReport = ({ detail }) => {
    setCounts(detail.counts);
    show(detail);
  };
  const onChange = ({ detail: { path, value } }) => {
    form.setFieldValue(
      path
        .split('/')
        .slice(1)
        .map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      value,
    );
  };

  return (
    <main>
      <h1>项目支出绩效自评</h1>
      <Form form={form} initialValues={filing}>
        {Object.entries(FIELDS).map(([key, label]) => (
          <Field key={key} name={[...TOTAL, key]}>
            {({ value, onChange: onInput }, { errors, warnings }) => (
              <label className={errors.length ? 'field error' : 'field'}>
                {label}
                <input
                  value={value ?? ''}
                  aria-invalid={errors.length > 0}
                  aria-label={`${label}（门户字段）`}
                  onChange={(event) => {
                    onInput(event);
                    element.current.set(`/${[...TOTAL, key].join('/')}`, event.target.value);
                  }}
                />
                <small role="alert">{[...errors, ...warnings].join(' ')}</small>
              </label>
            )}
          </Field>
        ))}
      </Form>
      <p>
        <button type="button" disabled={!counts || counts.error > 0}>
          提交
        </button>{' '}
        <button type="button" onClick={() => element.current.complete()}>
          填入计算值
        </button>{' '}
        <output>{counts && (counts.error ? `还有 ${counts.error} 处错误` : '可以提交')}</output>
      </p>
      <jixiao-form
        ref={element}
        filing={filing}
        profile="cn-hunan"
        onreport={onReport}
        onchange={onChange}
      />
    </main>
  );
}

createRoot(document.getElementById('app')).render(<App />);
