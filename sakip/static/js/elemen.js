// Elements made by scripts: one with its properties and children, and the small button.
export const element = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};
export const button = (textContent, onclick) => element("button", { type: "button", className: "btn btn-kecil", textContent, onclick });
