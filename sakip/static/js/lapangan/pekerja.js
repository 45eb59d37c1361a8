// The service worker of the field form: the form's own page opens without network. It keeps that page and the
// files it is made of (`ASET`, named by their content), answers for nothing else, and lives below that path alone.
const KOTAK = "lapangan";
const HALAMAN = new URL(self.registration.scope).pathname;
const SABAR = 5000;
// Neither a refusal, nor the login that a session over is led to, nor a page made of other files than these.
const isForm = async (answer) => answer.status === 200 && !answer.redirected && (await answer.clone().text()).includes(self.VERSI);

const keep = async () => {
  const kotak = await caches.open(KOTAK);
  await kotak.addAll(self.ASET);
  const answer = await fetch(HALAMAN, { cache: "no-store" });
  if (!(await isForm(answer))) throw new Error("The form is not open to this session.");
  await kotak.put(HALAMAN, answer);
  const fresh = new Set([HALAMAN, ...self.ASET]);
  for (const request of await kotak.keys()) {
    if (!fresh.has(new URL(request.url).pathname)) await kotak.delete(request);
  }
};
addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The newest form where there is a network, the kept one where there is none or it does not answer in time.
const page = async (request) => {
  const kotak = await caches.open(KOTAK);
  const kept = await kotak.match(HALAMAN);
  try {
    const signal = kept ? AbortSignal.timeout(SABAR) : undefined;
    const answer = await fetch(request, { signal });
    if (kept && answer.status >= 500) return kept; // a door that answers for a server that does not
    if (await isForm(answer)) await kotak.put(HALAMAN, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};
const file = async (request) => (await caches.match(request)) ?? fetch(request);

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === HALAMAN) event.respondWith(page(request));
  else if (self.ASET.includes(pathname)) event.respondWith(file(request));
});
