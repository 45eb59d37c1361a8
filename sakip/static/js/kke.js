// The sheet of an evaluation: every criterion saves itself as soon as it changes, and keys go through all
// of them. Without this each criterion is an ordinary form with a button of its own.
import { button, changedNames, element, refusalOf } from "./elemen.js";
import { openAntreanLonggar } from "./grid/antrean.js";
import { openPintasan } from "./kke/pintasan.js";

const root = document.querySelector("[data-kke]");
const rows = [...root.querySelectorAll("[data-baris]")];
const rowOf = (kode) => rows.find((row) => row.dataset.baris === kode);
const part = (name, at = document) => at.querySelector(`[data-${name}]`);
const formOf = (row) => row.querySelector("form[data-isian]");
const fieldsOf = (row) => [...formOf(row).elements].filter((one) => one.name && one.type !== "hidden");
const revisiOf = (row) => formOf(row).querySelector("[name^=revisi]");
const answered = (row) => formOf(row).querySelector("input[type=radio]:checked");
const JEDA = 1200;

const antrean = await openAntreanLonggar(root.dataset.pengguna, location.pathname);
const kotor = new Set(); // rows that hold something the server has not
const jam = new Map(); // by row, the timer of the next save
let giliran = Promise.resolve(); // one save after the other: a total never goes back

// --- what is said at a row ---------------------------------------------------------------------------
const say = (row, kata, keadaan, ...nodes) => {
  const place = part("keadaan", row);
  place.replaceChildren(kata, ...nodes.flatMap((node) => [" ", node]));
  row.dataset.simpan = keadaan;
};
const tell = (row, ...nodes) => part("beda", row).replaceChildren(...nodes);
const markFaults = (row, galat) => {
  for (const one of fieldsOf(row)) one.toggleAttribute("aria-invalid", false);
  for (const old of formOf(row).querySelectorAll(".galat-bidang")) old.remove();
  for (const nama of Object.keys(galat)) formOf(row).elements[nama]?.setAttribute?.("aria-invalid", "true");
};

// --- what was typed, kept in this browser until the server has it ----------------------------------------
const read = (row) => [...new FormData(formOf(row))].filter(([nama]) => nama !== "csrfmiddlewaretoken");
const write = (row, isi, except = new Set()) => {
  for (const one of fieldsOf(row)) {
    if (!(one.name in isi) || except.has(one.name)) continue;
    if (one.type === "radio") one.checked = one.value === isi[one.name];
    else one.value = isi[one.name];
  }
};
const keep = (row) => {
  kotor.add(row);
  antrean.put({ baris: row.dataset.baris, isi: Object.fromEntries(read(row)), revisi: revisiOf(row).value });
};

// --- saving ----------------------------------------------------------------------------------------------
const reason = async (response) => {
  if (response.status === 401) return "Sesi Anda berakhir. Masuk lagi, lalu buka lembar ini; yang Anda tulis tetap ada di komputer ini.";
  return refusalOf(await response.text(), "Server belum menjawab.");
};
const fail = (row, kata) => {
  kotor.add(row);
  say(row, `Belum tersimpan. ${kata}`, "gagal", button("Coba lagi", () => save(row)));
};
const conflict = (row, { konflik, isi, revisi }) => {
  kotor.add(row);
  const mine = () => {
    tell(row);
    revisiOf(row).value = revisi;
    save(row);
  };
  const theirs = () => {
    tell(row);
    revisiOf(row).value = revisi;
    write(row, isi);
    kotor.delete(row);
    antrean.drop(row.dataset.baris);
    say(row, "Memakai yang tersimpan.", "ada");
  };
  say(row, "Belum tersimpan: orang lain lebih dulu.", "bentrok");
  tell(
    row,
    ...konflik.flatMap(({ bidang, anda, kini }) => [
      element("p", { textContent: `${bidang}, tersimpan: ${kini}` }),
      element("p", { textContent: `Punya Anda: ${anda}` }),
    ]),
    button("Pakai punya saya", mine),
    button("Pakai yang tersimpan", theirs),
  );
};
const place = (row, answer) => {
  revisiOf(row).value = answer.revisi;
  for (const [nama, texts] of [["jumlah", answer.jumlah], ["terjawab", answer.terjawab]]) {
    for (const [kode, text] of Object.entries(texts)) part(`${nama}="${kode}"`).textContent = text;
  }
  part("predikat").innerHTML = answer.predikat;
  for (const [kode, html] of Object.entries(answer.petunjuk)) {
    const at = document.getElementById(`baris-${kode}`);
    if (at) part("petunjuk", at).innerHTML = html;
  }
  const grade = document.getElementById(`baris-${answer.sub}`);
  if (grade) part("saran", grade).innerHTML = answer.saran;
};
const settle = async (row, response) => {
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  if (!isJson) return fail(row, await reason(response));
  const answer = await response.json();
  markFaults(row, answer.galat ?? {});
  if (response.status === 409) return conflict(row, answer);
  if (answer.galat) return fail(row, Object.values(answer.galat).join(" "));
  tell(row);
  place(row, answer);
  if (kotor.has(row)) return keep(row); // typed on meanwhile: its number is the new one
  await antrean.drop(row.dataset.baris);
  say(row, `Tersimpan pukul ${answer.pukul}`, "ada");
};
const send = async (row) => {
  if (!kotor.has(row)) return;
  if (!answered(row)) return say(row, "Pilih jawabannya dahulu; yang Anda tulis ikut tersimpan.", "tunggu");
  kotor.delete(row);
  say(row, "Menyimpan …", "simpan");
  const headers = { Accept: "application/json", "HX-Request": "true" };
  try {
    await settle(row, await fetch(formOf(row).action, { method: "POST", headers, body: new URLSearchParams(new FormData(formOf(row))) }));
  } catch (error) {
    const cut = error instanceof TypeError; // fetch says so when there is no network
    const where = antrean.tahan ? "aman di komputer ini" : "hanya ada di halaman ini, jangan ditutup";
    fail(row, `${cut ? "Sambungan terputus" : "Server belum menjawab"}; yang Anda tulis ${where}.`);
    if (!cut) throw error;
  }
};
const save = (row) => {
  clearTimeout(jam.get(row));
  giliran = giliran.catch(() => undefined).then(() => send(row));
  return giliran;
};
const changed = (row, ms) => {
  keep(row);
  clearTimeout(jam.get(row));
  if (row.dataset.simpan === "bentrok") return;
  if (ms) jam.set(row, setTimeout(save, ms, row));
  else save(row);
};

