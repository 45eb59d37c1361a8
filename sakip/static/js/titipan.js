// What was sent and did not arrive (the session had ended, a rule or the server refused): kept in this tab, and back
// in its form when the same person is on that page again. Forms that keep what is typed themselves say autocomplete="off".
import { element } from "./elemen.js";

const KUNCI = "titipan";
const { pengguna } = document.body.dataset;
const TAMPAK = "input:not([type=hidden], [type=password], [type=file]), textarea, select";
const isKept = (one) => one.name && one.name !== "csrfmiddlewaretoken" && one.matches(`${TAMPAK}, input[type=hidden]`);
const keptOf = (form) => [...form.elements].filter(isKept);
const toOf = (form) => form.getAttribute("action") ?? "";
const forget = () => sessionStorage.removeItem(KUNCI);
const valueOf = (one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value);
const put = (one, value) => {
  if (typeof value === "boolean") one.checked = value;
  else one.value = value;
};

const keep = (form) => {
  const kept = keptOf(form);
  if (!kept.some((one) => one.matches(TAMPAK))) return forget();
  const isi = kept.map((one) => [one.name, valueOf(one)]);
  sessionStorage.setItem(KUNCI, JSON.stringify({ pengguna, halaman: location.pathname, ke: toOf(form), isi }));
};

// Where the page has moved on since (a revision, a seal), nothing is put over what stands there: it is told.
const giveBack = ({ ke, isi }) => {
  const names = isi.map(([nama]) => nama).join();
  const form = [...document.forms].find((one) => toOf(one) === ke && keptOf(one).map(({ name }) => name).join() === names);
  if (!form) return false;
  const pairs = keptOf(form).map((one, n) => [one, isi[n][1]]);
  const seen = pairs.filter(([one]) => one.matches(TAMPAK));
  const isSame = pairs.every(([one, value]) => one.matches(TAMPAK) || one.value === value);
  if (isSame) for (const [one, value] of seen) put(one, value);
  const words = seen.filter(([one, value]) => one.matches("textarea, input") && typeof value === "string" && value);
  const files = form.querySelector("input[type=file]") ? " Berkasnya perlu dipilih lagi." : "";
  const said = element("div", {
    className: "kabar kabar-peringatan", tabIndex: -1, role: "status",
    textContent: isSame
      ? `Yang Anda kirim tadi belum tersimpan. Isinya ada lagi di sini; periksa, lalu kirim.${files}`
      : `Yang Anda kirim tadi belum tersimpan, dan halaman ini sudah berubah. Tulisan Anda: ${words.map(([, value]) => value).join("; ")}. Salin bila perlu.`,
  });
  form.prepend(said);
  for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  said.focus();
  return true;
};

let left = JSON.parse(sessionStorage.getItem(KUNCI) ?? "null");
const find = () => {
  if (left && giveBack(left)) left = null;
};
// The login and the pages of a refusal let it wait; any other page says that it arrived.
if (left && document.querySelector("[data-belum]")) sessionStorage.setItem(KUNCI, JSON.stringify({ ...left, belum: true }));
else {
  forget();
  if (!left?.belum || left.pengguna !== pengguna || left.halaman !== location.pathname) left = null;
  find();
}
document.addEventListener("htmx:afterSwap", find); // a form that comes with a part of the page

document.addEventListener("submit", ({ target }) => {
  if (pengguna && target.method === "post" && target.autocomplete !== "off") keep(target);
}, true);
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && detail.requestConfig.verb === "post" && forget());
