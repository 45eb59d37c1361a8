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
  const once = async (mode, work) => {
    const transaction = database.transaction(LACI, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const answer = await asPromise(work(transaction.objectStore(LACI)));
    await done;
    return answer;
  };
  // The browser may close the store under an open page (its data cleared, a phone that slept): it is opened anew.
  const act = (mode, work) =>
    once(mode, work).catch(async () => {
      database.close();
      database = await openDatabase();
      return once(mode, work);
    });
  const range = IDBKeyRange.bound([pengguna, lembar, ""], [pengguna, lembar, "\uffff"]);
  return {
    tahan: true,
    put: (entry) => act("readwrite", (rows) => rows.put({ pengguna, lembar, ...entry })),
    get: (baris) => act("readonly", (rows) => rows.get([pengguna, lembar, baris])),
    drop: (baris) => act("readwrite", (rows) => rows.delete([pengguna, lembar, baris])),
    all: () => act("readonly", (rows) => rows.getAll(range)),
  };
};

// The same, for rows that a server takes soon: what the store does not take (a full disk) lasts as long as the page.
export const openAntreanLonggar = async (pengguna, lembar) => {
  const store = await openAntrean(pengguna, lembar);
  const spare = inMemory();
  const lepas = new Set(); // rows that are in the spare
  return {
    get tahan() {
      return store.tahan && !lepas.size;
    },
    put: async (entry) => {
      try {
        await store.put(entry);
        lepas.delete(entry.baris);
        await spare.drop(entry.baris);
      } catch {
        lepas.add(entry.baris);
        await spare.put(entry);
      }
    },
    get: async (baris) => (await spare.get(baris)) ?? (await store.get(baris).catch(() => undefined)),
    drop: async (baris) => {
      lepas.delete(baris);
      await spare.drop(baris);
      await store.drop(baris).catch(() => undefined);
    },
    all: async () => {
      const rows = new Map((await store.all().catch(() => [])).map((entry) => [entry.baris, entry]));
      for (const entry of await spare.all()) rows.set(entry.baris, entry);
      return [...rows.values()];
    },
  };
};
