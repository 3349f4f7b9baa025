/** The entry of classic scripts with the form: what jixiao.classic.js has, and <jixiao-form>. */
export * from './index.js';
export { default as init } from './index.js';
export * from './jixiao-form.js';
