// A signature drawn with a finger, a pen or a mouse: black on white, handed over as a PNG after each stroke.
export const openTandaTangan = (root, ubah) => {
  const canvas = root.querySelector("canvas");
  const pen = canvas.getContext("2d");
  root.hidden = false;
  let isi = Promise.resolve(null);
  let last = null;
  let drawn = false; // a tap alone is no signature
  let luas = [1, 1]; // as wide and high as the canvas was made; the phone may be turned since

  const clear = () => {
    const scale = globalThis.devicePixelRatio || 1;
    luas = [canvas.clientWidth, canvas.clientHeight];
    drawn = false;
    Object.assign(canvas, { width: canvas.clientWidth * scale, height: canvas.clientHeight * scale });
    pen.scale(scale, scale);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    isi = Promise.resolve(null);
  };
  const spot = ({ offsetX, offsetY }) => [(offsetX * luas[0]) / canvas.clientWidth, (offsetY * luas[1]) / canvas.clientHeight];
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = spot(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    pen.beginPath();
    pen.moveTo(...last);
    last = spot(event);
    pen.lineTo(...last);
    pen.stroke();
    drawn = true;
  });
  const end = () => {
    if (!last) return;
    last = null;
    if (!drawn) return;
    isi = new Promise((done) => canvas.toBlob(done, "image/png"));
    ubah();
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  root.querySelector("button").addEventListener("click", () => {
    clear();
    ubah();
  });
  clear();

  return {
    // The picture, or null: it takes a moment to be made.
    isi: () => isi,
    // What was drawn before, or nothing.
    set: async (blob) => {
      clear();
      if (!blob) return;
      pen.drawImage(await createImageBitmap(blob), 0, 0, canvas.clientWidth, canvas.clientHeight);
      drawn = true;
      isi = Promise.resolve(blob);
    },
  };
};
