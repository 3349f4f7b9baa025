import vue from '@vitejs/plugin-vue';

export default {
  base: './',
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'jixiao-form' } } }),
  ],
};
