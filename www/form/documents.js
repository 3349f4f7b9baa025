/** Adds, removes, copies, names and reorders the forms of a filing. */
import { has } from './pointer.js';
import { askName } from './ask.js';
import { showMenu } from './menu.js';

/** Cells that name a form; the first one that it has counts. */
const NAMES = ['project', 'fund', 'title'];
/** Cells that all forms of a filing share. */
const SHARED = ['department', 'year'];

export function createDocuments(store, { root, words, readonly, core, active, choose, say }) {
  const path = (index) => `/documents/${index}`;
  const profile = () => store.filing.profile;
  const done = (index, message) => {
    choose(index);
    say(message);
  };

  const documents = {
    /** The actions for the form at an index. */
    actions(index) {
      const text = words().forms;
      const { length } = store.documents;
      const key = nameKey(store.documents[index]);
      return [
        { label: text.rename, disabled: !key, run: () => rename(index, key) },
        { label: text.copy, run: () => insert(index + 1, store.documents[index]) },
        null,
        { label: text.left, disabled: index === 0, run: () => move(index, index - 1) },
        { label: text.right, disabled: index === length - 1, run: () => move(index, index + 1) },
        null,
        { label: text.remove, run: () => remove(index) },
      ];
    },

    menu(index, anchor) {
      if (!readonly()) showMenu(root, documents.actions(index), anchor, words().forms.menu);
    },

    /** Asks which form to add, and adds it after the one shown. */
    add(anchor) {
      if (readonly()) return;
      const kinds = core.templates(profile());
      showMenu(
        root,
        kinds.map(({ kind, title }) => ({
          label: title,
          run: () => insert(active() + 1, documents.blank(kind), store.insertBlank),
        })),
        anchor,
        words().forms.add,
      );
    },

    /** A blank form of a kind, with the department and year of this filing. */
    blank(kind) {
      const known = (key) => store.documents.map((document) => document[key]).find(Boolean);
      const [department, year] = SHARED.map((key) => known(key) || undefined).map(
        (value) => value && String(value),
      );
      return core.blank(kind, { profile: profile(), department, year });
    },

    /** The blank form of the kind shown, as a model for rows. */
    template() {
      const document = store.documents[active()];
      return document && core.blank(document.kind, { profile: profile() });
    },

    /** Moves the form at `from` to the place of the one at `to`. */
    move,
  };
  return documents;

  function insert(index, document, into = store.insert) {
    const at = Math.min(index, store.documents.length);
    into(path(at), document, { focus: path(at) });
    done(at, words().forms.added);
  }

  function move(from, to) {
    store.move(path(from), path(to > from ? to + 1 : to), { focus: path(to) });
    done(to, words().forms.moved);
  }

  function remove(index) {
    store.remove(path(index), { focus: path(Math.max(0, index - 1)) });
    done(Math.min(index, store.documents.length - 1), words().forms.removed);
  }

  async function rename(index, key) {
    const before = store.documents[index][key];
    const name = await askName(root, words().forms, String(before || ''));
    if (name !== undefined && name !== before)
      store.write([{ path: `${path(index)}/${key}`, value: name }]);
  }
}

function nameKey(document) {
  return NAMES.find((key) => has(document, key));
}
