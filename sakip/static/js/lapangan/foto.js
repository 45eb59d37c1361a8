// The photos of a record: each as the camera made it, shown small, taken away one by one.
import { button, element } from "../elemen.js";

const LEBAR = 96;
const thumbnail = async (file) => {
  const small = element("canvas", { width: LEBAR, height: LEBAR });
  try {
    const picture = await createImageBitmap(file, { resizeWidth: LEBAR, resizeHeight: LEBAR });
    small.getContext("2d").drawImage(picture, 0, 0);
  } catch {
    // What the browser cannot draw, the server says of it.
  }
  return small;
};

// `batas`: banyak, maks (bytes), maksTeks. `galat(sentence)` says what was not taken.
export const openFoto = ({ field, daftar, batas, ubah, galat }) => {
  let files = [];
  const show = async () => {
    const rows = files.map(async (file, n) => {
      const drop = button("Hapus", () => set(files.filter((one) => one !== file), true));
      drop.append(element("span", { className: "hanya-pembaca", textContent: ` foto ${n + 1}` }));
      return element("li", {}, await thumbnail(file), drop);
    });
    daftar.replaceChildren(...(await Promise.all(rows)));
    daftar.hidden = !files.length;
  };
  const set = (next, isNew = false) => {
    files = next;
    show();
    if (isNew) ubah();
  };
  field.addEventListener("change", () => {
    const fits = [...field.files].filter(({ size }) => size <= Number(batas.maks));
    const all = [...files, ...fits];
    const said = [
      fits.length < field.files.length && `Foto lebih dari ${batas.maksTeks} tidak diambil.`,
      all.length > Number(batas.banyak) && `Paling banyak ${batas.banyak} foto; sisanya tidak diambil.`,
    ];
    galat(said.filter(Boolean).join(" "));
    field.value = "";
    set(all.slice(0, Number(batas.banyak)), true);
  });
  return { isi: () => files, set };
};
