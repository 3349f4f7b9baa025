/** `read` lives in a module of its own, which is fetched when something is first read. */
export function reader(module) {
  let loading;
  const load = async () => {
    const glue = await import("./reader.js");
    await glue.default(module && { module_or_path: await module() });
    return glue;
  };
  return async function read(source, options) {
    loading ??= load();
    try {
      await loading;
    } catch (error) {
      loading = undefined; // the next one tries again
      throw error;
    }
    return (await loading).read(source, typeof options?.name === "string" ? options.name : undefined);
  };
}
