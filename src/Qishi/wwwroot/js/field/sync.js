// Operations wait on the phone and are sent in order, each with an id of its own made here: the server keeps what it has taken by that id, so sending again does no harm.
import * as store from './store.js';

export const now = { expired: false, link: 'unknown', sending: false, lastSent: null, book: null };
const listeners = new Set();
export const onChange = f => { listeners.add(f); return () => listeners.delete(f); };
const tell = () => listeners.forEach(f => f());

// One change of the waiting operations at a time, in all tabs: what is being sent must not be rewritten underneath.
let chain = Promise.resolve();
const exclusive = work => navigator.locks ? navigator.locks.request('qishi-field-ops', work) : (chain = chain.then(work, work));

export const account = () => now.book?.account;
export const ops = async () => account() ? (await store.all('ops', account())).sort((a, b) => a.seq - b.seq) : [];
export const visits = async () => account() ? (await store.all('visits', account())).sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.no.localeCompare(b.no)) : [];
export const visit = async id => { const v = await store.get('visits', id); return v && v.account === account() ? v : null; };

const mine = visit => account().replaceAll('-', '');
export const keyOf = (visit, kind, item) => kind === 'item' ? `item:${item}` : kind === 'sign' ? `sign:${visit.department}` : `${kind}:${mine(visit)}`;
export const standing = (visit, kind, item) => visit.entries.find(e => e.key === keyOf(visit, kind, item));

/** What was last said about a key: here, or as the server has it. */
export async function latest(visit, kind, item = null) {
  const waiting = (await ops()).filter(o => o.visit === visit.id && o.kind === kind && o.item === item);
  return { op: waiting.at(-1) ?? null, entry: standing(visit, kind, item) ?? null, value: waiting.at(-1)?.value ?? standing(visit, kind, item)?.value ?? null };
}

// A demo on a plain address has no randomUUID.
const newId = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

// The version the person had before the eyes; one's own later one counts as seen, a colleague's does not.
const seen = (shown, stored, kind, item) => (stored && standing(stored, kind, item)?.mine ? standing(stored, kind, item) : standing(shown, kind, item))?.number ?? 0;

// Order is counted, not timed: a phone's clock may jump.
const fresh = (visit, stored, kind, item, value, seq) => ({ id: newId(), account: account(), visit: visit.id, kind, item, base: seen(visit, stored, kind, item), at: new Date().toISOString(), value, seq, status: 'waiting', tried: false });

const plain = value => JSON.stringify(Object.entries(value).filter(([, v]) => v !== null && v !== undefined && v !== '').map(([k, v]) => [k, k === 'codes' ? [...v].sort() : v]).sort());

/** Keeps an operation; one that was not sent yet takes the new content. */
export async function record(visit, kind, item, value, picture = null) {
  await exclusive(async () => {
    const all = await ops(), same = kind === 'photo' || kind === 'aside' ? null : all.filter(o => o.visit === visit.id && o.kind === kind && o.item === item).at(-1);
    // Leaving a field says its words again: nothing new, so nothing to date anew or to ask about.
    const before = same ?? (kind === 'item' ? standing(await store.get('visits', visit.id) ?? visit, kind, item) : null);
    if (!picture && before && before.status !== 'refused' && plain(before.value) === plain(value)) return;
    const op = same && !(same.tried && same.status === 'waiting') ? { ...same, value, at: new Date().toISOString(), status: 'waiting', problems: null, tried: false } : fresh(visit, await store.get('visits', visit.id), kind, item, value, (all.at(-1)?.seq ?? 0) + 1);
    if (same && op.id !== same.id) op.base = same.base;
    if (picture) await store.putPhoto({ ...picture, id: op.id, account: account(), visit: visit.id, item: value.item ?? null, at: op.at }, { ...op, photo: op.id });
    else await store.put('ops', { ...op, photo: null });
  });
  tell();
  soon();
}

