/** The page of the benchmark in Chromium: `bench(workload)` and `cold(contender)` for run.mjs to call. */
import ajv from '../node_modules/.bench/ajv.mjs';
import { Check as typebox } from '../node_modules/.bench/typebox.mjs';
import { contenders } from './contenders.mjs';
import { measure } from './measure.mjs';

globalThis.bench = async (workload) => {
  const jixiao = await import(/* @vite-ignore */ new URL('/jixiao/index.js', location.href));
  await jixiao.default();
  return measure(contenders(workload, { jixiao, ajv, typebox }));
};
