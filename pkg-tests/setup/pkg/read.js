/**
 * `read`, `write` and `sarif` are in two more modules, each of which is fetched on first use: one
 * reads files and writes texts, the other writes files. They have no rule book and get what they
 * need of rules from `rules` of the core.
 */
export function files(readerModule, writerModule, rules) {
  const reader = lazily(() => import('./reader.js'), readerModule);
  const writer = lazily(() => import('./writer.js'), writerModule);
  return {
    async read(source, options) {
      const given = (key) => (typeof options?.[key] === 'string' ? options[key] : undefined);
      return (await reader()).read(source, given('name'), given('locale'));
    },
    async write(filing, options) {
      const { as = 'text' } = options || {};
      if (as === 'text') return (await reader()).write(filing);
      return (await writer()).write(filing, String(as));
    },
    async sarif(report, options) {
      const { locale } = options || {};
      return (await reader()).sarif(report, rules({ locale }), options);
    },
  };
}

/** Loads a module when it is first called for; after a failure the next call tries again. */
function lazily(script, module) {
  let loading;
  const load = async () => {
    const glue = await script();
    await glue.default({ module_or_path: await module() });
    return glue;
  };
  return async () => {
    loading = loading || load();
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
}
