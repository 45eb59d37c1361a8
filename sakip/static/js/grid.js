// The sheet of a quarter as a grid that saves by itself. The page is a whole form without it: everything
// here fills that form, keeps what was typed in the browser first, and sends it row by row.
import { button, changedNames, element } from "./elemen.js";
import { openAntreanLonggar } from "./grid/antrean.js";
import { openKiriman } from "./grid/kirim.js";
import { showKurang } from "./grid/kurang.js";
import { openPapan } from "./grid/papan.js";
import { openTempel } from "./grid/tempel.js";

const form = document.getElementById("lembar");
const table = form.querySelector("[data-grid]");
const { pengguna, lembar, sel: alamat } = form.dataset;
const part = (name, root = document) => root.querySelector(`[data-${name}]`);
const line = (potret) => document.getElementById(`baris-${potret}`);
const detail = (potret) => document.getElementById(`rinci-${potret}`);
const field = (name) => form.elements[name];
// The row a field belongs to: a contract, or "lembar" for the note of the whole sheet.
const keyOf = (name) => name.slice(name.lastIndexOf("-") + 1);
const isRow = (name) => /-(\d+|lembar)$/.test(name) && !/^(revisi|lihat)-/.test(name);
const editable = [...form.elements].filter((one) => isRow(one.name));
const antrean = await openAntreanLonggar(pengguna, lembar);
const tertunda = new Map(); // rows that are not sent again by themselves: why, and what came back
const belum = new Set(); // rows that hold something the server has not
const setengah = new Set(); // of these, the rows with a field that is still being typed in
let sisa = []; // what an earlier visit left for rows that cannot be typed into any more

// --- one row: what its fields hold, and what is said about it --------------------------------------
const fieldsOf = (baris) => editable.filter((one) => keyOf(one.name) === baris);
const read = (baris) => {
  const isi = Object.fromEntries(fieldsOf(baris).map((one) => [one.name, one.value]));
  if (baris === "lembar") isi["lihat-lembar"] = field("lihat-lembar").value;
  return isi;
};
const revisi = (baris) => field(`revisi-${baris}`);
const say = (baris, kata, keadaan) => {
  if (baris === "lembar") return;
  const place = part("simpan", line(baris));
  place.textContent = kata;
  place.dataset.simpan = keadaan;
};

// What is done to a row's entry is done one after the other: an older write never lands on a newer one.
const giliran = new Map();
const inTurn = (baris, work) => {
  const done = (giliran.get(baris) ?? Promise.resolve()).catch(() => undefined).then(work);
  giliran.set(baris, done);
  return done;
};
const terbaru = new Map(); // by row, the version that was typed last: only of that one is anything said
const keep = async (baris, siap, ekstra = {}) => {
  const isi = read(baris);
  const versi = `${Date.now()}-${Math.random()}`;
  terbaru.set(baris, versi);
  belum.add(baris);
  if (siap) setengah.delete(baris);
  else setengah.add(baris);
  say(baris, "…", "tulis");
  await inTurn(baris, () => antrean.put({ baris, isi, siap, versi, revisi: revisi(baris)?.value ?? "0", ...ekstra }));
  if (terbaru.get(baris) !== versi) return;
  say(baris, antrean.tahan ? "aman di komputer" : "belum terkirim", "aman");
};

// --- the strip above the grid -----------------------------------------------------------------------
const kabar = part("kabar");
let terpampang = ""; // what it asks: the same question is not put again under a hand that answers it
let menempel = false; // a block waits to be put down: nothing else takes its place
const tell = (nodes, apa = "") => {
  if (menempel || (apa && apa === terpampang)) return;
  terpampang = apa;
  kabar.hidden = !nodes;
  kabar.replaceChildren(...(nodes ?? []));
};
const keadaan = part("keadaan");
const waiting = async () => (await antrean.all()).length;

const aman = () => (antrean.tahan ? "aman di komputer ini" : "hanya ada di halaman ini, jangan ditutup");
const WORDS = {
  luring: (n) => `Luring. ${n} isian ${aman()}; dikirim begitu tersambung.`,
  gangguan: (n) => `Server belum menjawab. ${n} isian ${aman()}; dicoba lagi otomatis.`,
  habis: (n) => `Sesi Anda berakhir. ${n} isian tetap ${aman()}. `,
  orang_lain: (n, { nama }) => `Di komputer ini sekarang masuk ${nama ?? "orang lain"}. ${n} isian Anda tetap aman di sini dan baru dikirim setelah Anda masuk lagi.`,
  ditolak: (n, { pesan }) => `${pesan} ${n} isian tetap ${aman()}.`,
};
const onKeadaan = async (kata, ekstra = {}) => {
  keadaan.dataset.keadaan = kata;
  if (kata === "mengirim") return void (keadaan.textContent = `Menyimpan ${ekstra.banyak} baris …`);
  if (kata === "tersimpan") return void (keadaan.textContent = tertunda.size ? `${tertunda.size} isian belum tersimpan` : `Tersimpan ${ekstra.pukul}`);
  const nodes = [element("span", { textContent: WORDS[kata](await waiting(), ekstra) })];
  if (kata === "habis") {
    const next = encodeURIComponent(location.pathname);
    nodes.push(element("a", { href: `/akun/masuk/?next=${next}`, className: "bergaris", textContent: "Masuk lagi" }));
  }
  keadaan.textContent = "Belum terkirim";
  tell(nodes, nodes[0].textContent);
};