// The row whose own form this is in; asking for evidence is another form of the same row.
const ownerOf = (target) => target.closest("form[data-isian]")?.closest("[data-baris]");
root.addEventListener("input", ({ target }) => {
  const row = ownerOf(target);
  if (row && !target.matches("input[type=radio], select")) changed(row, JEDA);
});
root.addEventListener("change", ({ target }) => {
  const row = ownerOf(target);
  if (row) changed(row, 0);
});
root.addEventListener("submit", (event) => {
  const row = ownerOf(event.target);
  if (!row) return;
  event.preventDefault();
  event.stopPropagation(); // the page's own "sent once" does not count this
  changed(row, 0);
});
addEventListener("online", () => kotor.forEach((row) => row.dataset.simpan === "gagal" && save(row)));
addEventListener("beforeunload", (event) => {
  if (kotor.size && !antrean.tahan) event.preventDefault();
});

root.dataset.lipat = ""; // folded before one is gone to, else it moves away
openPintasan({ root, rows });

// --- what an earlier visit left here, and what was chosen before this script stood ------------------------
// What was written at another stage is no answer of this one.
const fits = ({ baris, isi }) => rowOf(baris) && formOf(rowOf(baris)).elements.tahap.value === isi.tahap;
const all = await antrean.all();
const left = new Map(all.filter(fits).map((entry) => [entry.baris, entry]));
for (const row of rows) {
  const entry = left.get(row.dataset.baris);
  const chosen = changedNames(fieldsOf(row));
  if (entry) {
    write(row, entry.isi, chosen);
    revisiOf(row).value = entry.revisi;
  }
  if (entry || chosen.size) changed(row, 0);
}
const sisa = all.filter((entry) => !fits(entry));
if (sisa.length) {
  const names = sisa.map(({ baris }) => baris).join(", ");
  const texts = sisa.map(({ baris, isi }) => {
    const words = Object.entries(isi).filter(([nama, nilai]) => nilai && !/^(tahap|revisi|kekuatan)/.test(nama));
    return `${baris}: ${words.map(([, nilai]) => nilai).join("; ")}`;
  });
  const throwAway = () => {
    for (const { baris } of sisa) antrean.drop(baris);
    part("sisa").hidden = true;
  };
  part("sisa").replaceChildren(
    ...(location.search
      ? [`Isian Anda pada ${names} belum tersimpan dan tidak tampil di sini. `, element("a", { href: location.pathname, className: "bergaris", textContent: "Buka semua kriteria" })]
      : [`Isian ini tidak dapat disimpan lagi di tahap sekarang. ${texts.join(". ")}. Salin bila perlu. `, button("Buang", throwAway)]),
  );
  part("sisa").hidden = false;
}
root.dataset.siap = "ya";
