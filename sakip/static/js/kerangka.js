// The outline under revision by keyboard. Every key presses a button or follows a link of the page.
const tree = document.querySelector("[data-kerangka]");
const nodes = [...tree.querySelectorAll(".cabang")];
const tool = (name, root = document) => root.querySelector(`[data-tombol="${name}"]`);
const MOVE = { ArrowUp: "naik", ArrowDown: "turun", ArrowRight: "masuk", ArrowLeft: "keluar" };

// One node is in the tab order: the one that was touched last.
const focus = (node) => {
  for (const one of nodes) one.tabIndex = one === node ? 0 : -1;
  node?.focus();
};
for (const node of nodes) node.tabIndex = -1;
if (nodes.length) nodes[0].tabIndex = 0;
const named = nodes.find((node) => `#${node.id}` === location.hash);
if (named) focus(named);

const step = (node, arah) => tree.querySelector(`#${node.id} button[value="${arah}"]`).click();

// A line to type a new node in, where it will stand; Escape takes it away.
const write = (node) => {
  document.getElementById("baris-baru")?.remove();
  const form = node.querySelector("form").cloneNode(false);
  const field = document.createElement("input");
  const csrf = node.querySelector("input[name=csrfmiddlewaretoken]").cloneNode();
  form.id = "baris-baru";
  form.action = tool("sesudah", node).href;
  field.name = "pernyataan";
  field.required = true;
  field.maxLength = 500;
  field.setAttribute("aria-label", "Pernyataan simpul baru. Enter menyimpan, Escape membatalkan.");
  field.placeholder = "Pernyataan simpul baru";
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    form.remove();
    focus(node);
  });
  form.append(csrf, field);
  node.append(form);
  field.focus();
};

tree.addEventListener("keydown", (event) => {
  const node = event.target;
  const at = nodes.indexOf(node);
  if (at < 0) return;
  const go = {
    ArrowDown: () => focus(nodes[at + 1] ?? node),
    ArrowUp: () => focus(nodes[at - 1] ?? node),
    Enter: () => write(node),
    F2: () => tool("isi", node).click(),
    Delete: () => tool("isi", node).click(),
    Tab: () => step(node, event.shiftKey ? "keluar" : "masuk"),
    Escape: () => tool("tambah").focus(),
  }[event.key];
  if (event.altKey && MOVE[event.key]) step(node, MOVE[event.key]);
  else if (go && !event.altKey && !event.ctrlKey && !event.metaKey) go();
  else return;
  event.preventDefault();
});

// A title is dragged onto another node: its upper third is before it, the rest below it.
let dragged = null;
const place = (event, node) => {
  const box = node.querySelector("h2").getBoundingClientRect();
  return event.clientY < box.top + box.height / 3 ? "sebelum" : "dalam";
};
const clear = () => {
  for (const one of nodes) delete one.dataset.taruh;
};
for (const node of nodes) node.querySelector("h2").draggable = true;

tree.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".cabang");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
});
tree.addEventListener("dragover", (event) => {
  const node = event.target.closest(".cabang");
  clear();
  if (!dragged || !node || node === dragged) return;
  event.preventDefault();
  node.dataset.taruh = place(event, node);
});
tree.addEventListener("drop", (event) => {
  const node = event.target.closest(".cabang");
  if (!dragged || !node || node === dragged) return;
  event.preventDefault();
  const form = dragged.querySelector("form").cloneNode(true);
  form.replaceChildren(form.querySelector("input[name=csrfmiddlewaretoken]"));
  for (const [name, value] of [["sasaran", node.id.split("-")[1]], ["tempat", place(event, node)]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
});
tree.addEventListener("dragend", () => {
  dragged = null;
  clear();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "z" || !(event.ctrlKey || event.metaKey)) return;
  if (event.target.matches("input, textarea, select")) return;
  const undo = tool("urungkan");
  if (!undo) return;
  event.preventDefault();
  undo.requestSubmit();
});
