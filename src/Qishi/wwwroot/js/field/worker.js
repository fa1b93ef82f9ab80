// Opens the inspector's page without signal. Network first, so that a new version is seen at once; what the page has put into the cache when there is no answer in time.
// It holds the shell only: no visit, no photo, no name ever goes through this cache.
const SHELL = 'qishi-field-shell', PATIENCE = 3000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', e => e.waitUntil(self.clients.claim()));

self.addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (e.request.mode === 'navigate') e.respondWith(shell(e.request, '/field'));
  else if (/^\/(css|js|img)\//.test(url.pathname) || url.pathname === '/field/app.webmanifest') e.respondWith(shell(e.request, url.pathname));
});

async function shell(request, kept) {
  const cache = await caches.open(SHELL);
  const stored = await cache.match(kept);
  if (!stored) return fetch(request);
  const patience = new Promise((_, late) => setTimeout(() => late(new Error('late')), PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), patience]);
    return answer.status >= 500 ? stored : answer;
  } catch {
    return stored;
  }
}
