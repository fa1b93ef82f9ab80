// Reads a code with the camera where the browser can; everywhere else the code is typed from the licence.
import { h, button } from './dom.js';

export const canScan = () => 'BarcodeDetector' in window && !!navigator.mediaDevices?.getUserMedia;

/** Shows the camera in `place` until a code is read; gives its text, or null when it was stopped. */
export async function scan(place) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const video = h('video', { class: 'f-video', playsinline: true, muted: true, 'aria-label': '摄像头画面' });
  video.srcObject = stream;
  try {
    return await new Promise(async done => {
      place.replaceChildren(video, button('不扫了', () => done(null)));
      await video.play();
      const detector = new BarcodeDetector({ formats: ['qr_code', 'code_128'] });
      const look = async () => {
        if (!video.isConnected) { done(null); return; }
        const found = await detector.detect(video).catch(() => []);
        if (found.length > 0) done(found[0].rawValue); else setTimeout(look, 200);
      };
      look();
    });
  } finally {
    stream.getTracks().forEach(t => t.stop());
    place.replaceChildren();
  }
}

/** The codes of a visit's object: its credit code alone or inside an address, the address its printed licence names, or the visit's own. */
export const fits = (visit, text) => text.replace(/[\s-]/g, '').toUpperCase().includes(visit.code.toUpperCase()) || text.toLowerCase().includes(visit.id) || !!visit.licence && text.trim().endsWith(visit.licence);
