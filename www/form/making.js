/** Derives from the open filing: other provinces' forms, self-evaluations, next year's filing. */
import { choose } from './choose.js';
import { showMenu } from './menu.js';
import { followedIn, inFormsOf, isTargets, nameOf, withEvaluations } from './stages.js';
import { difference } from './tree.js';

/**
 * `begin(filing, options)` replaces the open filing by another, `setProfile(id)` only changes the
 * rules.
 */
export function createMaking(store, { core, view, words, begin, setProfile }) {
  const { root, notices } = view;

  return { chooseProfile, chooseWhatToMake };

  /** Called when the officer chooses another place's rules: the forms may take its rows, too. */
  async function chooseProfile(profileChosen) {
    const before = store.filing;
    const adapted = inFormsOf(core, before, profileChosen);
    const name = nameOf(core, profileChosen);
    const { stages, cancel } = words();
    const answer = difference(before.documents, adapted.documents).length
      ? await choose(root, {
          heading: stages.adapt(name),
          more: stages.adaptMore,
          answers: { forms: stages.adaptForms, rules: stages.adaptRules },
          cancel,
        })
      : 'rules';
    if (answer === 'rules') setProfile(profileChosen);
    else if (answer === 'forms' && store.filing === before) {
      store.replace(adapted, { follow: (pointer) => followedIn(before, adapted, pointer) });
      notices.tell(stages.adapted(name));
    } else view.drawTools();
  }

  function chooseWhatToMake(button) {
    const { generate, generates } = words().stages;
    showMenu(
      root,
      [
        {
          label: generates.evaluations,
          disabled: !store.documents.some(isTargets),
          run: addEvaluations,
        },
        { label: generates.nextYear, run: beginNextYear },
      ],
      button,
      generate,
    );
  }

  /** Adds the self-evaluations that answer the target tables. */
  function addEvaluations() {
    const first = store.documents.length;
    const filled = withEvaluations(core, store.filing);
    store.replace(filled, {
      blanks: filled.documents.map((_, index) => `/documents/${index}`).slice(first),
    });
    view.active = first;
    notices.tell(words().stages.evaluated(store.documents.length - first));
  }

  function beginNextYear() {
    return begin(core.nextYear(store.filing), { fresh: true, said: words().stages.nextYear });
  }
}
