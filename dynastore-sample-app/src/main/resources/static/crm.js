import { computed, createApp, nextTick, reactive, ref, toRefs } from 'vue';
import * as api from './api.js';
import { choose, compare } from './merge.js';

const EVERY_MS = 2000;
const PAGE_SIZE = 8;

const labels = { name: 'Name', status: 'Status', expires: 'Expires' };
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const when = (instant) => format.format(new Date(instant));

/** Formats a time as an input takes it: local, to the minute. */
function local(instant) {
  const time = new Date(instant);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const editable = ({ name, status, expires }) => ({ name, status, expires: expires ? local(expires) : '' });

/** Converts a form's content for the server. A time that was not edited keeps its seconds. */
function sendable({ id, name, status, expires }, base) {
  const kept = base?.expires && local(base.expires) === expires;
  const until = !expires ? null : kept ? base.expires : new Date(expires).toISOString();
  return { ...(id && { id }), name, status, expires: until };
}

const shown = (name, value) => (name === 'expires' ? (value ? when(value) : 'never') : value);

function setup() {
  const editor = ref(null);
  const remover = ref(null);
  const state = reactive({
    page: null, // the customers that are listed
    cursors: [null], // those of this page and of the pages before it
    here: null, // this instance
    changes: [], // the latest, the newest first
    // base: the customer when the form was opened; mine: the form; key: that of the new customer; conflict: the fields, if any
    edit: null,
    doomed: null, // the customer that the user is asked about
    problem: '',
    told: '',
    offline: '',
    busy: false,
  });
  const rows = computed(() => state.page?.items ?? []);
  const chosen = computed(() => choose(state.edit.conflict));

  async function look() {
    try {
      const cursor = state.cursors.at(-1);
      const [page, here] = await Promise.all([api.page(PAGE_SIZE, cursor), api.instance(), lookAtEdited()]);
      if (cursor === state.cursors.at(-1)) {
        state.page = page;
      }
      state.here = here;
      state.offline = '';
    } catch (e) {
      state.offline = e instanceof api.Refusal ? e.message : 'The server does not answer.';
    }
  }

  /** Finds out whether somebody else has changed the customer that is being edited. */
  async function lookAtEdited() {
    const edit = state.edit;
    if (edit?.base && !edit.conflict && !edit.changed && !state.busy) {
      try {
        edit.changed = (await api.changed(edit.base)) !== null;
      } catch (e) {
        edit.changed = e.status === 404;
      }
    }
  }

  async function live() {
    if (!document.hidden) {
      await look();
    }
    setTimeout(live, EVERY_MS);
  }

  async function turn(cursors) {
    state.cursors = cursors;
    await look();
  }

  async function open(dialog) {
    state.problem = '';
    await nextTick();
    dialog.value.showModal();
  }

  function close() {
    editor.value.close();
    remover.value.close();
  }

  function openNew() {
    const mine = { id: '', name: '', status: 'new', expires: '' };
    state.edit = { base: null, mine, key: api.newKey(), conflict: null, changed: false };
    return open(editor);
  }

  function openEdit(customer) {
    state.edit = { base: customer, mine: editable(customer), conflict: null, changed: false };
    return open(editor);
  }

  function openDelete(customer) {
    state.doomed = { ...customer, changed: false };
    return open(remover);
  }

  /** Sends a change. A refusal is explained, unless the given function handles it. */
  async function change(action, refused = () => false) {
    const { edit, doomed } = state;
    state.busy = true;
    state.problem = '';
    try {
      state.told = await action();
      if (state.edit === edit && state.doomed === doomed) {
        close(); // what has been opened in the meantime stays open
      }
    } catch (e) {
      if (!(e instanceof api.Refusal)) {
        state.problem = 'The server does not answer. Try again.';
      } else if (!refused(e)) {
        state.problem = e.message;
      }
    } finally {
      state.busy = false;
    }
    await look();
  }

  function save(form) {
    const edit = state.edit;
    const { base } = edit;
    return change(
      async () => {
        const saved = await (base ? api.update(base, sendable(form, base)) : api.create(sendable(form), edit.key));
        return base ? `Saved ${saved.name}, version ${saved.version}.` : `Created ${saved.name}.`;
      },
      (refusal) => {
        if (!base && refusal.isFinal) {
          edit.key = api.newKey(); // what is sent next is another request
        }
        if (base && refusal.status === 412) {
          const { name, status, expires } = form;
          edit.conflict = compare(editable(base), editable(refusal.current), { name, status, expires });
          edit.base = refusal.current;
          return true;
        }
        if (base && refusal.status === 404) {
          edit.base = null;
          edit.key = api.newKey();
          edit.conflict = null;
          edit.changed = false;
          edit.mine = { id: base.id, ...form };
          state.problem = 'Somebody else has deleted this customer in the meantime. Saving creates it again.';
          return true;
        }
        return false;
      },
    );
  }

  function remove() {
    const { doomed } = state;
    return change(
      async () => {
        await api.remove(doomed);
        return `Deleted ${doomed.name}.`;
      },
      (refusal) => {
        if (refusal.status === 412) {
          state.doomed = { ...refusal.current, changed: true };
          return true;
        }
        if (refusal.status === 404) {
          state.told = `Somebody else has already deleted ${doomed.name}.`;
          close();
          return true;
        }
        return false;
      },
    );
  }

  const resign = () =>
    change(async () => {
      await api.resign();
      return 'This instance has given up leadership. The next instance that notices becomes the leader; this one, if no other is running.';
    });

  const count = () =>
    change(async () => {
      const { customers } = await api.report();
      return `Counted ${customers} customers.`;
    });

  live();
  api.onChanges((changes) => {
    state.changes = changes;
  });
  return {
    ...toRefs(state),
    editor,
    remover,
    rows,
    chosen,
    labels,
    when,
    local,
    shown,
    newer: () => turn(state.cursors.slice(0, -1)),
    older: () => turn([...state.cursors, state.page.next]),
    openNew,
    openEdit,
    openDelete,
    close,
    save,
    remove,
    resign,
    count,
  };
}

createApp({ setup }).mount('#crm');
