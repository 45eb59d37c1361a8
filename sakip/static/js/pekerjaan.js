// The work list by keys: J and K move, Enter opens (the link has the focus), E reminds, / filters.
// Single letters rest while somebody types, and can be turned off for good (WCAG 2.1.4).
const tools = document.querySelector("[data-alat]");
const rows = () => [...document.querySelectorAll("[data-tugas]")].filter((row) => !row.hidden);
const linkOf = (row) => row.querySelector("[data-buka]");
const OFF = "sakip-pintasan-mati";

const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");
const current = () => document.activeElement.closest("[data-tugas]");

const move = (step) => {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  const group = next.closest("details");
  if (group) group.open = true;
  linkOf(next).focus();
};

const filter = (text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll("li[data-tugas]")) {
    const own = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => own.includes(word));
  }
  for (const group of document.querySelectorAll(".kelompok-tugas")) {
    const left = group.querySelector("li[data-tugas]:not([hidden])");
    group.hidden = !left;
    if (left && words.length && group.matches("details")) group.open = true;
  }
};

if (tools) {
  const field = tools.querySelector("[data-saring]");
  const button = tools.querySelector("[data-matikan]");
  const show = () => {
    const on = !localStorage.getItem(OFF);
    button.textContent = on ? "Matikan pintasan" : "Nyalakan pintasan";
    tools.querySelector("[data-pintasan]").hidden = !on;
  };
  tools.hidden = false;
  field.addEventListener("input", () => filter(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = "";
    filter("");
    move(1);
  });
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "ya");
    show();
  });
  show();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (localStorage.getItem(OFF)) return;
  const act = {
    j: () => move(1),
    k: () => move(-1),
    e: () => current()?.querySelector("[data-ingatkan]")?.click(),
    "/": () => tools?.querySelector("[data-saring]").focus(),
  }[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
