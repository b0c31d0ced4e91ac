// Makes a photo small enough for a weak network, and still sharp enough to read a certificate on it.

const LONGEST = 2560; // pixels
const SMALL = 1_200_000; // bytes that need no shrinking
const QUALITY = 0.86;

/** Return `file`, or a smaller picture of the same; a format that this browser cannot read goes as it is. */
export async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const blob = await redraw(picture);
    picture.close();
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}

function redraw(picture) {
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what was transparent
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