// --- what the server made of it ---------------------------------------------------------------------
const open = (potret, is) => {
  detail(potret)?.classList.toggle("buka", is);
  line(potret).querySelector(".sel-rinci a").setAttribute("aria-expanded", String(is));
};
const showFaults = (baris, galat) => {
  for (const row of [line(baris), detail(baris)]) for (const old of row.querySelectorAll(".galat-bidang")) old.remove();
  for (const one of fieldsOf(baris)) one.removeAttribute("aria-invalid");
  for (const [nama, pesan] of Object.entries(galat)) {
    const one = field(`${nama}-${baris}`);
    const said = element("p", { className: "galat-bidang", id: `galat-${nama}-${baris}`, textContent: pesan });
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", said.id);
    part("galat", line(baris)).append(said);
  }
};
// A value that the page sets is what the next one is compared with.
const set = (one, value) => {
  papan.set(one, value);
  if (one === document.activeElement) typedFrom = value;
};
const showStored = (baris, isi) => {
  for (const [nama, nilai] of Object.entries(isi)) {
    const one = field(`${nama}-${baris}`);
    if (one && one.value !== nilai) set(one, nilai);
  }
};
const showRow = (baris, row) => {
  part("hasil", line(baris)).innerHTML = row.hasil;
  part("asal", detail(baris)).innerHTML = row.asal;
  line(baris).toggleAttribute("data-kosong", row.kosong);
  line(baris).toggleAttribute("data-bawah", row.bawah);
  if (row.rinci) open(baris, true);
};

// Somebody was first: both figures, and the person chooses, and is at that row again.
const takeMine = (baris, row) => async () => {
  tertunda.delete(baris);
  fieldsOf(baris)[0].focus();
  if (revisi(baris)) revisi(baris).value = row.revisi;
  else field("lihat-lembar").value = row.isi.catatan;
  await keep(baris, true);
  showPending();
  kiriman.soon();
};
const takeTheirs = (baris, row) => async () => {
  tertunda.delete(baris);
  belum.delete(baris);
  fieldsOf(baris)[0].focus();
  if (revisi(baris)) revisi(baris).value = row.revisi;
  await inTurn(baris, () => antrean.drop(baris));
  showStored(baris, row.isi);
  say(baris, "memakai yang tersimpan", "tersimpan");
  showPending();
};
const showConflict = (baris, row) => {
  const nama = baris === "lembar" ? "Catatan lembar" : document.getElementById(`nama-${baris}`).firstChild.textContent;
  const { anda, kini, oleh, pada } = row.konflik;
  const theirs = `${oleh || "orang lain"} menulis ${kini}${pada && ` (${pada})`}`;
  tell([
    element("span", { textContent: `${nama}: ${theirs}. Anda menulis ${anda}. ` }),
    button("Pakai punya saya", takeMine(baris, row)),
    button("Pakai yang tersimpan", takeTheirs(baris, row)),
  ], `${baris} ${anda} ${kini} ${row.revisi}`);
};
const askSeparator = (asked) => {
  const choose = (pemisah) => async () => {
    for (const baris of asked) {
      tertunda.delete(baris);
      await keep(baris, true, { pemisah });
    }
    showPending();
    kiriman.kick();
  };
  const example = papan.rows.flat().find((cell) => asked.includes(keyOf(cell.name)) && cell.ariaInvalid)?.value;
  tell([
    element("span", { textContent: `${asked.length} angka seperti “${example ?? "1.234"}” dapat dibaca dua cara: ` }),
    button("Titik memisahkan ribuan", choose(".")),
    button("Titik memisahkan desimal", choose(",")),
  ], asked.join(" "));
};
const askLeft = () => {
  const throwAway = async () => {
    for (const { baris } of sisa.splice(0)) await antrean.drop(baris);
    tell(null);
  };
  const values = sisa.map(({ isi }) => Object.values(isi).find(Boolean) ?? "kosong").join("; ");
  const kata = `Lembar ini tidak dapat diisi lagi. ${sisa.length} isian Anda belum sempat terkirim: ${values}. Salin bila perlu. `;
  tell([element("span", { textContent: kata }), button("Buang", throwAway)], "sisa");
};
const showPending = () => {
  const why = (kata) => [...tertunda].filter(([, row]) => row.mengapa === kata);
  const [konflik] = why("konflik");
  const ambigu = why("ambigu").map(([baris]) => baris);
  if (konflik) showConflict(...konflik);
  else if (ambigu.length) askSeparator(ambigu);
  else if (sisa.length) askLeft();
  else tell(null);
};

