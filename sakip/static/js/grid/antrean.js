// What was typed and is not yet at the server: kept in the browser, by person, sheet and row, so that it
// survives a reload, a crash, hours without network, and somebody else's login on the same PC.
const NAMA = "sakip";
const LACI = "isian";

const asPromise = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const openDatabase = () => {
  const request = indexedDB.open(NAMA, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(LACI, { keyPath: ["pengguna", "lembar", "baris"] });
  };
  return asPromise(request);
};

// The same four acts on a browser that keeps nothing (private windows): they last as long as the page.
const inMemory = () => {
  const rows = new Map();
  return {
    tahan: false,
    put: async (entry) => void rows.set(entry.baris, entry),
    get: async (baris) => rows.get(baris),
    drop: async (baris) => void rows.delete(baris),
    all: async () => [...rows.values()],
  };
};

export const openAntrean = async (pengguna, lembar) => {
  let database;
  try {
    database = await openDatabase();
  } catch {
    return inMemory();
  }
  const act = async (mode, work) => {
    const transaction = database.transaction(LACI, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const answer = await asPromise(work(transaction.objectStore(LACI)));
    await done;
    return answer;
  };
  const range = IDBKeyRange.bound([pengguna, lembar, ""], [pengguna, lembar, "\uffff"]);
  return {
    tahan: true,
    put: (entry) => act("readwrite", (rows) => rows.put({ pengguna, lembar, ...entry })),
    get: (baris) => act("readonly", (rows) => rows.get([pengguna, lembar, baris])),
    drop: (baris) => act("readwrite", (rows) => rows.delete([pengguna, lembar, baris])),
    all: () => act("readonly", (rows) => rows.getAll(range)),
  };
};
