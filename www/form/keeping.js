/**
 * Saves the open filing as a draft, and always knows whether the work is safe.
 *
 * What is open is one of three:
 * - nobody's work yet: the page opened it and nothing was changed, so there is no draft
 * - this tab's draft: every change is saved
 * - another tab's draft: it is shown, but cannot be changed here
 */
import { newId, openDrafts } from './drafts.js';

const SAVE_AFTER = 400; // ms
const CLAIM_AGAIN_AFTER = [50, 150, 300]; // ms; a page being reloaded may not have released it yet

/**
 * @typedef {object} Saved The state of the work; see the element's "saved" event.
 * @property {'saving' | 'saved' | 'unsaved'} state
 * @property {string} id of the draft
 * @property {import('./drafts.js').Code} [code] why it is unsaved
 * @property {string} [at] ISO time of the last save
 *
 * @param {string} namespace
 * @param {object} form
 * @param {() => Omit<import('./drafts.js').Draft, 'id'>} form.now
 * @param {(record: import('./drafts.js').DraftRecord) => void} form.show opens a draft that was loaded
 * @param {(code?: string) => Promise<'here' | 'there' | 'copy' | undefined>} form.ask another tab has the draft: what now?
 *   `code` says why that tab could not hand it over
 * @param {(saved: Saved) => void} form.onSaved
 * @param {() => void} form.onElsewhere another tab has taken over the draft
 * @param {() => void} form.onAttention another tab asks this one to show itself
 * @param {() => void} form.onDrafts the list of drafts may have changed
 */
export function createKeeping(namespace, form) {
  /** @type {{ id?: string, claim?: Promise<import('./claims.js').Claim>, isElsewhere?: boolean }} */
  let current = {}; // what is open; empty if there is no draft
  let isDirty = false;
  let place = ''; // the form shown at the last save
  let savingSoon;
  let problem; // why the last write or read failed
  let requests = 0; // number of requests for a draft: only the latest counts

  const drafts = openDrafts(namespace, {
    unsaved: (id) => (id === current.id && isUnsaved() ? handedOver() : undefined),
    onChange: form.onDrafts,
    onOutcome: heard,
    onTakenOver(id) {
      if (id !== current.id) return;
      clearTimeout(savingSoon);
      current.isElsewhere = true;
      form.onElsewhere();
    },
    onAttention(id) {
      if (id === current.id) form.onAttention();
    },
  });
  window.addEventListener('beforeunload', warn);

  const placeOf = ({ active = 0, fresh = false }) => `${active} ${fresh}`;

  function isUnsaved() {
    return (
      Boolean(current.id) && !current.isElsewhere && (isDirty || placeOf(form.now()) !== place)
    );
  }

  function handedOver() {
    const now = form.now();
    isDirty = false;
    place = placeOf(now);
    return { id: String(current.id), ...now };
  }

  function report(saved) {
    form.onSaved({ id: current.id, ...saved });
  }

  function heard(outcome) {
    problem = outcome.ok ? undefined : outcome.code;
    if (!current.id || outcome.id !== current.id) return;
    if (problem) report({ state: 'unsaved', code: problem });
    else if (!isDirty) report({ state: 'saved', at: new Date().toISOString() });
  }

  async function save() {
    clearTimeout(savingSoon);
    if (!isUnsaved()) return;
    const saving = current;
    if (!problem) report({ state: 'saving' });
    const outcome = await drafts.save(handedOver());
    if (saving !== current || !outcome.ok || outcome.id === saving.id) return;
    // Another tab changed the draft meanwhile, so this tab's work became a separate draft.
    letGo(saving);
    current = { id: outcome.id, claim: drafts.claim(outcome.id) };
    heard(outcome);
  }

  /** @param {typeof current} left */
  async function letGo({ claim }) {
    const mine = await claim;
    if (mine?.held) await mine.release();
  }

  /** Saves what is open and releases it. The form may open something else at once. */
  async function leave() {
    requests += 1;
    clearTimeout(savingSoon);
    const left = current;
    if (isUnsaved()) drafts.save(handedOver());
    const saved = drafts.flush();
    current = {};
    isDirty = false;
    await saved;
    await letGo(left);
  }

  async function claimed(id) {
    for (const wait of CLAIM_AGAIN_AFTER) {
      const claim = await drafts.claim(id);
      if (claim.held) return claim;
      await new Promise((done) => {
        setTimeout(done, wait);
      });
    }
    return drafts.claim(id);
  }

  /**
   * Asks what to do about a draft that another tab has: resolves to another claim, the id of a
   * copy, or undefined.
   */
  async function settled(claim, given) {
    const answer = given || (await form.ask(claim.code));
    if (answer === 'here') return claim.takeOver();
    if (answer === 'there') claim.goThere();
    return answer === 'copy' ? claim.copy() : undefined;
  }

  /**
   * Continues with a draft; `answer` is the officer's answer in advance, in case another tab has
   * it.
   */
  async function open(id, answer) {
    if (id === current.id && !current.isElsewhere) return true;
    requests += 1;
    const request = requests;
    let claim = await claimed(id);
    let given = answer;
    while (claim && !claim.held) {
      const next = await settled(claim, given);
      given = undefined;
      if (typeof next === 'string') return open(next);
      claim = next;
    }
    if (!claim) return false;
    const record = request === requests ? await drafts.load(id) : undefined;
    if (!record || request !== requests) {
      await claim.release();
      return false;
    }
    leave();
    current = { id, claim: Promise.resolve(claim) };
    place = placeOf(record);
    form.show(record);
    report({ state: 'saved', at: record.savedAt });
    return true;
  }

  /** Retries what could not be saved, after space was freed or another write succeeded. */
  async function again(outcome) {
    await outcome;
    if (problem || drafts.isUnsaved) drafts.flush();
    return outcome;
  }

  function warn(event) {
    if (drafts.secure() && !(problem && drafts.isUnsaved)) return;
    event.preventDefault();
    event.returnValue = ''; // for older browsers
  }

  return {
    open,
    leave,
    save,

    get id() {
      return current.id;
    },

    get isElsewhere() {
      return Boolean(current.isElsewhere);
    },

    /** Called on every change; the first one creates a draft. */
    change() {
      if (current.isElsewhere) return;
      isDirty = true;
      clearTimeout(savingSoon);
      if (current.id) savingSoon = setTimeout(save, SAVE_AFTER);
      else this.begin();
    },

    /** Makes what is open a draft at once. */
    begin() {
      const id = newId();
      current = { id, claim: drafts.claim(id) };
      isDirty = true;
      save();
    },

    /** The page's interface to its drafts. `problem` is why the last read or write failed. */
    page: {
      tab: drafts.tab,
      get problem() {
        return problem;
      },
      list: (options) => drafts.list(options),
      raw: (id) => drafts.raw(id),
      copy: (id) => drafts.copy(id),
      rename: (id, name) => again(drafts.rename(id, name)),
      remove: (id) => again(drafts.remove(id)),
      restore: (id) => again(drafts.restore(id)),
      purge: (id) => again(drafts.purge(id)),
      flush: () => drafts.flush(),
      open: (id) => open(id),
    },

    async close() {
      window.removeEventListener('beforeunload', warn);
      await leave();
      await drafts.close();
    },
  };
}
