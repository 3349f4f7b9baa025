/** Light or dark: as an element says, or as the system has it. */
export function createTheme(root, chosen) {
  const system = window.matchMedia('(prefers-color-scheme: dark)');

  /** Puts the class `dark` on `root`, or takes it away; `chosen()` is "light", "dark", or "auto" for what the system has. */
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
