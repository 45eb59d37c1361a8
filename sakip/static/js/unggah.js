// Files go in pieces (tus): what breaks off goes on by itself, also after the page was closed. Without
// this script the form sends one file, as every form does.
/* global tus */
import { refusalOf } from "./elemen.js";

const form = document.querySelector("form[data-kirim]");
const section = document.getElementById("unggahan");
const list = section.querySelector("ul");
const total = document.getElementById("unggahan-total");
const words = document.getElementById("unggahan-jumlah");
const done = document.getElementById("unggahan-selesai");
const field = form.elements.berkas;
const day = form.elements.tanggal_dokumen;
const token = form.elements.csrfmiddlewaretoken.value;
const kinds = form.dataset.akhiran.split(",");
const most = Number(form.dataset.maks);

const PIECE = 4 * 1024 * 1024;
const AT_ONCE = 2;
const RETRIES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];
const rows = [];

// What takes the place of a file is one file.
field.multiple = !("satu" in form.dataset);
field.accept = form.dataset.akhiran;
const help = document.getElementById("id_berkas_helptext");
help.textContent = help.textContent.replace(/paling besar .*/, `paling besar ${form.dataset.maksTeks} satu berkas.${field.multiple ? " Boleh beberapa sekaligus." : ""}`);

const percent = (row) => Math.floor((100 * row.sent) / row.file.size);

// What the server said: a plain sentence, or the page of a refusal.
function sentence(error) {
  const answer = error.originalResponse;
  if (!answer) return "Sambungan terputus. Tekan Lanjutkan bila sudah tersambung.";
  const body = answer.getBody() ?? "";
  if (!body.includes("<html")) return body || "Berkas ini belum dapat diunggah. Coba lagi.";
  return refusalOf(body, "Masuk lagi, lalu unggah ulang.");
}

function refusal(file) {
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  if (!kinds.includes(ending)) return `Jenis berkas ini tidak diterima. Unggah ${help.textContent.split(", paling")[0]}.`;
  if (file.size > most) return `Berkas lebih dari ${form.dataset.maksTeks}. Perkecil atau bagi, lalu unggah lagi.`;
  return file.size ? "" : "Berkas ini kosong. Pilih berkas lain.";
}

function button(text, row, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = "btn btn-kecil";
  one.append(text);
  const name = document.createElement("span");
  name.className = "hanya-pembaca";
  name.textContent = ` ${row.file.name}`;
  one.append(name);
  one.addEventListener("click", act);
  return one;
}

function show(row, state, text) {
  const before = row.state;
  row.state = state;
  row.bar.value = percent(row);
  row.bar.hidden = state === "gagal" || state === "batal";
  row.note.textContent = text;
  row.line.classList.toggle("galat-bidang", state === "gagal");
  sum();
  if (state === before) return; // its buttons stay under the finger that presses them
  const acts = {
    jalan: [["Jeda", () => pause(row)], ["Batalkan", () => cancel(row)]],
    jeda: [["Lanjutkan", () => go(row)], ["Batalkan", () => cancel(row)]],
    putus: [["Lanjutkan", () => go(row)], ["Batalkan", () => cancel(row)]],
    antre: [["Batalkan", () => cancel(row)]],
  }[state] ?? [];
  const focused = row.acts.contains(document.activeElement);
  row.acts.replaceChildren(...acts.map(([word, act]) => button(word, row, act)));
  if (focused) row.acts.querySelector("button")?.focus();
}

function sum() {
  const kept = rows.filter((row) => row.state !== "gagal" && row.state !== "batal");
  const bytes = kept.reduce((n, row) => n + row.file.size, 0);
  const sent = kept.reduce((n, row) => n + row.sent, 0);
  const ready = rows.filter((row) => row.state === "selesai").length;
  const failed = rows.filter((row) => row.state === "gagal").length;
  total.value = bytes ? Math.floor((100 * sent) / bytes) : 0;
  const said = `${ready} dari ${rows.length} berkas tersimpan${failed ? `, ${failed} tidak diterima` : ""}.`;
  if (words.textContent !== said) words.textContent = said; // said once, not at every piece
  done.hidden = rows.some((row) => ["antre", "jalan", "jeda", "putus"].includes(row.state));
}

function next() {
  const running = rows.filter((row) => row.state === "jalan").length;
  for (const row of rows.filter((one) => one.state === "antre").slice(0, AT_ONCE - running)) go(row);
}

function pause(row) {
  row.upload.abort();
  show(row, "jeda", `Dijeda di ${percent(row)} %.`);
  next();
}

function cancel(row) {
  // What the server has of it is given back; what it cannot hear now goes by itself after a day.
  row.upload?.abort(true).catch(() => undefined);
  row.sent = 0;
  show(row, "batal", "Dibatalkan.");
  next();
}

async function go(row) {
  show(row, "jalan", row.sent ? `Dilanjutkan dari ${percent(row)} %.` : "Menunggu server.");
  if (!row.upload) {
    row.upload = make(row);
    const [before] = await row.upload.findPreviousUploads().catch(() => []);
    if (before) row.upload.resumeFromPreviousUpload(before);
  }
  if (row.state === "jalan") row.upload.start();
}

function make(row) {
  return new tus.Upload(row.file, {
    endpoint: form.dataset.kirim,
    chunkSize: PIECE,
    retryDelays: RETRIES,
    removeFingerprintOnSuccess: true,
    headers: { "X-CSRFToken": token },
    metadata: { nama: row.file.name, tanggal_dokumen: row.day },
    fingerprint: async (file) => ["sakip", form.dataset.kirim, row.day, file.name, file.size, file.lastModified].join("|"),
    onProgress(sent) {
      row.sent = sent;
      if (row.state === "jalan") show(row, "jalan", `${percent(row)} %`);
    },
    onShouldRetry(error) {
      const code = error.originalResponse?.getStatus() ?? 0;
      const again = code === 0 || code === 409 || code === 423 || code >= 500;
      if (again && row.state === "jalan") show(row, "jalan", `Terputus di ${percent(row)} %. Lanjut otomatis.`);
      return again;
    },
    onError(error) {
      const cut = !error.originalResponse || error.originalResponse.getStatus() >= 500;
      show(row, cut ? "putus" : "gagal", cut ? `Terputus di ${percent(row)} %. ${sentence(error)}` : sentence(error));
      next();
    },
    onSuccess() {
      row.sent = row.file.size;
      show(row, "selesai", "Tersimpan.");
      next();
    },
  });
}

function add(file) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  const note = document.createElement("span");
  const bar = document.createElement("progress");
  const acts = document.createElement("span");
  name.textContent = file.name;
  bar.max = 100;
  bar.setAttribute("aria-label", file.name);
  acts.className = "deret";
  line.append(name, bar, note, acts);
  list.append(line);
  const row = { file, day: day.value, line, note, bar, acts, sent: 0, state: "" };
  rows.push(row);
  const why = refusal(file);
  show(row, why ? "gagal" : "antre", why || "Menunggu giliran.");
}

form.addEventListener("submit", (event) => {
  // What is missing is said by the form itself, as without a script.
  if (!field.files.length || !day.value || !window.tus?.isSupported) return;
  event.preventDefault();
  event.stopPropagation();
  section.hidden = false;
  for (const file of field.files) add(file);
  field.value = "";
  next();
}, true);

addEventListener("online", () => rows.filter((row) => row.state === "putus").forEach(go));
addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.state === "jalan" || row.state === "antre")) event.preventDefault();
});
