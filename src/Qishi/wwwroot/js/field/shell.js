// Keeps this page and what it is made of, so that it opens without signal. All of it or nothing: a page with half of its script is worse than yesterday's.
const SHELL = 'qishi-field-shell';
const MODULES = ['field', 'sync', 'store', 'dom', 'shell', 'photo', 'scan', 'list', 'visit', 'item', 'sign', 'finish', 'more', 'leaving'].map(m => `/js/field/${m}.js`);

export async function keepShell() {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  await navigator.serviceWorker.register('/field/worker.js', { scope: '/field' });
  const linked = [...document.querySelectorAll('link[rel=stylesheet], link[rel=manifest], script[src]')].map(e => new URL(e.href || e.src).pathname);
  const addresses = [...new Set(['/field', '/img/icons.svg', ...[...document.querySelectorAll('use')].map(u => new URL(u.getAttribute('href'), location.href).pathname), ...linked, ...MODULES])];
  const answers = await Promise.all(addresses.map(a => fetch(a, { redirect: 'manual', cache: 'no-cache' })));
  if (answers.some(a => !a.ok)) return;
  const cache = await caches.open(SHELL);
  await Promise.all(answers.map((a, n) => cache.put(addresses[n], a)));
  for (const old of await cache.keys()) if (!addresses.includes(new URL(old.url).pathname)) await cache.delete(old);
  document.documentElement.dataset.kept = '1';
}
