/** Light or dark: as the element says, or as the system is set. */
export function createTheme(root, chosen) {
  const system = window.matchMedia('(prefers-color-scheme: dark)');

  /**
   * Sets or removes the class `dark` on `root`; `chosen()` is "light", "dark", or "auto" for the
   * system's setting.
   */
  function apply() {
    const theme = chosen();
    root.classList.toggle('dark', theme === 'dark' || (theme === 'auto' && system.matches));
  }

  return {
    apply,

    start() {
      apply();
      system.addEventListener('change', apply);
    },

    stop() {
      system.removeEventListener('change', apply);
    },
  };
}