const reasonOf = (row) => (row.konflik ? "konflik" : row.ambigu ? "ambigu" : Object.keys(row.galat).length ? "galat" : "");
const settle = async (row, sent) => {
  const baris = String(row.potret);
  const mengapa = reasonOf(row);
  const isLast = await inTurn(baris, async () => {
    const kini = await antrean.get(baris);
    const same = !kini || kini.versi === sent.versi;
    // What was stored is what the next save of this row stands on, also one that is already waiting.
    if (!mengapa && revisi(baris)) revisi(baris).value = row.revisi;
    if (!mengapa && baris === "lembar") field("lihat-lembar").value = row.isi.catatan;
    if (kini && same) await (mengapa ? antrean.put({ ...kini, siap: false }) : antrean.drop(baris));
    if (kini && !same && !mengapa) await antrean.put({ ...kini, revisi: String(row.revisi) });
    return same;
  });
  if (baris !== "lembar") showRow(baris, row);
  if (!isLast) return;
  if (baris !== "lembar") showFaults(baris, row.galat);
  if (mengapa) {
    tertunda.set(baris, { ...row, mengapa });
    return say(baris, mengapa === "konflik" ? "ada yang lebih dulu" : "ditolak, lihat pesannya", mengapa);
  }
  belum.delete(baris);
  showStored(baris, row.isi);
  say(baris, `tersimpan ${row.pukul}`, "tersimpan");
};
const onJawab = async (answer, entries) => {
  for (const row of answer.baris) {
    await settle({ ...row, pukul: answer.pukul }, entries.find((entry) => entry.baris === String(row.potret)));
  }
  part("terisi").textContent = answer.terisi;
  showKurang(answer.kurang);
  part("tanya").textContent = answer.tanya.map((kata) => `${kata}.`).join(" ");
  if (answer.tanya.length) part("catatan").hidden = false;
  onKeadaan("tersimpan", answer);
  showPending();
};

const kiriman = openKiriman({
  alamat, pengguna, antrean, csrf: field("csrfmiddlewaretoken").value,
  on: { jawab: onJawab, keadaan: onKeadaan },
});

// --- changes: each can be taken back, a pasted block as one ------------------------------------------
const lalu = [];
const nanti = [];
let typedFrom = document.activeElement.defaultValue ?? "";
const tools = () => {
  part('lakukan="urungkan"').disabled = !lalu.length;
  part('lakukan="ulangi"').disabled = !nanti.length;
};
const write = async (changes) => {
  for (const [one, value] of changes) set(one, value);
  const touched = new Set(changes.map(([one]) => keyOf(one.name)));
  await Promise.all([...touched].map((baris) => (tertunda.delete(baris), keep(baris, true))));
  kiriman.soon();
};
const change = (changes, from = changes.map(([one]) => one.value)) => {
  if (!changes.length) return;
  menempel = false;
  lalu.push(changes.map(([one, value], n) => [one, from[n], value]));
  nanti.length = 0;
  tools();
  return write(changes);
};
const undo = (from, to, pick) => {
  const step = from.pop();
  if (!step) return;
  to.push(step);
  tools();
  write(step.map((one) => [one[0], one[pick]]));
  step[0][0].focus();
};

form.addEventListener("focusin", ({ target }) => (typedFrom = target.value));
form.addEventListener("input", ({ target }) => {
  if (editable.includes(target)) keep(keyOf(target.name), false);
});
form.addEventListener("change", ({ target }) => {
  if (!editable.includes(target) || target.value === typedFrom) return;
  change([[target, target.value]], [typedFrom]);
  typedFrom = target.value;
});
// Typed and taken back again: no change, but the row still has to be what the server has.
form.addEventListener("focusout", ({ target }) => {
  if (document.hasFocus() && editable.includes(target) && setengah.has(keyOf(target.name))) keep(keyOf(target.name), true).then(kiriman.soon);
});