/** A place that became known after the photo was kept. */
export const locate = (id, place) => exclusive(async () => {
  const op = await store.get('ops', id);
  if (op && !op.tried) await store.put('ops', { ...op, value: { ...op.value, ...place } });
}).then(tell);

export async function again(id) { await change(id, op => ({ ...op, status: 'waiting', problems: null })); soon(0); }
/** Takes one off the phone; one that may already have reached the server goes its way. */
export async function remove(id) {
  await exclusive(async () => {
    const op = await store.get('ops', id);
    if (op && !(op.tried && op.status === 'waiting')) await store.dropPhoto(id);
  });
  tell();
}


/** Both values are kept whichever is chosen: mine becomes the next version, or is set aside beside theirs. */
export async function choose(op, useMine) {
  await exclusive(async () => {
    const theirs = op.theirs, value = op.value;
    if (useMine) return store.put('ops', { ...op, base: theirs.number, status: 'waiting', theirs: null, problems: null, at: new Date().toISOString() });
    const v = await store.get('visits', op.visit);
    if (v) await store.put('visits', withEntry(v, { id: newId(), key: keyOf(v, op.kind, op.item), number: theirs.number, value: theirs.value, by: theirs.by, at: theirs.at, mine: false }));
    await store.drop('ops', op.id);
    await store.put('ops', { ...op, id: newId(), kind: 'aside', base: 0, value, status: 'waiting', theirs: null, problems: null, tried: false });
  });
  tell();
  soon(0);
}

// Operations about the same thing; every photo and everything set aside is a thing of its own.
const thing = op => op.kind === 'photo' || op.kind === 'aside' ? op.id : `${op.visit}|${op.kind}|${op.item}`;
const withEntry = (v, entry) => ({ ...v, entries: [...v.entries.filter(e => e.key !== entry.key), entry] });
const change = (id, f) => exclusive(async () => { const op = await store.get('ops', id); if (op) await store.put('ops', f(op)); }).then(tell);

let timer;
export const soon = (after = 1500) => { clearTimeout(timer); timer = setTimeout(sync, after); };

let running = null;
export const sync = () => running ??= work().finally(() => { running = null; now.sending = false; tell(); });

async function work() {
  const token = await fetchBundle();
  if (!token) return;
  let sent = 0;
  for (;;) {
    const op = next(await ops());
    if (!op) break;
    now.sending = true;
    tell();
    const went = await send(op, token);
    if (!went) return;
    sent++;
  }
  if (sent > 0) { now.lastSent = new Date().toISOString(); await fetchBundle(); }
}

// The first that may go: nothing after an unsettled one of the same kind and item; a submission only when nothing else of its visit waits.
function next(all) {
  const blocked = new Set();
  for (const op of all) {
    const key = thing(op);
    if (op.status !== 'waiting' || blocked.has(key)) blocked.add(key);
    else if (op.kind !== 'submit' || !all.some(o => o.visit === op.visit && o.id !== op.id && o.seq < op.seq)) return op;
  }
  return null;
}

async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { redirect: 'manual', cache: 'no-store', ...options });
    if (answer.type === 'opaqueredirect' || answer.status === 401) { now.link = 'signed-out'; return null; }
    if (answer.status === 403) { now.link = 'not-allowed'; return null; }
    if (answer.status === 429 || answer.status >= 500) { now.link = 'trouble'; return null; }
    return answer;
  } catch {
    now.link = 'offline';
    return null;
  }
}

async function fetchBundle() {
  const answer = await ask('/field/bundle');
  if (!answer?.ok) { if (answer) now.link = 'trouble'; tell(); return null; }
  const { token, visits: list, ...book } = await answer.json();
  await exclusive(async () => {
    await store.others(book.account);
    now.book = book;
    now.expired = false;
    await store.keep('book', book);
    const waiting = new Set((await ops()).map(o => o.visit)), seenAt = new Date().toISOString();
    await store.replaceVisits(book.account, list.map(v => ({ ...v, seenAt })), waiting);
    await store.tidy(book.account, new Date(Date.now() - book.keepDays * 864e5).toISOString());
  });
  localStorage.setItem('field-holds', '1');
  [now.link, now.token] = ['online', token];
  tell();
  return token;
}

