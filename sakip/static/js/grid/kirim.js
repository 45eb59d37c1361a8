// Sends what waits in the queue, again and again until the server has it. It never sends under another
// login, and a lost answer does no harm: the same row sent twice is the same row.
import { refusalOf } from "../elemen.js";

const JEDA = 150;
const PALING_LAMA = 30_000;
const KEPALA = { "HX-Request": "true", Accept: "application/json" };
const BERUBAH = "Keadaan lembar ini berubah. Muat ulang halaman.";
const isJson = (response) => (response.headers.get("Content-Type") ?? "").includes("json");

// Rows of a sheet, many in one request.
const asRows = (entries, pengguna) => {
  const body = new URLSearchParams({ "atas-nama": pengguna });
  for (const entry of entries) {
    if (entry.pemisah) body.set(`pemisah-${entry.baris}`, entry.pemisah);
    body.set(`revisi-${entry.baris}`, entry.revisi);
    for (const [nama, nilai] of Object.entries(entry.isi)) body.set(nama, nilai);
  }
  return body;
};

// `kemas(entries, pengguna)` makes one request of what waits; it may leave some of it for the next.
// `on.jawab(answer, entries)` tells what the server made of them, `on.keadaan(kata, ekstra)` how it stands:
// "mengirim", "tersimpan", "luring", "gangguan", "habis" (session over), "orang_lain", "ditolak".
export const openKiriman = ({ alamat, pengguna, csrf, antrean, on, kemas = asRows }) => {
  let running = null;
  let again = false;
  let timer = 0;
  let wait = 1000;
  let token = csrf;

  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(kick, ms);
  };
  const retry = (kata, ekstra = {}) => {
    on.keadaan(kata, ekstra);
    later(wait);
    wait = Math.min(wait * 2, PALING_LAMA);
    return false;
  };

  // Who is signed in now? Also brings the token of a new session.
  const greet = async () => {
    const response = await fetch(alamat, { headers: KEPALA });
    if (response.status === 401) return retry("habis");
    if (!response.ok || !isJson(response)) return retry("gangguan");
    const who = await response.json();
    token = who.csrf;
    if (String(who.pengguna) !== pengguna) return retry("orang_lain", who);
    return true;
  };

  const post = (entries) =>
    fetch(alamat, { method: "POST", body: kemas(entries, pengguna), headers: { ...KEPALA, "X-CSRFToken": token } });

  const send = async (entries) => {
    on.keadaan("mengirim", { banyak: entries.length });
    let response = await post(entries);
    if (response.status === 401) return retry("habis");
    if (response.status === 403 && !isJson(response)) {
      if (!(await greet())) return false;
      response = await post(entries);
    }
    if (response.status >= 500) return retry("gangguan");
    if (!isJson(response)) return on.keadaan("ditolak", { pesan: refusalOf(await response.text(), BERUBAH), entries });
    wait = 1000;
    await on.jawab(await response.json(), entries);
    return true;
  };

  const flush = async () => {
    try {
      const entries = (await antrean.all()).filter((entry) => entry.siap);
      return !entries.length || (await send(entries));
    } catch (error) {
      if (error instanceof TypeError) return retry("luring"); // fetch says so when there is no network
      retry("gangguan");
      throw error;
    }
  };

  const run = async () => {
    let fine = true;
    try {
      do {
        again = false;
        fine = await flush();
      } while (again && fine);
    } finally {
      running = null;
    }
    return fine;
  };
  // True when nothing is left to send; who asks while it is under way gets the answer of that run.
  const kick = () => {
    clearTimeout(timer);
    again = true;
    running ??= run();
    return running;
  };

  addEventListener("online", kick);
  addEventListener("focus", kick);
  document.addEventListener("visibilitychange", kick);
  return { kick, soon: () => later(JEDA) };
};
