// Search everywhere: Ctrl+K opens a box over any page. Arrows choose, Enter opens, Escape goes back.
// Without this file the same link opens the page of the search.
const dialog = document.getElementById("cari-dialog");
const form = dialog.querySelector("form");
const field = form.elements.q;
const list = document.getElementById("cari-daftar");
const line = dialog.querySelector("[role=status]");
const JEDA = 150;
const LAMBAT = 300;

let asking = new AbortController();
let timer = 0;
// The question whose answers stand in the list.
let answered = null;

const question = () => field.value.trim();
const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector('[aria-selected="true"]');

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
};

const show = (html, asked, kabar) => {
  list.innerHTML = html;
  const found = options();
  found.forEach((option, n) => (option.id = `cari-butir-${n}`));
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  answered = asked;
  choose(found[0]);
  line.textContent = kabar ?? (found.length ? `${list.querySelector("[data-mirip]")?.dataset.mirip ?? ""} ${found.length} hasil. Panah memilih, Enter membuka.` : `Tidak ada yang cocok dengan “${asked}”. Coba kata yang lebih pendek.`);
};

// Only the newest question is answered: an older one is given up when the next begins.
const ask = async () => {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const asked = question();
  const slow = setTimeout(() => signal.aborted || (line.textContent = "Mencari …"), LAMBAT);
  try {
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, {
      headers: { "HX-Request": "true", "HX-Current-URL": location.href },
      signal,
    });
    const door = answer.headers.get("HX-Redirect");
    if (door) return location.assign(door);
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (!signal.aborted) show(html, asked);
  } catch {
    if (!signal.aborted) show("", null, "Pencarian tidak sampai ke server. Periksa sambungan, lalu ketik lagi.");
  } finally {
    clearTimeout(slow);
  }
};

const open = () => {
  if (!dialog.open) dialog.showModal();
  field.select();
  ask();
};

const step = (by) => {
  const found = options();
  const at = found.indexOf(chosen());
  choose(found[(at + by + found.length) % found.length]);
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, JEDA);
});
field.addEventListener("keydown", (event) => {
  const act = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => dialog.close(),
    // Answers to an earlier question are not opened by the next: the whole page answers that.
    Enter: () => (answered === question() && chosen() ? chosen().click() : form.submit()),
  }[event.key];
  if (!act || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog || target.closest("[data-tutup], [role=option]")) dialog.close();
});
dialog.addEventListener("close", () => asking.abort());

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
document.querySelector("[data-cari]").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
