// Evidence beside rows: the drawer that shows one row's, and the tray that takes many files at once. Every
// button is a link to an ordinary page, which htmx brings into the drawer; here it is only opened and closed.
import { element, refusalOf } from "./elemen.js";
import { rowOf } from "./bukti/cocok.js";

const part = (name, root = document) => root.querySelector(`[data-${name}]`);
// What a refusal says: a page of the house, or JSON with a sentence.
const reason = (text) => {
  try {
    return JSON.parse(text).pesan;
  } catch {
    return refusalOf(text);
  }
};

// --- the drawer ---------------------------------------------------------------------------------------
const laci = document.getElementById("laci-bukti");
const galat = part("galat-laci", laci);
let opener = null;
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  galat.textContent = "";
  opener = target.closest("[data-bukti]") ?? opener;
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  // An answer to what was pressed inside does not open again what was closed meanwhile.
  if (detail.target.id === "panel-bukti" && !laci.open && detail.requestConfig.elt.matches("[data-bukti]")) laci.showModal();
});
const refuse = (target, text) => {
  const isLink = target.closest("[data-bukti]");
  if (!laci.contains(target) && !isLink) return;
  galat.textContent = text;
  if (!laci.open && isLink) {
    document.getElementById("panel-bukti").replaceChildren(); // not another row's
    laci.showModal();
  }
};
document.addEventListener("htmx:responseError", ({ target, detail }) => refuse(target, reason(detail.xhr.responseText)));
document.addEventListener("htmx:sendError", ({ target }) => refuse(target, "Sambungan terputus. Coba lagi bila sudah tersambung."));
// The number beside the paper clip is also in the name that is read out.
const nameOf = (link) => link.setAttribute("aria-label", `Bukti ${link.dataset.nama}: ${link.textContent.trim()}`);
document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  const link = target.closest?.("[data-bukti]");
  if (link) nameOf(link);
});
part("tutup-laci", laci).addEventListener("click", () => laci.close());
laci.addEventListener("close", () => opener?.focus());

// --- rows: where a file can go ------------------------------------------------------------------------
const links = [...document.querySelectorAll("[data-bukti]")];
const rows = links
  .filter((link) => "terima" in link.dataset)
  .map((link) => ({ link, kode: link.dataset.kode, nama: link.dataset.nama, baris: link.closest("[data-baris-bukti]") }));
const rowAt = (target) => rows.find(({ baris }) => baris.contains(target)) ?? null;

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "u")) return;
  const link = document.activeElement.closest("[data-baris-bukti]")?.querySelector("[data-bukti]");
  if (!link) return;
  event.preventDefault();
  link.click();
});

// --- the tray -----------------------------------------------------------------------------------------
const baki = part("baki");
const SEKALIGUS = 2;
const HABIS = '{"pesan": "Sesi Anda berakhir. Muat ulang halaman ini untuk masuk lagi, lalu jatuhkan berkasnya lagi."}';
const antre = [];
let berjalan = 0;

const countUp = (row, jumlah) => {
  const place = document.getElementById(`jumlah-${row.link.dataset.bukti}`);
  place.lastChild.textContent = ` ${jumlah}`;
  nameOf(row.link);
};
const summary = () => {
  const items = [...part("baki-isi").children];
  const count = (keadaan) => items.filter((item) => item.dataset.keadaan === keadaan).length;
  const said = [
    count("jalan") && `${count("jalan")} sedang diunggah`,
    count("ada") && `${count("ada")} sudah di barisnya`,
    count("tunggu") && `${count("tunggu")} belum ada barisnya`,
    count("gagal") && `${count("gagal")} belum tersimpan`,
  ];
  part("baki-kata").textContent = said.filter(Boolean).join(", ");
};
const show = (item, keadaan, ...nodes) => {
  item.dataset.keadaan = keadaan;
  item.replaceChildren(item.firstChild, ...nodes);
  summary();
};

const send = (file, row, onProgress) =>
  new Promise((resolve) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    body.set("unggahan", file, file.name);
    body.set("tanggal_dokumen", document.getElementById("baki-tanggal").value);
    const request = new XMLHttpRequest();
    request.open("POST", row.link.getAttribute("href"));
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => {
      const isJson = (request.getResponseHeader("Content-Type") ?? "").includes("json");
      // A session that is over is led to the login, which is a page.
      const text = request.status === 200 && !isJson ? HABIS : request.responseText;
      resolve({ fine: request.status === 200 && isJson, text });
    };
    request.onerror = () => resolve({ fine: false, text: '{"pesan": "Sambungan terputus."}' });
    request.send(body);
  });
