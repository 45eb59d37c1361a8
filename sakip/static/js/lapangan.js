// The field form on a phone: what is written lies in the browser's own store at once, a finished record waits
// there until the server has it, and the page itself opens without network.
import { button, changedNames, element } from "./elemen.js";
import { openAntrean } from "./grid/antrean.js";
import { openKiriman } from "./grid/kirim.js";
import { openFoto } from "./lapangan/foto.js";
import { openTandaTangan } from "./lapangan/tanda_tangan.js";

const form = document.querySelector("[data-lapangan]");
const { pengguna } = form.dataset;
const part = (name) => document.querySelector(`[data-${name}]`);
const antrean = await openAntrean(pengguna, "lapangan");
const LUAR = new Set(["csrfmiddlewaretoken", "foto", "kunci", "banyak_berkas"]);
const fields = [...form.elements].filter((one) => one.name && !LUAR.has(one.name));
const tell = (place, text, ...nodes) => {
  place.replaceChildren(text, ...nodes);
  place.hidden = !text;
};

// --- what is being written, kept at once -----------------------------------------------------------------
const DRAF = "draf";
const isRecord = ({ baris }) => !baris.startsWith(DRAF);
const read = () => Object.fromEntries(fields.map((one) => [one.name, one.value]));
const write = (isi, except = new Set()) => {
  for (const one of fields) if (one.name in isi && !except.has(one.name)) one.value = isi[one.name];
};
const keepText = () => antrean.put({ baris: DRAF, isi: read() });
const keepFiles = async () => antrean.put({ baris: `${DRAF}-berkas`, ...(await files()) });
const galat = (text) => tell(part("galat"), text);
const files = async () => ({ foto: foto.isi(), tanda: await tanda.isi() });
const foto = openFoto({ field: form.elements.foto, daftar: part("foto"), batas: form.dataset, ubah: keepFiles, galat });
const tanda = openTandaTangan(part("tanda-tangan"), keepFiles);
// The clock on the wall of the agency, wherever the phone thinks it is; Swedes write a moment as fields take it.
const here = () => new Date().toLocaleString("sv", { timeZone: form.dataset.zona }).slice(0, 16).replace(" ", "T");
const empty = async () => {
  const { perangkat_daerah: unit, dilihat_pada: waktu } = form.elements;
  const chosen = unit.value;
  form.reset();
  write({ ...Object.fromEntries(fields.map((one) => [one.name, one.options?.[0].value ?? ""])), perangkat_daerah: chosen });
  waktu.value = here();
  foto.set([]);
  await tanda.set(null);
  await antrean.drop(DRAF);
  await antrean.drop(`${DRAF}-berkas`);
};
form.addEventListener("input", keepText);
form.addEventListener("change", keepText);

// --- finished records, and how they get away ------------------------------------------------------------
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
const pack = ([first]) => {
  const body = new FormData();
  const sent = [...first.foto.map((file) => ["foto", file, file.name]), ...(first.tanda ? [["tanda_tangan", first.tanda, "tanda-tangan.png"]] : [])];
  for (const [nama, nilai] of Object.entries(first.isi)) body.set(nama, nilai);
  for (const [nama, nilai] of [["kunci", first.baris], ["atas-nama", pengguna], ["banyak_berkas", sent.length]]) body.set(nama, nilai);
  for (const one of sent) body.append(...one);
  return body;
};
const title = ({ isi, foto: photos }) => `${isi.tempat || "Tanpa tempat"}, ${isi.dilihat_pada.replace("T", " ")}, ${photos.length} foto.`;
// What is being written meanwhile waits in the list until it is taken up again.
const park = async () => {
  const isi = read();
  if (!isi.tempat && !isi.terlihat && !foto.isi().length) return;
  await antrean.put({ baris: newKey(), isi, ...(await files()), siap: false, galat: { sisa: "belum selesai ditulis." } });
};
const mend = (entry) => async ({ target }) => {
  target.disabled = true; // two taps are one
  await park();
  await empty();
  write(entry.isi);
  foto.set(entry.foto);
  await tanda.set(entry.tanda);
  await Promise.all([keepText(), keepFiles()]);
  await antrean.drop(entry.baris);
  galat(Object.values(entry.galat).join(" "));
  tell(part("kabar"), "");
  await list();
  form.elements.tempat.focus();
};
const line = (entry) => {
  const item = element("li", {}, element("span", { textContent: title(entry) }));
  if (entry.galat) {
    item.append(element("span", { className: "galat-bidang", textContent: ` Belum diterima: ${Object.values(entry.galat).join(" ")} ` }));
    item.append(button("Perbaiki", mend(entry)));
  }
  return item;
};
const waiting = async () => (await antrean.all()).filter(isRecord);
const list = async () => {
  const rows = await waiting();
  part("daftar").replaceChildren(...rows.map(line));
  part("antrean").hidden = !rows.length;
};

