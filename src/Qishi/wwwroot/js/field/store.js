// What the phone holds, keyed by account. Every write is on the disk before the promise resolves.
let open;

const base = () => open ??= new Promise((done, failed) => {
  const request = indexedDB.open('qishi-field', 1);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('meta');
    for (const name of ['visits', 'ops', 'photos']) db.createObjectStore(name, { keyPath: 'id' }).createIndex('account', 'account');
  };
  request.onsuccess = () => { request.result.onversionchange = () => { request.result.close(); open = undefined; }; done(request.result); };
  request.onerror = () => failed(request.error);
});

// Runs a piece of work in one transaction; what it returns is given when all of it is kept.
async function within(stores, mode, work) {
  const db = await base();
  return new Promise((done, failed) => {
    const transaction = db.transaction(stores, mode, { durability: 'strict' });
    let result;
    transaction.oncomplete = () => done(result instanceof IDBRequest ? result.result : result);
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
    result = work(...stores.map(s => transaction.objectStore(s)));
  });
}

export const read = key => within(['meta'], 'readonly', m => m.get(key));
export const keep = (key, value) => within(['meta'], 'readwrite', m => m.put(value, key));
export const put = (store, record) => within([store], 'readwrite', s => s.put(record));
export const get = (store, id) => within([store], 'readonly', s => s.get(id));
export const drop = (store, id) => within([store], 'readwrite', s => s.delete(id));
export const all = (store, account) => within([store], 'readonly', s => s.index('account').getAll(account));

// A photo and the operation that sends it are kept together or not at all.
export const putPhoto = (photo, op) => within(['photos', 'ops'], 'readwrite', (photos, ops) => { photos.put(photo); ops.put(op); });
export const dropPhoto = id => within(['photos', 'ops'], 'readwrite', (photos, ops) => { photos.delete(id); ops.delete(id); });

// The visits as the server has them; those that left the list stay while something of them is not sent.
export const replaceVisits = (account, visits, waiting) => within(['visits'], 'readwrite', store => {
  const request = store.index('account').getAll(account);
  request.onsuccess = () => {
    const now = new Set(visits.map(v => v.id));
    for (const old of request.result) if (!now.has(old.id) && !waiting.has(old.id)) store.delete(old.id);
    for (const visit of visits) store.put({ ...visit, account });
  };
});

// Everything of an account but what has not been sent; with `unsent` that too.
export const forget = (account, unsent) => within(['visits', 'ops', 'photos', 'meta'], 'readwrite', (visits, ops, photos, meta) => {
  meta.delete(IDBKeyRange.bound(`draft:${account}:`, `draft:${account}:~`));
  const request = ops.index('account').getAll(account);
  request.onsuccess = () => {
    const waiting = unsent ? [] : request.result;
    const keepVisits = new Set(waiting.map(o => o.visit)), keepPhotos = new Set(waiting.map(o => o.photo));
    sweep(ops, account, o => unsent);
    sweep(visits, account, v => !keepVisits.has(v.id));
    sweep(photos, account, p => !keepPhotos.has(p.id));
  };
});

// Too long without the server: everything goes but what was not sent, with the visits it belongs to.
export const expire = account => forget(account, false);

// Photos that are sent and older than the days they are kept, and visits done as long ago.
export const tidy = (account, before) => within(['visits', 'photos', 'ops'], 'readwrite', (visits, photos, ops) => {
  const request = ops.index('account').getAll(account);
  request.onsuccess = () => {
    const waiting = new Set(request.result.flatMap(o => [o.visit, o.photo]));
    sweep(photos, account, p => p.sentAt && p.sentAt < before && !waiting.has(p.id));
    sweep(visits, account, v => !v.open && v.seenAt < before && !waiting.has(v.id));
  };
});

// Nobody's data stays beside the data of who is signed in now, but what that person has not sent.
export const others = account => within(['visits', 'ops', 'photos', 'meta'], 'readwrite', (visits, ops, photos, meta) => {
  meta.delete(IDBKeyRange.bound('draft:', `draft:${account}:`, false, true));
  meta.delete(IDBKeyRange.bound(`draft:${account}:~`, 'draft:~', true, false));
  const request = ops.getAll();
  request.onsuccess = () => {
    const foreign = request.result.filter(o => o.account !== account), photoIds = new Set(foreign.map(o => o.photo));
    for (const [store, stays] of [[visits, () => false], [photos, p => photoIds.has(p.id)]]) {
      const cursor = store.openCursor();
      cursor.onsuccess = () => { const at = cursor.result; if (!at) return; if (at.value.account !== account && !stays(at.value)) at.delete(); at.continue(); };
    }
  };
});

function sweep(store, account, gone) {
  const request = store.index('account').openCursor(IDBKeyRange.only(account));
  request.onsuccess = () => { const at = request.result; if (!at) return; if (gone(at.value)) at.delete(); at.continue(); };
}
