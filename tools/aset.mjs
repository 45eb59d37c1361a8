// Copies the third-party browser files the pages use into sakip/static/vendor: only rules, icons and
// glyphs that are used. Needs `npm ci` first; writes nothing outside that folder.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PurgeCSS } from "purgecss";

const vendor = "sakip/static/vendor";
rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });

const templates = readdirSync("sakip", { recursive: true })
  .filter((name) => /\.(html|py)$/.test(name) && !name.includes("tests"))
  .map((name) => join("sakip", name));
const [tabler] = await new PurgeCSS().purge({
  content: templates,
  css: ["node_modules/@tabler/core/dist/css/tabler.css"],
  safelist: { standard: [/^htmx-/], greedy: [/data-bs-theme/] },
  variables: true,
  fontFace: true,
  keyframes: true,
});
const small = tabler.css
  .replace(/\/\*[\s\S]*?\*\//g, "")
  .replace(/\s+/g, " ")
  .replace(/ ?([{}:;,>]) ?/g, (whole, sign) => (sign === ":" ? whole : sign));
writeFileSync(join(vendor, "tabler.css"), small);

const font = "node_modules/@fontsource-variable/plus-jakarta-sans/files";
copyFileSync(join(font, "plus-jakarta-sans-latin-wght-normal.woff2"), join(vendor, "jakarta.woff2"));
copyFileSync("node_modules/htmx.org/dist/htmx.min.js", join(vendor, "htmx.js"));
// Without the line that names its map, which is not copied.
const tus = readFileSync("node_modules/tus-js-client/dist/tus.min.js", "utf8");
writeFileSync(join(vendor, "tus.js"), tus.replace(/\/\/# sourceMappingURL=.*/, ""));

const icons = readFileSync("tools/ikon.txt", "utf8").split("\n").filter(Boolean);
const symbols = icons.map((name) => {
  const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  const paths = svg.match(/<path[^>]*\/>/g).filter((path) => !path.includes('stroke="none"'));
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths.join("")}</symbol>`;
});
writeFileSync(
  join(vendor, "ikon.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
);

// Whoever gets these files gets their licences with them.
const packages = JSON.parse(readFileSync("package.json", "utf8")).dependencies;
// What lies inside the build of tus-js-client.
for (const name of ["js-base64", "url-parse", "querystringify", "requires-port"])
  packages[name] = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;
const licences = Object.entries(packages).map(([name, version]) => {
  const folder = join("node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8") : tablerLicence();
  return `${name} ${version}\n\n${text.trim()}\n`;
});
writeFileSync(join(vendor, "lisensi.txt"), licences.join(`\n${"=".repeat(72)}\n\n`));

// @tabler/core ships a banner and no licence file; its terms are those of @tabler/icons, of the same owner.
function tablerLicence() {
  const [banner] = readFileSync("node_modules/@tabler/core/dist/css/tabler.css", "utf8").match(/\/\*![\s\S]*?\*\//);
  return `${banner}\n\n${readFileSync("node_modules/@tabler/icons/LICENSE", "utf8")}`;
}
