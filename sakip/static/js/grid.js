// The sheet of a quarter as a grid that saves by itself. The page is a whole form without it: everything
// here fills that form, keeps what was typed in the browser first, and sends it row by row.
import { button, changedNames, element } from "./elemen.js";
import { openAntrean } from "./grid/antrean.js";
import { openKiriman } from "./grid/kirim.js";
import { openPapan } from "./grid/papan.js";
import { readBlock } from "./grid/tempel.js";

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
const antrean = await openAntrean(pengguna, lembar);
const tertunda = new Map(); // rows that are not sent again by themselves: why, and what came back

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
  const done = (giliran.get(baris) ?? Promise.resolve()).then(work);
  giliran.set(baris, done);
  return done;
};
const terbaru = new Map(); // by row, the version that was typed last: only of that one is anything said
const keep = async (baris, siap, ekstra = {}) => {
  const isi = read(baris);
  const versi = `${Date.now()}-${Math.random()}`;
  terbaru.set(baris, versi);
  say(baris, "…", "tulis");
  await inTurn(baris, () => antrean.put({ baris, isi, siap, versi, revisi: revisi(baris)?.value ?? "0", ...ekstra }));
  if (terbaru.get(baris) !== versi) return;
  say(baris, antrean.tahan ? "aman di komputer" : "belum terkirim", "aman");
};

// --- the strip above the grid -----------------------------------------------------------------------
const kabar = part("kabar");
const tell = (nodes) => {
  kabar.hidden = !nodes;
  kabar.replaceChildren(...(nodes ?? []));
};
const keadaan = part("keadaan");
const waiting = async () => (await antrean.all()).length;

const WORDS = {
  luring: (n) => `Luring. ${n} isian aman di komputer ini dan dikirim begitu tersambung.`,
  gangguan: (n) => `Server belum menjawab. ${n} isian aman di komputer ini; dicoba lagi otomatis.`,
  habis: (n) => `Sesi Anda berakhir. ${n} isian tetap aman di komputer ini. `,
  orang_lain: (n, { nama }) => `Di komputer ini sekarang masuk ${nama ?? "orang lain"}. ${n} isian Anda tetap aman di sini dan baru dikirim setelah Anda masuk lagi.`,
  ditolak: (n, { pesan }) => `${pesan} ${n} isian tetap aman di komputer ini.`,
};
const onKeadaan = async (kata, ekstra = {}) => {
  keadaan.dataset.keadaan = kata;
  if (kata === "mengirim") return void (keadaan.textContent = `Menyimpan ${ekstra.banyak} baris …`);
  if (kata === "tersimpan") return void (keadaan.textContent = `Tersimpan ${ekstra.pukul}`);
  const nodes = [element("span", { textContent: WORDS[kata](await waiting(), ekstra) })];
  if (kata === "habis") {
    const next = encodeURIComponent(location.pathname);
    nodes.push(element("a", { href: `/akun/masuk/?next=${next}`, className: "bergaris", textContent: "Masuk lagi" }));
  }
  keadaan.textContent = "Belum terkirim";
  tell(nodes);
};

// --- what the server made of it ---------------------------------------------------------------------
const open = (potret, is) => {
  detail(potret)?.classList.toggle("buka", is);
  line(potret).querySelector(".sel-rinci a").setAttribute("aria-expanded", String(is));
};
const showFaults = (baris, galat) => {
  for (const old of line(baris).querySelectorAll(".galat-bidang")) old.remove();
  for (const one of fieldsOf(baris)) one.removeAttribute("aria-invalid");
  for (const [nama, pesan] of Object.entries(galat)) {
    const one = field(`${nama}-${baris}`);
    const said = element("p", { className: "galat-bidang", id: `galat-${nama}-${baris}`, textContent: pesan });
    one.setAttribute("aria-invalid", "true");
    one.setAttribute("aria-describedby", said.id);
    part("galat", line(baris)).append(said);
  }
};
const showStored = (baris, isi) => {
  for (const [nama, nilai] of Object.entries(isi)) {
    const one = field(`${nama}-${baris}`);
    if (one && one.value !== nilai) papan.set(one, nilai);
  }
};
const showRow = (baris, row) => {
  part("hasil", line(baris)).innerHTML = row.hasil;
  part("asal", detail(baris)).innerHTML = row.asal;
  line(baris).toggleAttribute("data-kosong", row.kosong);
  line(baris).toggleAttribute("data-bawah", row.bawah);
  if (row.rinci) open(baris, true);
};

