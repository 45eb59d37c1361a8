// Elements made by scripts: one with its properties and children, and the small button; and what a form holds.
export const element = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};
export const button = (textContent, onclick) => element("button", { type: "button", className: "btn btn-kecil", textContent, onclick });

// What the page of a refusal says; `otherwise` where it is none.
export const refusalOf = (text, otherwise = "Server belum menjawab. Coba lagi.") => {
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector(".galat-pesan")?.textContent.trim() ?? otherwise;
};

// The names of fields that no longer hold what the page brought: it stands before its script does, and people
// type by then.
const brought = (field) => [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
const isChanged = (field) => {
  if (field.options) return !brought(field)?.selected;
  if (field.type === "radio") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
};
export const changedNames = (fields) => new Set(fields.filter(isChanged).map((one) => one.name));
