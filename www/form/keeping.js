/**
 * Keeps the filing that is open in a form as a draft, and knows at any time whether the work is safe.
 *
 * What is open is one of three:
 * - nobody's work yet: the page has opened it and nothing was changed; there is no draft
 * - this tab's draft: every change is saved
 * - a draft that another tab works on: it is shown, and cannot be changed here
 */
import { newId, openDrafts } from './drafts.js';

const SAVE_AFTER = 400; // ms
const CLAIM_AGAIN_AFTER = [50, 150, 300]; // ms; a page that is reloaded may not have let go yet

/**
 * @typedef {object} Saved What has become of the work; see the element's "saved" event.
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
 * @param {() => void} form.onElsewhere another tab has taken the draft over
 * @param {() => void} form.onAttention another tab asks this one to show itself
 * @param {() => void} form.onDrafts the list of drafts may be another
 */
export function createKeeping(namespace, form) {
  /** @type {{ id?: string, claim?: Promise<import('./claims.js').Claim>, isElsewhere?: boolean }} */
  let current = {}; // what is open; empty where there is no draft
  let isDirty = false;
  let place = ''; // the form shown, as it was last saved
  let savingSoon;
  let problem; // why the last write or read failed
  let asked = 0; // how many times a draft was asked for: the last one counts

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

  function tell(saved) {
    form.onSaved({ id: current.id, ...saved });
  }

  function heard(outcome) {
    problem = outcome.ok ? undefined : outcome.code;
    if (!current.id || outcome.id !== current.id) return;
    if (problem) tell({ state: 'unsaved', code: problem });
    else if (!isDirty) tell({ state: 'saved', at: new Date().toISOString() });
  }

  async function save() {
    clearTimeout(savingSoon);
    if (!isUnsaved()) return;
    const saving = current;
    if (!problem) tell({ state: 'saving' });
    const outcome = await drafts.save(handedOver());
    if (saving !== current || !outcome.ok || outcome.id === saving.id) return;
    // Another tab had changed the draft meanwhile, so that this one's work has become a draft beside it.
    letGo(saving);
    current = { id: outcome.id, claim: drafts.claim(outcome.id) };
    heard(outcome);
  }

  /** @param {typeof current} left */
  async function letGo({ claim }) {
    const mine = await claim;
    if (mine?.held) await mine.release();
  }

  /** Saves what is open and lets go of it. The form may open something else at once. */
  async function leave() {
    asked += 1;
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

  /** What became of a draft that another tab has: another claim, the id of a copy, or undefined. */
  async function settled(claim, given) {
    const answer = given || (await form.ask(claim.code));
    if (answer === 'here') return claim.takeOver();
    if (answer === 'there') claim.goThere();
    return answer === 'copy' ? claim.copy() : undefined;
  }

  /** Goes on with a draft; `answer` is what the officer has answered already, should another tab have it. */
  async function open(id, answer) {
    if (id === current.id && !current.isElsewhere) return true;
    asked += 1;
    const request = asked;
    let claim = await claimed(id);
    let given = answer;
    while (claim && !claim.held) {
      const next = await settled(claim, given);
      given = undefined;
      if (typeof next === 'string') return open(next);
      claim = next;
    }
    if (!claim) return false;
    const record = request === asked ? await drafts.load(id) : undefined;
    if (!record || request !== asked) {
      await claim.release();
      return false;
    }
    leave();
    current = { id, claim: Promise.resolve(claim) };
    place = placeOf(record);
    form.show(record);
    tell({ state: 'saved', at: record.savedAt });
    return true;
  }

  /** After space was made or something else was written: what could not be saved may be saved now. */
  async function again(outcome) {
    await outcome;
    if (problem || drafts.isUnsaved) drafts.flush();
    return outcome;
  }

  function warn(event) {
    if (drafts.secure() && !(problem && drafts.isUnsaved)) return;
    event.preventDefault();
    event.returnValue = ''; // what older browsers go by
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

    /** Something was changed. The first change makes a draft. */
    change() {
      if (current.isElsewhere) return;
      isDirty = true;
      clearTimeout(savingSoon);
      if (current.id) savingSoon = setTimeout(save, SAVE_AFTER);
      else this.begin();
    },

    /** Makes what is open a draft, at once. */
    begin() {
      const id = newId();
      current = { id, claim: drafts.claim(id) };
      isDirty = true;
      save();
    },

    /** What a page lists and does with drafts. `problem` is why the last one was not written or read. */
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