// Somebody was first: both figures, and the person chooses.
const takeMine = (baris, row) => async () => {
  tertunda.delete(baris);
  if (revisi(baris)) revisi(baris).value = row.revisi;
  else field("lihat-lembar").value = row.isi.catatan;
  await keep(baris, true);
  showPending();
  kiriman.soon();
};
const takeTheirs = (baris, row) => async () => {
  tertunda.delete(baris);
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
  ]);
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
  ]);
};
const showPending = () => {
  const why = (kata) => [...tertunda].filter(([, row]) => row.mengapa === kata);
  const [konflik] = why("konflik");
  const ambigu = why("ambigu").map(([baris]) => baris);
  if (konflik) showConflict(...konflik);
  else if (ambigu.length) askSeparator(ambigu);
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
  showStored(baris, row.isi);
  say(baris, `tersimpan ${row.pukul}`, "tersimpan");
};
const onJawab = async (answer, entries) => {
  for (const row of answer.baris) {
    await settle({ ...row, pukul: answer.pukul }, entries.find((entry) => entry.baris === String(row.potret)));
  }
  part("terisi").textContent = answer.terisi;
  document.getElementById("kurang").outerHTML = answer.kurang;
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
  for (const [one, value] of changes) papan.set(one, value);
  const touched = new Set(changes.map(([one]) => keyOf(one.name)));
  await Promise.all([...touched].map((baris) => (tertunda.delete(baris), keep(baris, true))));
  kiriman.soon();
};
const change = (changes, from = changes.map(([one]) => one.value)) => {
  if (!changes.length) return;
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

// --- acts ----------------------------------------------------------------------------------------------
const rowsChosen = () => [...new Set(papan.selected().map((cell) => keyOf(cell.name)))];
const sameReason = () => {
  const chosen = rowsChosen();
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
  "tidak-diukur": () => change(papan.selected().map((cell) => [cell, "-"])),
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
  if (!id || !isRow(id)) return;
  open(keyOf(id), true);
  document.getElementById(id)?.focus();
});

// --- paste ----------------------------------------------------------------------------------------------
const byKode = () => {
  const kode = (tr) => tr.cells[0].textContent.trim().toLowerCase();
  return new Map([...table.querySelectorAll("tr[data-potret]")].map((tr) => [kode(tr), [...tr.querySelectorAll("input.angka")]]));
};
const count = (found) =>
  [
    `${found.ubah.length} sel cocok`,
    found.takDikenal.length && `${found.takDikenal.length} kode tidak dikenal (${found.takDikenal.slice(0, 3).join(", ")})`,
    found.terkunci.length && `${found.terkunci.length} baris tidak diminta (${found.terkunci.slice(0, 3).join(", ")})`,
    found.lebih && `${found.lebih} baris tidak punya tempat`,
  ].filter(Boolean).join(", ");
table.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.matches("input.angka") || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const cell = event.target;
  const found = readBlock(text, { byKode: byKode(), rows: papan.rows, at: papan.place(cell) });
  const land = () => {
    tell(null);
    change(found.ubah);
    cell.focus();
  };
  const sample = found.ubah.slice(0, 4).map(([one, value]) => `${one.getAttribute("aria-label").split(", ").slice(1).join(", ")}: ${value || "kosong"}`);
  const go = button("Tempel", land);
  go.disabled = !found.ubah.length;
  tell([
    element("span", { textContent: `${count(found)}. ${sample.join("; ")}${found.ubah.length > 4 ? "; …" : ""} ` }),
    go,
    button("Batal", () => (tell(null), cell.focus())),
  ]);
  (go.disabled ? kabar.lastChild : go).focus();
});

// --- sending the whole sheet --------------------------------------------------------------------------
let passed = false;
form.addEventListener("submit", (event) => {
  if (passed) return;
  event.preventDefault();
  event.stopPropagation(); // the page's own "sent once" must not count this try
  const { submitter } = event;
  (async () => {
    await Promise.all(giliran.values());
    const fine = await kiriman.kick();
    if (!fine && !tertunda.size) return;
    passed = true;
    form.requestSubmit(submitter);
  })();
});
addEventListener("pageshow", () => (passed = false));

// --- what an earlier visit left here, and what was typed before this script stood -------------------------
const left = await antrean.all();
const typed = changedNames(editable);
const typedRows = new Set([...typed].map(keyOf));
const homeless = left.filter(({ baris }) => !fieldsOf(baris).length);
const restored = left.filter((entry) => !homeless.includes(entry));
for (const { baris, isi, revisi: from } of restored) {
  for (const [nama, nilai] of Object.entries(isi)) if (!typed.has(nama)) papan.set(field(nama), nilai);
  if (revisi(baris)) revisi(baris).value = from;
  else part("catatan").hidden = false;
}
const resume = async (entry) => {
  await antrean.put({ ...entry, siap: true });
  say(entry.baris, "aman di komputer", "aman");
};
const { name: here } = document.activeElement; // a figure that is still being typed waits until it is left
await Promise.all([
  ...restored.filter(({ baris }) => !typedRows.has(baris)).map(resume),
  ...[...typedRows].map((baris) => keep(baris, !typed.has(here) || keyOf(here) !== baris)),
]);
if (homeless.length) {
  const throwAway = async () => {
    for (const { baris } of homeless) await antrean.drop(baris);
    tell(null);
  };
  const values = homeless.map(({ isi }) => Object.values(isi).find(Boolean) ?? "kosong").join("; ");
  const kata = `Lembar ini tidak dapat diisi lagi. ${homeless.length} isian Anda belum sempat terkirim: ${values}. Salin bila perlu. `;
  tell([element("span", { textContent: kata }), button("Buang", throwAway)]);
}
part("alat").hidden = !editable.length;
if (restored.length || typed.size) kiriman.kick();
form.dataset.siap = "ya";
