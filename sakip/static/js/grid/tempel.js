// A block from a spreadsheet: which cell each of its values belongs to, seen before it lands.
import { button, element } from "../elemen.js";

const NAMA_KOLOM = { realisasi: 0, nilai: 0, pembilang: 0, penyebut: 1, responden: 1 };

const cells = (text) =>
  text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t").map((cell) => cell.trim()));

// Columns by their headers, when the first line holds such words.
const headed = (block) => {
  const names = block[0].map((cell) => cell.toLowerCase().split(" ")[0]);
  const found = names.flatMap((name, n) => (name in NAMA_KOLOM ? [[NAMA_KOLOM[name], n]] : []));
  return found.length ? new Map(found) : null;
};

// `byKode`: lower-case code → the row's fields, [] for a row that is locked or waits.
const readBlock = (text, { byKode, rows, at }) => {
  let block = cells(text);
  const columns = headed(block);
  if (columns) block = block.slice(1);
  const kodeAt = block.length ? block[0].findIndex((_, n) => block.some((line) => byKode.has((line[n] ?? "").toLowerCase()))) : -1;
  const found = { ubah: [], takDikenal: [], terkunci: [], lebih: 0 };
  block.forEach((line, n) => {
    const kode = kodeAt < 0 ? "" : (line[kodeAt] ?? "");
    const fields = kodeAt < 0 ? rows[at.y + n] : byKode.get(kode.toLowerCase());
    if (kodeAt >= 0 && !kode) return;
    if (!fields) return kodeAt < 0 ? void (found.lebih += 1) : void found.takDikenal.push(kode);
    if (!fields.length) return void found.terkunci.push(kode);
    const rest = kodeAt < 0 ? line : line.slice(kodeAt + 1);
    const skip = kodeAt < 0 ? at.x : 0;
    // After a code the figure is what stands last; names, units and targets may stand between.
    const tail = kodeAt < 0 ? rest : rest.slice(-fields.length);
    fields.slice(skip).forEach((field, k) => {
      const value = columns ? line[columns.get(k + skip)] : tail[k];
      if (value !== undefined) found.ubah.push([field, value]);
    });
  });
  return found;
};

const count = (found) =>
  [
    `${found.ubah.length} sel cocok`,
    found.takDikenal.length && `${found.takDikenal.length} kode tidak dikenal (${found.takDikenal.slice(0, 3).join(", ")})`,
    found.terkunci.length && `${found.terkunci.length} baris tidak diminta (${found.terkunci.slice(0, 3).join(", ")})`,
    found.lebih && `${found.lebih} baris tidak punya tempat`,
  ].filter(Boolean).join(", ");

// A pasted block is shown before it lands: `tell(nodes)` holds the place until `tell(null)`.
export const openTempel = ({ table, papan, change, tell }) => {
  const byKode = () => {
    const kode = (tr) => tr.cells[0].textContent.trim().toLowerCase();
    return new Map([...table.querySelectorAll("tr[data-potret]")].map((tr) => [kode(tr), [...tr.querySelectorAll("input.angka")]]));
  };
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("input.angka") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const cell = event.target;
    const found = readBlock(text, { byKode: byKode(), rows: papan.rows, at: papan.place(cell) });
    const close = () => {
      tell(null);
      cell.focus();
    };
    const land = () => {
      close();
      change(found.ubah);
    };
    const sample = found.ubah.slice(0, 4).map(([one, value]) => `${one.getAttribute("aria-label").split(", ").slice(1).join(", ")}: ${value || "kosong"}`);
    const go = button("Tempel", land);
    go.disabled = !found.ubah.length;
    const said = element("span", { textContent: `${count(found)}. ${sample.join("; ")}${found.ubah.length > 4 ? "; …" : ""} ` });
    const place = tell([said, go, button("Batal", close)]);
    (go.disabled ? place.lastChild : go).focus();
  });
};
