/**
 * Decides which tab works on which draft: one at a time. A tab that closes or crashes frees its
 * drafts.
 *
 * Web Locks decide if available. They need a secure context, which an intranet's http:// is not:
 * there the tabs ask each other over a BroadcastChannel. In a browser with neither (Safari before
 * 15.4) every claim succeeds; writing drafts still keeps two tabs from overwriting each other's
 * work.
 */
import { newId } from './new-id.js';

const CLAIM_ANSWERED_WITHIN = 300; // ms, without Web Locks
const HANDED_OVER_WITHIN = 3000; // ms, after which an unresponsive (hung or frozen) tab loses the draft

/**
 * @typedef {object} Held The draft is this tab's.
 * @property {true} held
 * @property {() => Promise<void>} release
 *
 * @typedef {object} Elsewhere Another tab works on the draft.
 * @property {false} held
 * @property {import('./drafts.js').Code} [code] why the other tab could not hand it over: its last changes could not be saved
 * @property {() => Promise<Claim>} takeOver makes the other tab save and release the draft; load it only afterwards
 * @property {() => void} goThere asks the other tab to draw attention to itself
 * @property {() => Promise<string | undefined>} copy the id of a new draft with the same content; undefined if it is damaged
 *
 * @typedef {Held | Elsewhere} Claim
 */

/**
 * @param {string} namespace
 * @param {object} handlers
 * @param {(id: string) => Promise<import('./drafts.js').Outcome>} handlers.settle saves all unsaved
 *   changes of a draft
 * @param {(id: string) => Promise<string | undefined>} handlers.copy
 * @param {(id: string) => void} handlers.onTakenOver the draft was saved and handed over to another tab
 * @param {(id: string) => void} handlers.onStolen another tab took the draft without waiting for this one
 * @param {(id: string) => void} handlers.onAttention
 * @param {() => void} handlers.onChange another tab has changed the drafts
 */
export function createClaims(namespace, handlers) {
  const me = newId();
  const held = new Map(); // by id, how to release it
  const asking = new Set();
  const answers = new Map(); // by question
  let channel = openChannel(`jixiao:${namespace}`, hear);
  const locks = globalThis.navigator?.locks;

  function tell(type, id, more) {
    if (channel) channel.postMessage({ type, id, from: me, ...more });
  }

  /** The first answer; undefined if none comes in time. */
  function ask(type, id, patience) {
    if (!channel) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const question = newId();
      const settle = (answer) => {
        clearTimeout(timer);
        answers.delete(question);
        resolve(answer);
      };
      const timer = setTimeout(settle, patience);
      answers.set(question, settle);
      tell(type, id, { question });
    });
  }

  async function hear({ data: { type, id, from, question, answer } }) {
    const reply = (value) => tell('answer', id, { question, answer: value });
    if (type === 'answer' && answers.has(question)) answers.get(question)(answer);
    if (type === 'changed') handlers.onChange();
    // If two tabs ask at the same time, exactly one must get it.
    if (type === 'claim' && (held.has(id) || (asking.has(id) && me < from))) reply({ ok: true });
    if (!held.has(id)) return;
    if (type === 'claimed') lose(id, held.get(id));
    if (type === 'attention') handlers.onAttention(id);
    if (type === 'save') reply(await handlers.settle(id));
    if (type === 'handOver') reply(await handOver(id));
  }

  async function handOver(id) {
    const outcome = await handlers.settle(id);
    if (!outcome.ok || !held.has(id)) return outcome;
    const release = held.get(id);
    held.delete(id);
    handlers.onTakenOver(id);
    await release();
    return outcome;
  }

  function lose(id, release) {
    if (held.get(id) !== release) return;
    held.delete(id);
    handlers.onStolen(id);
  }

  /** Resolves to a function that releases the lock, or to undefined if another tab has it. */
  const lock = (id, steal) =>
    new Promise((resolve) => {
      let release;
      const ended = locks
        .request(
          `jixiao:${namespace}:${id}`,
          steal ? { steal } : { ifAvailable: true },
          (granted) => {
            if (!granted) return resolve(undefined);
            return new Promise((done) => {
              release = () => {
                done(undefined);
                return ended;
              };
              resolve(release);
            });
          },
        )
        .catch(() => {
          if (release) lose(id, release);
          else resolve(() => Promise.resolve()); // a document that may not lock, such as in a sandbox, shares drafts with nobody
        });
    });

  /** Claims without Web Locks. */
  async function callOut(id, steal) {
    asking.add(id);
    const answer = steal ? undefined : await ask('claim', id, CLAIM_ANSWERED_WITHIN);
    asking.delete(id);
    if (answer) return undefined;
    tell('claimed', id);
    return () => Promise.resolve();
  }

  async function take(id, steal) {
    const release = await (locks ? lock(id, steal) : callOut(id, steal));
    if (release) held.set(id, release);
    return release && mine(id);
  }

  /** @returns {Held} */
  const mine = (id) => ({ held: true, release: () => free(id) });

  async function free(id) {
    const release = held.get(id);
    held.delete(id);
    if (release) await release();
  }

  /** @returns {Elsewhere} */
  const elsewhere = (id, code) => ({
    held: false,
    code,
    async takeOver() {
      const free = await take(id, false);
      if (free) return free;
      const answer = await ask('handOver', id, HANDED_OVER_WITHIN);
      if (answer && !answer.ok) return elsewhere(id, answer.code);
      return (await take(id, !answer)) || elsewhere(id);
    },
    goThere: () => tell('attention', id),
    async copy() {
      await ask('save', id, HANDED_OVER_WITHIN);
      return handlers.copy(id);
    },
  });

  return {
    /** @returns {Promise<Claim>} */
    async claim(id) {
      return held.has(id) ? mine(id) : (await take(id, false)) || elsewhere(id);
    },
    /** The drafts claimed by this tab. */
    ids: () => [...held.keys()],
    /** Tells the other tabs that the drafts have changed. */
    tellChange: () => tell('changed'),
    async close() {
      await Promise.all([...held.keys()].map(free));
      if (channel) channel.close();
      channel = undefined;
    },
  };
}

function openChannel(name, hear) {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = hear;
    return channel;
  } catch {
    return undefined; // unsupported, or denied to this page together with storage
  }
}
