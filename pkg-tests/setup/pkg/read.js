/** `read` and `write` live in a module of their own, which is fetched when something is first read or written. */
export function reader(module) {
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
      loading = undefined; // the next one tries again
      throw error;
    }
  };
  return {
    async read(source, options) {
      const given = (key) => (typeof options?.[key] === 'string' ? options[key] : undefined);
      return (await loaded()).read(source, given('name'), given('locale'));
    },
    async write(filing) {
      return (await loaded()).write(filing);
    },
  };
}
