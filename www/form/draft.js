/**
 * Work kept in this browser, so that a closed tab loses nothing. It never leaves the machine.
 *
 * Two slots: what is being worked on, and what was found there when the page opened, which is kept until it is restored or refused.
 */
export function createDraft(key) {
  const slot = (name) => `jixiao:${key}:${name}`;
  // Storage may be switched off or full; the form works all the same.
  const attempt = (work) => {
    try {
      return work(window.localStorage);
    } catch (error) {
      return undefined;
    }
  };
  const read = (name) => attempt((storage) => JSON.parse(storage.getItem(slot(name))));

  return {
    /** What an earlier visit left, if anything: `{ savedAt, filing }`. */
    found() {
      attempt((storage) => {
        const last = storage.getItem(slot('now'));
        if (last === null) return;
        storage.setItem(slot('before'), last);
        storage.removeItem(slot('now'));
      });
      const draft = read('before');
      return draft && draft.filing && Array.isArray(draft.filing.documents) ? draft : undefined;
    },
    /** Keeps the filing; false where the browser does not. */
    save(filing) {
      return attempt((storage) => {
        storage.setItem(slot('now'), JSON.stringify({ savedAt: new Date().toISOString(), filing }));
        return true;
      }) === true;
    },
    /** The earlier visit's work was taken up or refused. */
    settle() {
      attempt((storage) => storage.removeItem(slot('before')));
    },
  };
}
