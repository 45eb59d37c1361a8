// Which row the name of a file means: the one whose code stands in it as a word of its own, however it is
// written ("IK02", "ik-2", "1.b.4", "1b4"). Two codes, or none: nobody guesses.
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Letters and numbers of a code, with anything that is neither between them, and any zeros before a number.
const patternOf = (kode) => {
  const parts = kode.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const words = parts.map((part) => (/^\d/.test(part) ? `0*${escaped(part.replace(/^0+(?=\d)/, ""))}` : escaped(part)));
  return words.length ? new RegExp(`(?<![\\p{L}\\d])${words.join("[^\\p{L}\\d]*")}(?![\\p{L}\\d])`, "u") : null;
};

// `rows`: [{ kode, … }]. The row whose code is in the name; the longest code wins, null when two rows remain.
export const rowOf = (nama, rows) => {
  const stem = nama.toLowerCase().replace(/\.[^.]+$/, "");
  const found = rows.filter(({ kode }) => patternOf(kode)?.test(stem));
  const longest = Math.max(...found.map(({ kode }) => kode.length));
  const best = found.filter(({ kode }) => kode.length === longest);
  return best.length === 1 ? best[0] : null;
};
