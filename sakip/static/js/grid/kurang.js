// The list of what is missing comes anew; who works through it finds it as open as it was.
export const showKurang = (html) => {
  const lists = () => document.querySelectorAll("#kurang details");
  const loud = document.querySelector("#kurang .ringkasan-galat");
  const were = loud ? [true] : [...lists()].map((one) => one.open);
  const at = document.activeElement.closest("#kurang a")?.getAttribute("href");
  document.getElementById("kurang").outerHTML = html;
  lists().forEach((one, n) => (one.open = Boolean(were[n])));
  if (at) document.querySelector(`#kurang a[href="${at}"]`)?.focus();
};
