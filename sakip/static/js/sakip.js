// The few manners of every page: open menus close, faults are focused, the connection is said in words.
import { changedNames, refusalOf } from "./elemen.js";
import "./titipan.js";

const menus = () => document.querySelectorAll("details.pilihan[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The page stands before this script does: who types by then goes on typing.
const typing = changedNames([document.activeElement].filter((one) => one.matches("input, textarea, select"))).size > 0;
if (!typing) document.querySelector("[data-fokus]")?.focus();

// What was pressed and did not get through says so beside itself.
const tell = (target, text) => {
  const said = document.createElement("span");
  said.className = "galat-bidang";
  said.dataset.gagal = "";
  said.setAttribute("role", "alert");
  said.textContent = text;
  target.after(said);
};
const hush = (target) => {
  if (target.nextElementSibling?.matches("[data-gagal]")) target.nextElementSibling.remove();
};

const line = document.getElementById("status-sambungan");
const say = () => {
  const words = line.querySelector("[data-teks]");
  const said = navigator.onLine ? "Tersambung" : "Luring. Yang sudah diketik tetap ada di halaman ini.";
  line.classList.toggle("luring", !navigator.onLine);
  if (words.textContent !== said) words.textContent = said; // read out when it changes, not on every page
};
addEventListener("online", say);
addEventListener("offline", say);
say();

// A row of tabs wider than the screen shows the one that is open.
for (const tab of document.querySelectorAll("nav.bagian [aria-current]")) {
  const row = tab.closest("nav");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A question that opens under its button comes into view: on a phone the frame's foot would cover it.
document.addEventListener("click", ({ target }) => {
  const box = target.closest("details.dialog > summary")?.parentElement;
  if (box && !box.open) requestAnimationFrame(() => box.scrollIntoView({ block: "nearest" }));
});

// A form is sent once, however often the button is pressed. Without network the browser would put a page of its
// own in the place of this one, with all that was typed: the first press stays here, the second is meant.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.terkirim) return event.preventDefault();
  if (!navigator.onLine && !form.dataset.luring) {
    event.preventDefault();
    form.dataset.luring = "ya";
    return tell(submitter ?? form, "Luring. Yang Anda ketik masih ada di sini; tekan lagi bila sudah tersambung.");
  }
  form.dataset.terkirim = "ya";
});
addEventListener("online", () => {
  for (const form of document.forms) delete form.dataset.luring;
  for (const said of document.querySelectorAll("[data-gagal]")) said.remove();
});
const mayBeSent = () => {
  for (const form of document.forms) delete form.dataset.terkirim;
};
addEventListener("pageshow", mayBeSent);
// Stopped on the way, or the person stayed on the page when asked.
globalThis.navigation?.addEventListener("navigateerror", mayBeSent);

// A password may be looked at while it is typed.
for (const field of document.querySelectorAll('input[type="password"]')) {
  const frame = document.createElement("div");
  const button = document.createElement("button");
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Tutup" : "Lihat";
    button.setAttribute("aria-label", `${button.textContent} kata sandi`);
  };
  const { selectionStart, selectionEnd } = field;
  const isHere = field === document.activeElement;
  frame.className = "intip";
  button.className = "btn";
  button.type = "button";
  field.replaceWith(frame);
  frame.append(field, button);
  button.addEventListener("click", () => show(field.type === "password"));
  field.form.addEventListener("submit", () => show(false));
  show(false);
  if (!isHere) continue;
  field.focus(); // what was being typed goes on where it was
  field.setSelectionRange(selectionStart, selectionEnd);
}

// The LKE's subtotal and total follow the grade that is chosen; the server computes them anew.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[data-poin]")) return;
  for (const output of target.form.querySelectorAll("output[data-dasar]")) {
    const poin = Number(output.dataset.dasar) + Number(target.dataset.poin);
    output.textContent = poin.toLocaleString("id-ID", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
});

// A link to a field from another page puts the cursor into it.
const named = document.getElementById(location.hash.slice(1));
if (!typing && named?.matches("input, select, textarea")) named.focus();

// Writing @ in a comment shows who may be named; the words after it narrow the list down.
document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea[data-sebut]")) return;
  const list = target.form.querySelector("[data-orang]");
  const typed = target.value.slice(0, target.selectionStart).match(/(?:^|\s)@([^@\n]{0,40})$/)?.[1];
  if (!list || (typed === undefined && !list.dataset.menyaring)) return;
  list.dataset.menyaring = typed === undefined ? "" : "ya";
  list.open = typed !== undefined;
  for (const one of list.querySelectorAll("[data-nama]")) {
    one.hidden = Boolean(typed) && !one.dataset.nama.toLowerCase().includes(typed.toLowerCase());
  }
});
// The names become buttons, so that a key or a tap writes one into the text.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("[data-orang]")) return;
  const field = target.closest("form").querySelector("textarea[data-sebut]");
  for (const one of target.querySelectorAll("[data-nama]:not(:has(button))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-kecil";
    button.textContent = one.dataset.nama;
    button.addEventListener("click", () => {
      // Only the letters that led to this name give way, not a name that stands there already.
      const name = one.dataset.nama.toLowerCase();
      const until = field.value.slice(0, field.selectionStart);
      const before = until.replace(/@([^@\n]{0,40})$/, (all, typed) => (name.includes(typed.toLowerCase()) ? "" : all));
      const after = field.value.slice(field.selectionStart);
      field.value = `${before}@${one.dataset.nama} ${after.trimStart()}`;
      field.focus();
      field.selectionEnd = before.length + one.dataset.nama.length + 2;
    });
    one.replaceChildren(button);
  }
}, true);

// What htmx could not send or was refused; a part that asks by itself is silent.
const isPressed = (element) => element.matches("form, a");
const fail = (target, text) => {
  if (isPressed(target) && !target.closest("#laci-bukti, [data-bukti]")) tell(target, text);
};
document.addEventListener("htmx:beforeRequest", ({ target }) => hush(target));
document.addEventListener("htmx:responseError", ({ target, detail }) => fail(target, refusalOf(detail.xhr.responseText)));
document.addEventListener("htmx:sendError", ({ target }) => fail(target, "Sambungan terputus. Yang Anda tulis masih ada; coba lagi bila sudah tersambung."));

// Where the part that held the cursor comes anew, the cursor is in the new one.
let held = false;
document.addEventListener("htmx:beforeSwap", ({ detail }) => (held = isPressed(detail.requestConfig.elt) && detail.target.contains(document.activeElement)));
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (!held || document.activeElement !== document.body) return;
  const place = target.querySelector("[data-fokus]") ?? target;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
});