const WORDS = {
  luring: (n) => `Luring. ${n} catatan aman di ponsel ini dan dikirim begitu tersambung.`,
  gangguan: (n) => `Server belum menjawab. ${n} catatan aman di ponsel ini; dicoba lagi otomatis.`,
  habis: (n) => `Sesi Anda berakhir. Masuk lagi, ${n} catatan tetap aman di ponsel ini. `,
  orang_lain: (n, { nama }) => `Di ponsel ini sekarang masuk ${nama ?? "orang lain"}. ${n} catatan Anda tetap aman dan baru dikirim setelah Anda masuk lagi.`,
  mengirim: (n) => `Mengirim ${n} catatan …`,
};
const onKeadaan = async (kata, ekstra = {}) => {
  // One record that is refused does not keep the next ones waiting; it is mended as any other.
  if (kata === "ditolak") return onJawab({ galat: { sisa: ekstra.pesan } }, ekstra.entries).then(() => true);
  const next = encodeURIComponent(location.pathname);
  const link = element("a", { href: `${form.dataset.masuk}?next=${next}`, className: "bergaris", textContent: "Masuk lagi" });
  tell(part("kabar"), WORDS[kata]((await waiting()).length, ekstra), ...(kata === "habis" ? [link] : []));
};
const onJawab = async ({ galat: faults, alamat }, [first]) => {
  if (faults) {
    await antrean.put({ ...first, siap: false, galat: faults });
    tell(part("kabar"), "Ada catatan yang perlu diperbaiki. Buka di daftar di bawah ini.");
  } else {
    await antrean.drop(first.baris);
    const link = element("a", { href: alamat, className: "bergaris", textContent: "Buka catatannya" });
    tell(part("kabar"), `${first.isi.tempat} tersimpan di server. `, link);
  }
  await list();
  kiriman.kick();
};
const kiriman = openKiriman({
  alamat: form.action, pengguna, antrean, csrf: form.elements.csrfmiddlewaretoken.value, kemas: pack,
  on: { jawab: onJawab, keadaan: onKeadaan },
});
part("kirim").addEventListener("click", kiriman.kick);

let saving = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation(); // the page's own "sent once" does not count this
  const missing = ["perangkat_daerah", "dilihat_pada", "tempat", "terlihat"].find((name) => !form.elements[name].value.trim());
  if (missing) {
    galat("Isi perangkat daerah, waktu, tempat, dan yang terlihat dahulu.");
    return form.elements[missing].focus();
  }
  if (saving) return; // two taps are one record
  saving = true;
  galat("");
  navigator.storage?.persist?.();
  try {
    await antrean.put({ baris: newKey(), isi: read(), ...(await files()), siap: true });
    await empty();
  } catch {
    return galat("Ruang simpan ponsel ini penuh. Kosongkan sebagian, lalu simpan lagi. Yang tertulis masih ada.");
  } finally {
    saving = false;
  }
  await list();
  const n = (await waiting()).length;
  tell(part("kabar"), antrean.tahan ? `Tersimpan di ponsel ini. ${n} catatan menunggu terkirim.` : `${n} catatan menunggu terkirim. Jangan tutup halaman ini.`);
  scrollTo(0, 0);
  kiriman.kick();
}, true);

// --- where the phone is, when the person asks for it ------------------------------------------------------
const posisi = part("posisi");
const said = posisi.querySelector("[role=status]");
posisi.hidden = !navigator.geolocation;
posisi.querySelector("button").addEventListener("click", () => {
  said.textContent = "Mencari posisi …";
  const found = ({ coords: { latitude, longitude, accuracy } }) => {
    // As many decimals as the phone is sure of.
    const places = accuracy <= 20 ? 5 : accuracy <= 200 ? 4 : 3;
    form.elements.koordinat.value = `${latitude.toFixed(places)}, ${longitude.toFixed(places)}`;
    said.textContent = `Ketelitian sekitar ${Math.round(accuracy)} m.`;
    keepText();
  };
  const none = () => (said.textContent = "Posisi tidak didapat. Tulis tempatnya saja.");
  navigator.geolocation.getCurrentPosition(found, none, { enableHighAccuracy: true, timeout: 20_000 });
});

// --- the page itself without network; what an earlier visit left here ---------------------------------------
part("simpan").querySelector("span").textContent = "Simpan di ponsel";
const ready = part("siap-luring");
const worker = navigator.serviceWorker?.register(form.dataset.pekerja);
Promise.resolve(worker ?? Promise.reject(new Error("none")))
  .then(() => navigator.serviceWorker.ready)
  .then(() => tell(ready, "Halaman ini siap dibuka tanpa jaringan. Simpan alamatnya di layar utama ponsel Anda."))
  .catch(() => tell(ready, "Peramban ini tidak menyimpan halamannya. Biarkan terbuka selama tanpa jaringan."));

const [text, attached] = await Promise.all([antrean.get(DRAF), antrean.get(`${DRAF}-berkas`)]);
const typed = changedNames(fields); // before this script stood
const isNew = !text && !document.querySelector(".ringkasan-galat");
write(text?.isi ?? (isNew ? { dilihat_pada: here() } : {}), typed);
if (typed.size) keepText();
if (attached) {
  foto.set(attached.foto);
  await tanda.set(attached.tanda);
}
// A photo that was chosen before this script stood is one more.
if (form.elements.foto.files.length) form.elements.foto.dispatchEvent(new Event("change"));
await list();
if ((await waiting()).length) kiriman.kick();
addEventListener("beforeunload", (event) => {
  const { tempat, terlihat } = form.elements;
  const holds = tempat.value || terlihat.value || foto.isi().length || !part("antrean").hidden;
  if (holds && !antrean.tahan) event.preventDefault();
});
form.dataset.siap = "ya";
