// A photo as it is kept: at most 1600 pixels and about 1 MB, drawn anew so that nothing the camera wrote into the file travels along. Time and place stand beside it.
const SIDE = 1600, BYTES = 1024 * 1024;

export async function shrink(file) {
  const original = await digest(file);
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  let blob;
  for (let side = SIDE, quality = 0.82; ; side *= 0.8, quality -= 0.06) {
    blob = await new Promise(done => drawn(picture, side).toBlob(done, 'image/jpeg', quality));
    if (blob.size <= BYTES || side < 500) break;
  }
  return { blob, original, thumb: drawn(picture, 320).toDataURL('image/jpeg', 0.7) };
}

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height)), canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function digest(file) {
  if (!crypto.subtle) return null;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map(b => b.toString(16).padStart(2, '0')).join('');
}

/** Where the phone is, when the person allows it and it answers in time; an empty place otherwise. */
export const place = () => new Promise(done => {
  if (!navigator.geolocation) { done({}); return; }
  const five = n => Math.round(n * 1e5) / 1e5;
  navigator.geolocation.getCurrentPosition(
    p => done({ latitude: five(p.coords.latitude), longitude: five(p.coords.longitude), accuracy: Math.round(p.coords.accuracy) }),
    () => done({}),
    { enableHighAccuracy: true, timeout: 8000, maximumAge: 60000 });
});
