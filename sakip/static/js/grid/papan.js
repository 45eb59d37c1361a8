// The grid by keyboard, as people know it from a spreadsheet. It moves, selects and copies; what a change
// means is the business of whoever listens to `ubah(changes)`, a list of [field, value].
export const openPapan = ({ table, ubah, lakukan }) => {
  const rows = [...table.querySelectorAll("tr[data-potret]")]
    .map((tr) => [...tr.querySelectorAll("input.angka")])
    .filter((cells) => cells.length);
  const place = (cell) => {
    const y = rows.findIndex((cells) => cells.includes(cell));
    return { y, x: y < 0 ? -1 : rows[y].indexOf(cell) };
  };
  const shown = (y) => !rows[y][0].closest("tr").hidden;
  let anchor = null; // where a selection begins
  // Somebody may stand in a cell already, or have typed there, before this script is there.
  let current = rows.flat().find((cell) => cell === document.activeElement) ?? rows[0]?.[0];
  let before = current?.defaultValue ?? "";
  let entered = current === document.activeElement; // until then no cell is meant

  const focus = (cell) => cell?.focus();
  const step = (y, x, by) => {
    let to = y + by;
    while (rows[to] && !shown(to)) to += by;
    return rows[to] && rows[to][Math.min(x, rows[to].length - 1)];
  };
  // A value that the page sets: what Escape goes back to from here on.
  const set = (field, value) => {
    field.value = value;
    if (field === current) before = value;
  };
  const isEdit = (cell) => cell.dataset.ubah === "ya";

  // --- what is selected: a stretch of rows in one column; nothing that is not seen
  const selected = () => {
    const { y, x } = place(current);
    if (!entered || y < 0 || !shown(y)) return [];
    if (!anchor || anchor === current) return [current];
    const from = place(anchor).y;
    const [a, b] = from < y ? [from, y] : [y, from];
    return rows.slice(a, b + 1).filter((_, n) => shown(a + n)).map((cells) => cells[Math.min(x, cells.length - 1)]);
  };
  const paint = () => {
    const chosen = new Set(selected());
    for (const cell of rows.flat()) cell.toggleAttribute("data-terpilih", chosen.size > 1 && chosen.has(cell));
  };

  table.setAttribute("role", "grid");
  for (const cell of rows.flat()) cell.tabIndex = cell === current ? 0 : -1;
  for (const link of table.querySelectorAll(".sel-rinci a")) link.tabIndex = -1;

  table.addEventListener("focusin", ({ target }) => {
    if (!target.matches("input.angka")) return;
    entered = true;
    current.tabIndex = -1;
    current = target;
    current.tabIndex = 0;
    before = target.value;
    target.select();
    paint();
  });
  table.addEventListener("focusout", ({ target }) => delete target.dataset.ubah);
  // The first click goes to a cell, a second one into its text. A finger may be about to scroll: its tap does.
  let tapped = null;
  table.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("input.angka");
    if (!cell) return;
    anchor = event.shiftKey ? (anchor ?? current) : null;
    if (event.pointerType === "touch") return void (tapped = document.activeElement === cell ? null : cell);
    if (document.activeElement === cell) return void (cell.dataset.ubah = "ya");
    event.preventDefault();
    focus(cell);
  });

  table.addEventListener("click", ({ target }) => {
    if (target === tapped) target.select();
    tapped = null;
  });

  const commit = () => {
    if (current.value !== before) current.dispatchEvent(new Event("change", { bubbles: true }));
    before = current.value;
  };
  const extend = (cell, to) => {
    anchor ??= cell;
    focus(to);
    paint();
  };
  const fillDown = () => {
    const [first, ...rest] = selected();
    const { y, x } = place(first);
    if (rest.length) return ubah(rest.map((cell) => [cell, first.value]));
    const above = step(y, x, -1);
    if (above) ubah([[first, above.value]]);
  };
  const cancel = (cell) => {
    anchor = null;
    delete cell.dataset.ubah;
    if (cell.value !== before) {
      cell.value = before;
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    }
    cell.select();
    paint();
  };

  const KEYS = {
    ArrowUp: (cell, { y, x }) => focus(step(y, x, -1)),
    ArrowDown: (cell, { y, x }) => focus(step(y, x, 1)),
    ArrowLeft: (cell, { y, x }) => focus(rows[y][x - 1]),
    ArrowRight: (cell, { y, x }) => focus(rows[y][x + 1]),
    Enter: (cell, { y, x }) => {
      commit();
      focus(step(y, x, 1));
    },
    "shift+Enter": (cell, { y, x }) => focus(step(y, x, -1)),
    "shift+ArrowUp": (cell, { y, x }) => extend(cell, step(y, x, -1)),
    "shift+ArrowDown": (cell, { y, x }) => extend(cell, step(y, x, 1)),
    F2: (cell) => {
      cell.dataset.ubah = "ya";
      cell.setSelectionRange(cell.value.length, cell.value.length);
    },
    Escape: cancel,
    "ctrl+Home": () => focus(rows[0][0]),
    "ctrl+End": () => focus(rows.at(-1).at(-1)),
    "ctrl+d": fillDown,
    "ctrl+z": () => lakukan("urungkan"),
    "ctrl+y": () => lakukan("ulangi"),
    "ctrl+Enter": () => {
      commit();
      lakukan("ajukan");
    },
    "alt+ArrowDown": (cell) => lakukan("rinci", cell),
  };

  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.angka")) return;
    const at = place(cell);
    const held = [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : "", event.shiftKey ? "shift+" : ""];
    const name = held.join("") + (event.ctrlKey ? event.key.replace(/^[A-Z]$/, (c) => c.toLowerCase()) : event.key);
    if (event.key === "Tab") {
      const next = rows[at.y][at.x + (event.shiftKey ? -1 : 1)];
      if (!next) return;
      event.preventDefault();
      return void focus(next);
    }
    if ((event.key === "Delete" || event.key === "Backspace") && selected().length > 1) {
      event.preventDefault();
      return void ubah(selected().map((one) => [one, ""]));
    }
    const typing = isEdit(cell) || cell.value !== before;
    if (typing && ["ArrowLeft", "ArrowRight", "ctrl+z", "ctrl+y", "ctrl+Home", "ctrl+End"].includes(name)) return;
    if (!KEYS[name]) return;
    event.preventDefault();
    if (!name.startsWith("shift+Arrow")) anchor = name === "ctrl+d" ? anchor : null;
    KEYS[name](cell, at);
    paint();
  });

  table.addEventListener("copy", (event) => {
    const chosen = selected();
    if (chosen.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", chosen.map((cell) => cell.value).join("\n"));
  });

  return { rows, selected, place, here: () => current, set };
};
