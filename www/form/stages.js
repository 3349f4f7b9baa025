/** Moves a filing to its next stage, or into another province's forms. The core does the work. */
import { followed } from './follow.js';
import { at, documentOf, join } from './pointer.js';

const TARGETS = ['departmentTargets', 'projectTargets'];

export const isTargets = ({ kind }) => TARGETS.includes(kind);

/**
 * The profile of the place that the texts of a filing name: `{ profile, name, place }`, or null.
 */
export function placeOf(core, filing) {
  const found = core.recognise(filing);
  return found && { ...found, name: nameOf(core, found.profile) };
}

/** The name of a profile. */
export function nameOf(core, profile) {
  if (profile !== null && typeof profile === 'object') return profile.name || profile.id;
  const known = core.profiles().find(({ id }) => id === (profile || 'cn'));
  return known ? known.name : String(profile);
}

/** The filing, followed by the self-evaluations that answer its target tables. */
export function withEvaluations(core, filing) {
  const made = core.evaluationOf(filing.documents.filter(isTargets), { profile: filing.profile });
  return { ...filing, documents: [...filing.documents, ...made] };
}

/** The filing in the rows of another profile's forms, with all content and acknowledgements. */
export function inFormsOf(core, filing, profile) {
  const from = typeof filing.profile === 'object' ? filing.profile : undefined;
  const adapted = {
    ...filing,
    profile,
    documents: filing.documents.map((document) => core.adapt(document, { profile, from })),
  };
  if (filing.acknowledged) {
    const answers = filing.acknowledged.map((entry) => ({
      ...entry,
      path: followedIn(filing, adapted, entry.path),
    }));
    adapted.acknowledged = answers.filter(({ path }) => path !== undefined);
  }
  return adapted;
}

/** Where a cell has moved between two states of a filing; undefined if it is gone. */
export function followedIn(before, after, pointer) {
  const index = documentOf(pointer);
  if (index < 0) return pointer;
  const base = join('/documents', index);
  const inside = followed(pointer.slice(base.length), at(before, base), at(after, base));
  return inside === undefined ? undefined : base + inside;
}
