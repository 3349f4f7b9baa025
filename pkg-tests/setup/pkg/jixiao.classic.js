/** The entry of classic scripts: the package as a global, `jixiao`. */
export * from './index.js';
export { default as init } from './index.js';