// --- acts ----------------------------------------------------------------------------------------------
const askCell = () => (keadaan.textContent = "Pilih selnya dahulu.");
const rowsChosen = () => [...new Set(papan.selected().map((cell) => keyOf(cell.name)))];
const sameReason = () => {
  const chosen = rowsChosen();
  if (!chosen.length) return askCell();
  const names = ["sebab", "tindak_lanjut"];
  const from = chosen.find((potret) => names.some((name) => field(`${name}-${potret}`).value));
  if (from === undefined) return ACTS.rinci(papan.here());
  const empty = chosen.flatMap((potret) => names.map((name) => [field(`${name}-${potret}`), field(`${name}-${from}`).value]));
  change(empty.filter(([one, value]) => !one.value && value));
  for (const potret of chosen) open(potret, true);
};
const ACTS = {
  urungkan: () => undo(lalu, nanti, 1),
  ulangi: () => undo(nanti, lalu, 2),
  "tidak-diukur": () => (papan.selected().length ? change(papan.selected().map((cell) => [cell, "-"])) : askCell()),
  sebab: sameReason,
  ajukan: () => form.requestSubmit(form.querySelector("button[name=ajukan]")),
  rinci: (cell) => {
    const potret = keyOf(cell.name);
    open(potret, true);
    detail(potret).querySelector("textarea").focus();
  },
};
const papan = openPapan({ table, ubah: change, lakukan: (name, cell) => ACTS[name](cell) });

part("alat").addEventListener("click", ({ target }) => {
  const act = target.closest("[data-lakukan]")?.dataset.lakukan;
  if (act) ACTS[act](papan.here());
});
part("tampil").addEventListener("change", ({ target }) => {
  for (const row of table.querySelectorAll("tr[data-potret]")) {
    row.hidden = Boolean(target.value) && !(target.value in row.dataset);
    const under = detail(row.dataset.potret);
    if (under) under.hidden = row.hidden;
  }
});
table.addEventListener("click", (event) => {
  const link = event.target.closest(".sel-rinci a");
  if (!link) return;
  event.preventDefault();
  const { potret } = link.closest("tr").dataset;
  open(potret, !detail(potret).classList.contains("buka"));
});
// A link to a field inside folded details opens them first.
document.addEventListener("click", ({ target }) => {
  const id = target.closest?.('a[href^="#"]')?.hash.slice(1);
  if (!id || !editable.includes(field(id))) return;
  if (keyOf(id) === "lembar") part("catatan").hidden = false;
  else open(keyOf(id), true);
  field(id).focus();
});

openTempel({
  table, papan, change,
  tell: (nodes) => {
    menempel = false;
    if (nodes) tell(nodes);
    else showPending();
    menempel = Boolean(nodes);
    return kabar;
  },
});

// --- sending the whole sheet --------------------------------------------------------------------------
let passed = false;
form.addEventListener("submit", (event) => {
  if (passed) return;
  event.preventDefault();
  event.stopPropagation(); // the page's own "sent once" must not count this try
  const { submitter } = event;
  (async () => {
    await Promise.allSettled(giliran.values());
    const fine = await kiriman.kick().catch(() => true); // the form itself is left to send it
    if (!fine && !tertunda.size) return;
    // A figure of two meanings is asked about here; the whole form would only ask again.
    if ([...tertunda.values()].some(({ mengapa }) => mengapa === "ambigu")) return showPending() ?? kabar.querySelector("button").focus();
    passed = true;
    form.requestSubmit(submitter);
    passed = false; // also when the person then stays on the page
  })();
});
addEventListener("beforeunload", (event) => {
  if (belum.size && !antrean.tahan && !form.dataset.terkirim) event.preventDefault();
});

// --- what an earlier visit left here, and what was typed before this script stood -------------------------
const left = await antrean.all();
const typed = changedNames(editable);
const typedRows = new Set([...typed].map(keyOf));
sisa = left.filter(({ baris }) => !fieldsOf(baris).length);
const restored = left.filter((entry) => !sisa.includes(entry));
// A page that shows who was first stands on what is stored now: to send it again is to choose one's own.
const isShown = document.querySelector("main > .ringkasan-galat .tabel");
const keptFrom = (nama) => typed.has(nama) || (isShown && nama === "lihat-lembar");
for (const { baris, isi, revisi: from } of restored) {
  for (const [nama, nilai] of Object.entries(isi)) if (!keptFrom(nama)) set(field(nama), nilai);
  if (!isShown && revisi(baris)) revisi(baris).value = from;
  if (baris === "lembar") part("catatan").hidden = false;
}
const resume = async (entry) => {
  belum.add(entry.baris);
  await antrean.put({ ...entry, siap: true });
  say(entry.baris, "aman di komputer", "aman");
};
const { name: here } = document.activeElement; // a figure that is still being typed waits until it is left
await Promise.all([
  ...sisa.map((entry) => antrean.put({ ...entry, siap: false })),
  ...restored.filter(({ baris }) => !typedRows.has(baris)).map(resume),
  ...[...typedRows].map((baris) => keep(baris, !typed.has(here) || keyOf(here) !== baris)),
]);
if (sisa.length) askLeft();
part("alat").hidden = !editable.length;
if (restored.length || typed.size) kiriman.kick();
form.dataset.siap = "ya";
