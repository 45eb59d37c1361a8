// The few manners of every page: open menus close, faults are focused, the connection is said in words.
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

document.querySelector("[data-fokus]")?.focus();

const line = document.getElementById("status-sambungan");
const say = () => {
  line.classList.toggle("luring", !navigator.onLine);
  line.querySelector("[data-teks]").textContent = navigator.onLine
    ? "Tersambung"
    : "Luring. Yang sudah diketik tetap ada di halaman ini.";
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

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.terkirim) event.preventDefault();
  form.dataset.terkirim = "ya";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.terkirim;
});

// A password may be looked at while it is typed.
for (const field of document.querySelectorAll('input[type="password"]')) {
  const frame = document.createElement("div");
  const button = document.createElement("button");
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? "Tutup" : "Lihat";
    button.setAttribute("aria-label", `${button.textContent} kata sandi`);
  };
  frame.className = "intip";
  button.className = "btn";
  button.type = "button";
  field.replaceWith(frame);
  frame.append(field, button);
  button.addEventListener("click", () => show(field.type === "password"));
  field.form.addEventListener("submit", () => show(false));
  show(false);
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
if (named?.matches("input, select, textarea")) named.focus();

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
      const before = field.value.slice(0, field.selectionStart).replace(/@[^@\n]{0,40}$/, "");
      const after = field.value.slice(field.selectionStart);
      field.value = `${before}@${one.dataset.nama} ${after.trimStart()}`;
      field.focus();
      field.selectionEnd = before.length + one.dataset.nama.length + 2;
    });
    one.replaceChildren(button);
  }
}, true);