async function send(op, token) {
  const form = new FormData();
  const current = await exclusive(async () => {
    const kept = await store.get('ops', op.id);
    if (!kept || kept.status !== 'waiting') return null;
    await store.put('ops', { ...kept, tried: true });
    return kept;
  });
  if (!current) return true;
  const photo = current.photo ? await store.get('photos', current.photo) : null;
  form.append('op', JSON.stringify({ id: current.id, visit: current.visit, kind: current.kind, item: current.item, base: current.base, at: current.at, value: current.value }));
  form.append('__RequestVerificationToken', token);
  if (photo) form.append('file', photo.blob, photo.blob.type === 'image/png' ? 'sign.png' : 'photo.jpg');
  const answer = await ask('/field/operations', { method: 'POST', body: form });
  if (!answer) return false;
  const said = (answer.headers.get('Content-Type') ?? '').includes('json') ? await answer.json() : null;
  if (!said?.state) {
    if (answer.status === 413) await settle(current, { state: 'refused', problems: [{ sentence: '照片太大，没有收下。请重新拍一张' }] });
    else { now.link = 'trouble'; return false; }
  } else await settle(current, said);
  return true;
}

async function settle(op, said) {
  await exclusive(async () => {
    const kept = await store.get('ops', op.id);
    if (!kept) return;
    // What was said later about the same thing takes its place: the person decides about the last word.
    const later = (await ops()).filter(o => o.id !== op.id && thing(o) === thing(op));
    if (said.state !== 'done') {
      const last = later.at(-1) ?? kept;
      if (last !== kept) await store.drop('ops', op.id);
      return store.put('ops', { ...last, status: said.state === 'conflict' ? 'conflict' : 'refused', theirs: said.theirs && { ...said.theirs, number: said.number }, problems: said.problems });
    }

    const v = await store.get('visits', op.visit);
    if (v) {
      const key = op.kind === 'photo' ? `photo:${op.id.replaceAll('-', '')}` : keyOf(v, op.kind, op.item);
      if (op.kind !== 'aside') await store.put('visits', withEntry(v, { id: op.id, key, number: said.number, value: op.value, by: now.book.name, at: op.at, mine: true }));
    }
    for (const next of later) await store.put('ops', { ...next, base: said.number });
    const photo = op.photo && await store.get('photos', op.photo);
    if (photo) await store.put('photos', { ...photo, sentAt: new Date().toISOString() });
    await store.drop('ops', op.id);
  });
  tell();
}

/** Opens with what the phone holds, then asks the server. */
export async function start() {
  now.book = await store.read('book') ?? null;
  if (now.book) {
    const before = new Date(Date.now() - now.book.keepDays * 864e5).toISOString();
    await store.tidy(now.book.account, before);
    // A phone that has not met the server for so long may be lost: what the server has already does not stay on it.
    now.expired = now.book.now < before;
    if (now.expired) await exclusive(() => store.expire(now.book.account));
  }
  addEventListener('online', () => soon(0));
  addEventListener('offline', () => { now.link = 'offline'; tell(); });
  addEventListener('visibilitychange', () => { if (!document.hidden) soon(0); });
  setInterval(async () => { if (!document.hidden && (now.link !== 'online' || (await ops()).some(o => o.status === 'waiting'))) sync(); }, 30000);
}

/** Leaves this phone: what is sent goes; what is not stays for the same person, or goes too when asked to. */
export async function leave(unsent) {
  const who = account(), token = now.token;
  await exclusive(async () => { await store.forget(who, unsent); await store.keep('book', null); });
  now.book = null;
  localStorage.removeItem('field-holds');
  try {
    const body = new URLSearchParams({ __RequestVerificationToken: token ?? '' });
    await fetch('/signout', { method: 'POST', body, redirect: 'manual' });
  } catch { /* Without signal the session ends by itself; the phone holds nothing any more. */ }
  location.href = '/';
}
