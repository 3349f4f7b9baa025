/** The start page: a new filing, files to open, drafts to continue, and samples to look at. */
import * as core from './pkg/index.js';
import { choose } from './form/choose.js';
import { fill, h, part, timeOf } from './form/dom.js';
import { save } from './form/export.js';
import { chosen, dropped, partsOf, readAll } from './form/files.js';
import { whyNotRead, whyNotShown } from './form/trouble.js';
import { FILES, brought } from './form/intake.js';
import { KINDS } from './form/labels.js';
import { placeOf } from './form/stages.js';
import { text } from './form/text.js';
import { pageText } from './page-text.js';

const PROJECTS = ['projectTargets', 'projectEvaluation']; // kinds with one form per project
const MOST = 30; // forms of a kind
const LISTED = 30; // files listed that were not read; more are counted

const button = (label, click, more) =>
  h('button', { type: 'button', ...more, on: { click } }, label);

/**
 * `locale()` is the page's language. Everything is opened in `form`, whose "saved" event reports
 * it.
 */
export function createStart(form, locale) {
  const words = () => pageText(locale());
  const status = h('div', { class: 'told', role: 'status' }); // shows what happened to a draft or to files
  const doors = h('div', { class: 'doors' });
  const beginning = h('section', { class: 'card', hidden: true });
  const drafts = h('section', { class: 'card', hidden: true });
  const samples = h('section', { class: 'samples' });
  const element = h(
    'div',
    { class: 'start', hidden: true },
    status,
    doors,
    beginning,
    drafts,
    samples,
  );
  const chooser = h('input', {
    type: 'file',
    multiple: true,
    accept: FILES,
    hidden: true,
    on: {
      change() {
        const files = chosen(chooser.files);
        chooser.value = ''; // so that the same file can be chosen again
        take(files);
      },
    },
  });
  element.append(chooser);
  let redrawBeginning; // in another language, with what was filled in
  let renaming = false; // a name is being typed: the list must not be redrawn
  let lists = 0; // how many times the drafts were requested

  const isShown = () => !element.hidden;

  // ── New ────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Draws the form for a new filing. `given` is what was filled in before a change of language or
   * province.
   */
  function drawBeginning(given = /** @type {any} */ ({})) {
    const texts = words().begin;
    const {
      profile = '',
      year = String(new Date().getFullYear() - 1),
      department = '',
      kinds = {},
    } = given;
    const input = (name, label, value, more) =>
      h(
        'label',
        {},
        h('span', {}, label),
        h('input', { name, value, autocomplete: 'off', ...more }),
      );
    const option = ({ id, name }) =>
      h('option', { value: id, lang: 'zh-CN', selected: id === profile }, name);
    const problem = h('p', { class: 'problem', role: 'alert' });
    const list = core
      .templates(profile || undefined)
      .map((template) => kindOf(template, kinds[template.kind]));
    const written = (name) => /** @type {HTMLInputElement} */ (ask.elements[name]).value.trim();
    const entered = () => ({
      profile: written('profile'),
      year: written('year'),
      department: written('department'),
      kinds: Object.fromEntries(list.map((kind) => [kind.kind, kind.entered()])),
    });
    const ask = h(
      'form',
      {
        class: 'questions',
        'aria-labelledby': 'begin-heading',
        on: {
          submit(event) {
            event.preventDefault();
            const wanted = entered();
            const documents = list.flatMap(({ kind }) => blanks(kind, wanted));
            problem.textContent = documents.length ? '' : texts.none;
            if (!documents.length) return;
            show(null);
            form.begin({ profile: wanted.profile, documents }, { fresh: true });
          },
        },
      },
      h(
        'div',
        { class: 'fields' },
        h(
          'label',
          {},
          h('span', {}, texts.profile),
          h(
            'select',
            { name: 'profile', required: true, on: { change: () => drawBeginning(entered()) } },
            h('option', { value: '' }, texts.choose),
            core.profiles().map(option),
          ),
        ),
        input('year', texts.year, year, {
          inputmode: 'numeric',
          pattern: '\\d{4}',
          required: true,
          title: texts.yearHint,
        }),
        input('department', texts.department, department),
      ),
      h(
        'fieldset',
        {},
        h('legend', {}, texts.kinds),
        list.map((kind) => kind.element),
      ),
      problem,
      h(
        'div',
        { class: 'answers' },
        h('button', { type: 'submit', class: 'main' }, texts.create),
        button(texts.cancel, () => show(null, true)),
      ),
    );
    const focused =
      beginning.contains(document.activeElement) && document.activeElement?.getAttribute('name');
    fill(beginning, h('h2', { id: 'begin-heading' }, texts.heading), ask);
    if (focused && ask.elements[focused])
      /** @type {HTMLElement} */ (ask.elements[focused]).focus();
    redrawBeginning = () => drawBeginning(entered());
  }

  /** Chooses a kind of form, how many of it, and for which projects. */
  function kindOf({ kind, title }, { isWanted = false, count = 1, names = [] } = {}) {
    const texts = words().begin;
    const number = h('input', {
      type: 'number',
      min: '1',
      max: String(MOST),
      value: String(count),
      'aria-label': texts.count(title),
      on: { input: draw },
    });
    const box = h('input', { type: 'checkbox', checked: isWanted, on: { change: draw } });
    const projects = h('div', { class: 'projects' });
    const inputs = [];
    const element = h(
      'div',
      { class: 'kind' },
      h('label', {}, box, h('span', { lang: 'zh-CN' }, title)),
      number,
      projects,
    );

    function draw() {
      number.hidden = !box.checked;
      projects.hidden = !box.checked || !PROJECTS.includes(kind);
      const wanted = Math.max(1, Math.min(MOST, Number.parseInt(number.value, 10) || 1));
      while (inputs.length < wanted) {
        const n = inputs.length + 1;
        inputs.push(
          h('input', {
            value: names[n - 1] || '',
            autocomplete: 'off',
            placeholder: texts.projectHint(n),
            'aria-label': texts.project(title, n),
          }),
        );
      }
      fill(projects, inputs.slice(0, wanted));
    }
    draw();
    const entered = () => {
      const wanted = projects.children.length;
      return {
        isWanted: box.checked,
        count: wanted,
        names: inputs.slice(0, wanted).map(({ value }) => value.trim()),
      };
    };
    return { kind, element, entered };
  }

  function blanks(kind, { profile, year, department, kinds }) {
    const { isWanted, names } = kinds[kind];
    if (!isWanted) return [];
    return names.map((project) =>
      core.blank(kind, {
        profile,
        year,
        department: department || undefined,
        project: project || undefined,
      }),
    );
  }

  // ── Open ───────────────────────────────────────────────────────────────────────────────────────

  async function take(files) {
    const { taken, left } = await files;
    const texts = words().open;
    const ofForm = text(locale());
    const reading = await readAll(core, taken, {
      noForm: ofForm.noForm,
      locale: locale(),
      why: (error) => whyNotRead(error, ofForm),
      onNext: (name, index) =>
        fill(status, h('p', {}, texts.reading(name, index + 1, taken.length))),
    });
    const failed = [...reading.failed, ...left];
    const { filing } = reading;
    if (!isShown()) return; // something else was opened meanwhile
    if (!filing.documents.length) {
      tellFailed(failed);
      return;
    }
    fill(status);
    const place = filing.profile === undefined ? placeOf(core, filing) : undefined;
    const cells = Object.keys(reading.locations).length;
    form.begin(
      {
        ...filing,
        profile: place === undefined ? filing.profile : (place || { profile: 'cn' }).profile,
      },
      {
        locations: reading.locations,
        unread: [...partsOf(failed, ofForm), ...reading.unread],
        said: [
          texts.taken(reading.sources, filing.documents.length, cells, failed.length),
          place !== undefined && ofForm.placed(place),
        ]
          .filter(Boolean)
          .join(' '),
      },
    );
  }

  function tellFailed(failed) {
    const texts = words().open;
    const parts = partsOf(failed, text(locale())).slice(0, LISTED);
    fill(
      status,
      h('p', { class: 'problem' }, failed.length ? texts.none(failed.length) : texts.nothing),
      parts.length > 0 &&
        h(
          'ul',
          {},
          parts.map((part) => h('li', {}, h('b', {}, part.location), ' ', part.text)),
          failed.length > LISTED && h('li', {}, texts.more(failed.length - LISTED)),
        ),
    );
  }

  addEventListener('dragover', (event) => {
    if (isShown()) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!isShown() || !event.dataTransfer) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) take(dropped(event.dataTransfer));
    else pasted(event.dataTransfer);
  });
  // Before the form gets the event: it would open the pasted forms beside what it shows.
  addEventListener(
    'paste',
    (event) => {
      if (
        !isShown() ||
        event.defaultPrevented ||
        /** @type {Element} */ (event.target).closest('input, textarea, select')
      )
        return;
      event.preventDefault();
      pasted(event.clipboardData);
    },
    true,
  );

  function pasted(transfer) {
    const something = brought(transfer);
    if (!something) return;
    take({
      taken: [{ name: something.name || words().open.pasted, bytes: something.source }],
      left: [],
    });
  }

  // ── Continue ───────────────────────────────────────────────────────────────────────────────────

  async function drawDrafts() {
    const { drafts: kept } = form;
    lists += 1;
    const mine = lists;
    const [listed, removed] = [await kept.list(), await kept.list({ removed: true })];
    if (renaming || mine !== lists) return; // a later list is on its way, or drawn already
    const texts = words().drafts;
    const reasons = text(locale()).kept;
    drafts.hidden = !listed.length && !removed.length && !kept.problem;
    const isOpen = Boolean(drafts.querySelector('details[open]'));
    fill(
      drafts,
      h('h2', {}, texts.list),
      kept.problem && h('p', { class: 'problem' }, texts.problem(reasons.reasons[kept.problem])),
      h('ul', { class: 'drafts' }, listed.map(drawDraft)),
      removed.length > 0 &&
        h(
          'details',
          { open: isOpen },
          h('summary', {}, texts.trash(removed.length)),
          h('ul', { class: 'drafts' }, removed.map(drawRemoved)),
        ),
    );
    drawDoors(listed);
  }

  const nameOf = ({ name }) => name || words().drafts.unnamed;

  function drawDraft(draft) {
    const texts = words().drafts;
    const { id, about, savedAt, damaged } = draft;
    const kinds = about ? about.kinds.map((kind) => KINDS[kind] || kind) : [];
    const name = nameOf(draft);
    const act = (label, click) => button(label, click, { 'aria-label': `${label} ${name}` });
    const line = h(
      'li',
      {},
      h(
        'div',
        { class: 'about' },
        damaged
          ? h('b', { lang: 'zh-CN' }, name)
          : h('a', { href: `#draft=${id}`, lang: 'zh-CN' }, name),
        h(
          'small',
          {},
          damaged && h('span', { class: 'problem' }, `${texts.damaged[damaged]} · `),
          kinds.length > 0 && [h('span', { lang: 'zh-CN' }, counted(kinds)), ' · '],
          h('time', { datetime: savedAt }, timeOf(savedAt, locale())),
        ),
      ),
      h(
        'div',
        { class: 'actions' },
        damaged
          ? act(texts.raw, async () =>
              save(texts.rawFile, 'application/json', (await form.drafts.raw(id)) || ''),
            )
          : [
              act(texts.rename, () => rename(line, draft)),
              act(texts.copy, () => form.drafts.copy(id)),
              act(texts.nextYear, () => beginNextYear(id)),
            ],
        act(texts.remove, () => remove(draft)),
      ),
    );
    return line;
  }

  function drawRemoved(draft) {
    const texts = words().drafts;
    const name = nameOf(draft);
    const purge = async () => {
      const sure = await choose(document.body, {
        heading: texts.purgeSure(name),
        answers: { purge: texts.purge },
        cancel: texts.cancel,
      });
      if (sure) showOutcome(await form.drafts.purge(draft.id));
    };
    return h(
      'li',
      {},
      h(
        'div',
        { class: 'about' },
        h('b', { lang: 'zh-CN' }, name),
        h('small', {}, timeOf(draft.savedAt, locale())),
      ),
      h(
        'div',
        { class: 'actions' },
        button(texts.restore, async () => showOutcome(await form.drafts.restore(draft.id)), {
          'aria-label': `${texts.restore} ${name}`,
        }),
        button(texts.purge, purge, { 'aria-label': `${texts.purge} ${name}` }),
      ),
    );
  }

  /** Shows why something could not be done with a draft; returns whether it was done. */
  function showOutcome(outcome) {
    fill(
      status,
      !outcome.ok &&
        h(
          'p',
          { class: 'problem' },
          words().drafts.failed(text(locale()).kept.reasons[outcome.code]),
        ),
    );
    return outcome.ok;
  }

  async function remove(draft) {
    const texts = words().drafts;
    if (!showOutcome(await form.drafts.remove(draft.id))) return;
    const undo = button(texts.undo, async () => showOutcome(await form.drafts.restore(draft.id)));
    fill(status, h('p', {}, texts.removed(nameOf(draft)), ' ', undo));
    undo.focus();
  }

  function rename(line, draft) {
    const texts = words().drafts;
    const input = h('input', {
      value: nameOf(draft),
      'aria-label': texts.name,
      autocomplete: 'off',
    });
    const done = async (name) => {
      if (!renaming) return;
      renaming = false;
      if (name !== undefined) showOutcome(await form.drafts.rename(draft.id, name));
      await drawDrafts();
      const again = /** @type {HTMLElement | null} */ (
        drafts.querySelector(`a[href="#draft=${draft.id}"]`)
      );
      if (again) again.focus();
    };
    renaming = true;
    fill(
      line,
      h(
        'form',
        {
          class: 'rename',
          on: {
            submit(event) {
              event.preventDefault();
              done(input.value.trim());
            },
            keydown({ key }) {
              if (key === 'Escape') done();
            },
          },
        },
        input,
        h('button', { type: 'submit', class: 'main' }, texts.keep),
        button(texts.cancel, () => done()),
      ),
    );
    input.select();
  }

  async function beginNextYear(id) {
    try {
      const { filing } = JSON.parse(await form.drafts.raw(id));
      form.begin(core.nextYear(filing), { fresh: true, said: words().drafts.nextYearSaid });
    } catch (error) {
      fill(
        status,
        h('p', { class: 'problem' }, words().drafts.failed(whyNotShown(error, text(locale())))),
      );
    }
  }

  // ── The page ───────────────────────────────────────────────────────────────────────────────────

  function drawDoors(listed) {
    const texts = words();
    const door = (key, about, ...controls) =>
      h(
        'section',
        { class: `card door ${key}` },
        h('h2', {}, texts[key].heading),
        h('p', {}, about),
        h('div', { class: 'answers' }, controls),
      );
    const readable = listed.filter(({ damaged }) => !damaged);
    const focused =
      doors.contains(document.activeElement) && document.activeElement?.getAttribute('data-door');
    fill(
      doors,
      door(
        'begin',
        texts.begin.about,
        button(texts.begin.button, () => show(beginning), { class: 'main', 'data-door': 'begin' }),
      ),
      door(
        'open',
        texts.open.about,
        button(texts.open.button, () => chooser.click(), { class: 'main', 'data-door': 'open' }),
      ),
      door(
        'drafts',
        readable.length ? texts.drafts.some(readable.length) : texts.drafts.none,
        readable.length > 0 &&
          button(
            texts.drafts.button,
            () => {
              location.hash = `draft=${readable[0].id}`;
            },
            {
              class: 'main',
              'data-door': 'drafts',
              title: nameOf(readable[0]),
            },
          ),
      ),
    );
    if (focused) part(doors, `[data-door="${focused}"]`).focus();
  }

  function show(section, isCancelled = false) {
    beginning.hidden = section !== beginning;
    if (section === beginning) {
      drawBeginning();
      part(beginning, 'select').focus();
    } else if (isCancelled) part(doors, '[data-door="begin"]').focus();
  }

  form.addEventListener('drafts', () => {
    if (isShown()) drawDrafts();
  });

  return {
    element,

    /** Shows the page, with a message if there is one. */
    async show(message) {
      fill(status, message && h('p', {}, message));
      if (!isShown()) show(null);
      element.hidden = false;
      await this.draw();
    },

    hide() {
      renaming = false;
      element.hidden = true;
    },

    async draw() {
      const { samples: texts } = words();
      renaming = false;
      if (!beginning.hidden) redrawBeginning();
      fill(
        samples,
        h('h2', {}, texts.heading),
        h(
          'ul',
          {},
          Object.entries(texts.list).map(([name, title]) =>
            h('li', {}, h('a', { href: `#sample=${name}` }, title)),
          ),
        ),
      );
      await drawDrafts();
    },
  };
}

/** "项目支出绩效自评表 × 3、部门整体支出绩效自评表" */
function counted(names) {
  return [...new Set(names)]
    .map((name) => {
      const n = names.filter((other) => other === name).length;
      return n > 1 ? `${name} × ${n}` : name;
    })
    .join('、');
}
