/** The global `jixiao` of pages without modules, with `<jixiao-form>` defined: all of the package, and `jixiao.load()`. */
export * from "./index.js";
export { default as init } from "./index.js";
export * from "./jixiao-form.js";
export as namespace jixiao;
