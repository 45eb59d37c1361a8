// Keys of the sheet: they press, focus and move among the page's ordinary fields and do nothing else.
// Single letters rest while somebody types, and can be turned off for good (WCAG 2.1.4).
const OFF = "sakip-pintasan-mati";
const isTyping = (target) => target.matches("textarea, select, input:not([type=radio]), [contenteditable]");
const radios = (row) => [...row.querySelectorAll("input[type=radio]")];

export const openPintasan = ({ root, rows }) => {
  let kini = null;

  // Only the row at work is unfolded. What was pressed stays under the pointer while others fold.
  const unfold = (row, anchor = null) => {
    if (row === kini) return;
    const before = anchor?.getBoundingClientRect().top;
    kini?.classList.remove("kini");
    kini = row;
    kini.classList.add("kini");
    if (anchor) scrollBy(0, anchor.getBoundingClientRect().top - before);
  };
  const goTo = (row) => {
    if (!row) return;
    unfold(row);
    (radios(row).find((one) => one.checked) ?? radios(row)[0]).focus({ preventScroll: true });
    row.scrollIntoView({ block: "center", behavior: "instant" });
  };
  // The first key goes to the row that lies open, the next ones from there.
  const move = (step) => {
    const away = kini?.contains(document.activeElement) ? step : 0;
    goTo(rows[Math.min(Math.max(rows.indexOf(kini) + away, 0), rows.length - 1)]);
  };
  const ask = () => {
    const box = kini?.querySelector("details[data-minta]");
    if (!box) return;
    box.open = true;
    box.querySelector("[name=diminta]").select();
  };
  const choose = (n) => {
    if (!kini) return;
    const one = radios(kini)[n - 1];
    if (n === radios(kini).length + 1) return ask(); // 4 where there are three answers
    if (!one) return;
    one.focus({ preventScroll: true });
    one.click();
  };

  let pointing = false;
  root.addEventListener("pointerdown", () => (pointing = true));
  addEventListener("pointerup", () => (pointing = false));
  root.addEventListener("focusin", ({ target }) => {
    const row = target.closest("[data-baris]");
    if (row && !pointing) unfold(row, target);
  });
  root.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-baris]");
    if (row) unfold(row, target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = isTyping(event.target);
    if (event.key === "Escape" && typing && kini?.contains(event.target)) return goTo(kini);
    if (typing || localStorage.getItem(OFF)) return;
    const act = {
      j: () => move(1),
      k: () => move(-1),
      n: () => kini?.querySelector("textarea").focus(),
      b: () => kini?.querySelector("[data-bukti]")?.click(),
      m: ask,
    }[event.key.toLowerCase()];
    if (!act && !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    if (act) act();
    else choose(Number(event.key));
  });

  // Asked, or taken back: the row is at work again, unless somebody already writes on.
  root.addEventListener("htmx:afterSwap", ({ target }) => {
    if (kini?.contains(target) && !isTyping(document.activeElement)) goTo(kini);
  });

  const tools = document.querySelector("[data-alat]");
  const toggle = tools.querySelector("[data-matikan]");
  const show = () => {
    const on = !localStorage.getItem(OFF);
    toggle.textContent = on ? "Matikan pintasan" : "Nyalakan pintasan";
    tools.querySelector("[data-pintasan]").hidden = !on;
  };
  toggle.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "ya");
    show();
  });
  tools.hidden = false;
  show();

  // A link to a criterion opens it; else the first that is not answered yet.
  const named = document.getElementById(location.hash.slice(1))?.closest("[data-baris]");
  const first = rows.find((row) => !radios(row).some((one) => one.checked)) ?? rows[0];
  if (named) goTo(named);
  else if (first) unfold(first);
};
