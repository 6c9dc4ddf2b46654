// Served with VERSION, OFFLINE and SHELL before it (web/installable.py). Holds what pages are built from and one page
// that says that there is no network; pages with people in them are never kept.
const HELD = `shell-${VERSION}`;
const held = new Set(SHELL);

self.addEventListener("install", (event) => {
  const wanted = [...SHELL, OFFLINE].map((address) => new Request(address, { credentials: "omit" }));
  event.waitUntil(caches.open(HELD).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== HELD).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const fromHere = (address) => caches.match(address, { ignoreVary: true });
  // Going back to the answer to a sent form fails with the network up: the browser must ask about that itself.
  if (request.mode === "navigate" && (request.method === "GET" || !navigator.onLine)) {
    event.respondWith(fetch(request).catch(() => fromHere(OFFLINE)));
  } else if (request.method === "GET" && origin === self.location.origin && held.has(pathname)) {
    event.respondWith(fromHere(pathname).then((found) => found ?? fetch(request)));
  }
});
