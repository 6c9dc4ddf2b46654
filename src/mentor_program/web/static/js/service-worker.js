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

// Going back to the answer to a sent form fails with the network up: the browser must ask about that itself.
const comesBack = (request) => request.isHistoryNavigation || request.cache === "force-cache" || request.cache === "only-if-cached";

// "No content" leaves the browser on the page it sent from, with all that was typed; that page is told why.
async function stay(request) {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage({ unanswered: request.url });
  return new Response(null, { status: 204 });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const fromHere = (address) => caches.match(address, { ignoreVary: true });
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => fromHere(OFFLINE)));
  } else if (request.mode === "navigate" && request.method === "POST" && !comesBack(request)) {
    event.respondWith(fetch(request).catch(() => stay(request)));
  } else if (request.method === "GET" && origin === self.location.origin && held.has(pathname)) {
    event.respondWith(fromHere(pathname).then((found) => found ?? fetch(request)));
  }
});
