export default {
  base: './',
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: 'automatic' } },
};
