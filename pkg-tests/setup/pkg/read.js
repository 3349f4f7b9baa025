/** `read` and `write` live in a module of their own, which is fetched when something is first read or written. */
export function reader(module) {
  let loading;
  const load = async () => {
    const glue = await import("./reader.js");
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
      const name = typeof options?.name === "string" ? options.name : undefined;
      return (await loaded()).read(source, name);
    },
    async write(filing) {
      return (await loaded()).write(filing);
    },
  };
}