const place = async (item, file, row) => {
  const bar = element("progress", { max: 1, value: 0, ariaLabel: `Mengunggah ${file.name}` });
  show(item, "jalan", element("span", { className: "redup", textContent: `ke ${row.kode}` }), bar);
  const { fine, text } = await send(file, row, (part) => (bar.value = part));
  if (!fine) return wait(item, file, reason(text), row);
  countUp(row, JSON.parse(text).jumlah);
  item.draggable = false;
  show(item, "ada", element("span", { className: "redup", textContent: `di ${row.kode} ${row.nama}` }));
};
const next = () => {
  while (berjalan < SEKALIGUS && antre.length) {
    berjalan += 1;
    place(...antre.shift()).finally(() => ((berjalan -= 1), next()));
  }
};
const enqueue = (item, file, row) => {
  show(item, "jalan", element("span", { className: "redup", textContent: `menunggu giliran ke ${row.kode}` }));
  antre.push([item, file, row]);
  next();
};

// A file without a row, or one that was refused: it waits, and one act places it.
let dragged = null;
const wait = (item, file, pesan, row = null) => {
  const choose = element("select", { ariaLabel: `Baris untuk ${file.name}` });
  choose.append(element("option", { value: "", textContent: "Pilih barisnya" }));
  rows.forEach(({ kode, nama }, n) => choose.append(element("option", { value: String(n), textContent: `${kode} ${nama}` })));
  choose.addEventListener("change", () => choose.value && enqueue(item, file, rows[Number(choose.value)]));
  const nodes = [element("span", { className: row ? "galat-bidang" : "redup", textContent: pesan }), choose];
  const again = () => enqueue(item, file, row);
  if (row) nodes.push(element("button", { type: "button", className: "btn btn-kecil", textContent: "Coba lagi", onclick: again }));
  const drop = () => (item.remove(), summary());
  nodes.push(element("button", { type: "button", className: "btn btn-kecil", textContent: "Buang", onclick: drop }));
  item.draggable = true;
  item.ondragstart = () => (dragged = { item, file });
  item.ondragend = () => (dragged = null);
  // What wants an act stands first.
  if (item.parentNode.firstChild !== item) item.parentNode.prepend(item);
  show(item, row ? "gagal" : "tunggu", ...nodes);
};
const take = (files, at = null) => {
  for (const file of files) {
    const item = element("li", {}, element("span", { textContent: file.name }));
    part("baki-isi").append(item);
    const row = rowOf(file.name, rows) ?? (files.length === 1 ? at : null);
    if (row) enqueue(item, file, row);
    else wait(item, file, "Belum ada barisnya.");
  }
};

const mark = (row) => rows.forEach(({ baris }) => baris.toggleAttribute("data-sasaran", baris === row?.baris));
const isWanted = ({ dataTransfer }) => Boolean(dragged) || dataTransfer.types.includes("Files");
const start = () => {
  baki.hidden = false;
  document.addEventListener("dragover", (event) => {
    if (!isWanted(event) || laci.open) return;
    event.preventDefault();
    mark(rowAt(event.target));
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || mark(null));
  document.addEventListener("drop", (event) => {
    if (!isWanted(event) || laci.open) return;
    event.preventDefault();
    mark(null);
    const row = rowAt(event.target);
    if (!dragged) return take([...event.dataTransfer.files], row);
    if (row) enqueue(dragged.item, dragged.file, row);
  });
  document.getElementById("baki-berkas").addEventListener("change", ({ target }) => {
    take([...target.files]);
    target.value = "";
  });
  // A screenshot has no name of its own: it gets the code of its row and the moment.
  document.addEventListener("paste", (event) => {
    const images = [...event.clipboardData.files].filter(({ type }) => type.startsWith("image/"));
    // A copied spreadsheet also brings a picture of itself: where there is text, the text is meant.
    if (!images.length || laci.open || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    const row = rowAt(document.activeElement);
    const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
    const named = images.map((file, n) => {
      const ending = file.type === "image/jpeg" ? "jpg" : file.type.slice(6);
      return new File([file], `${row?.kode ?? ""} tangkapan ${stamp}${n || ""}.${ending}`.trim(), { type: file.type });
    });
    for (const file of named) take([file], row);
  });
  addEventListener("beforeunload", (event) => {
    if (berjalan || part("baki-isi").querySelector('[data-keadaan="tunggu"]')) event.preventDefault();
  });
};
if (baki && rows.length) start();
document.body.dataset.siapBukti = "ya";
