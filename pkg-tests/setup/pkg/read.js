/**
 * `read`, `write` and `sarif` are in a separate module, which is fetched on first use. It has no
 * rule book and gets what it needs of rules from `rules` of the core.
 */
export function reader(module, rules) {
  let loading;
  const load = async () => {
    const glue = await import('./reader.js');
    await glue.default({ module_or_path: await module() });
    return glue;
  };
  const loaded = async () => {
    loading = loading || load();
    try {
      return await loading;
    } catch (error) {
      loading = undefined; // so that the next call tries again
      throw error;
    }
  };
  return {
    async read(source, options) {
      const given = (key) => (typeof options?.[key] === 'string' ? options[key] : undefined);
      return (await loaded()).read(source, given('name'), given('locale'));
    },
    async write(filing, options) {
      const { as = 'text' } = options || {};
      const glue = await loaded();
      return as === 'text' ? glue.write(filing) : glue.writeFile(filing, String(as));
    },
    async sarif(report, options) {
      const { locale } = options || {};
      return (await loaded()).sarif(report, rules({ locale }), options);
    },
  };
}
