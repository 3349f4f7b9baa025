/** The global `jixiao` of pages without modules: everything in the package, and `jixiao.init()`. */
export * from "./index.js";
export { default as init } from "./index.js";
export as namespace jixiao;
