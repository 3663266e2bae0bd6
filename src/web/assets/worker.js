// Keeps the page for reports, so that it opens where there is no network: the page as it looks to nobody in particular, what
// it loads, and the registers. What is typed into it never comes here.
"use strict";

const CACHE = "kept";
const FORM = /^\/situations\/[^/]+\/report$/;
const REGISTERS = /^\/api\/v1\/situations\/[^/]+\/registers$/;
/** A page that anybody might have open. */
const NEUTRAL = "/units";
/** How long the network has before what is kept is shown, in milliseconds. */
const PATIENCE = 6_000;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

/**
 * Keeps an answer in the place of earlier ones for the same path.
 * @param {string} address
 * @param {Response} response
 */
async function put(address, response) {
  const cache = await caches.open(CACHE);
  await cache.delete(address.split("?")[0] ?? address, { ignoreSearch: true });
  await cache.put(address, response);
}

/**
 * From the network, or what is kept where that is gone or slow.
 * @param {Request} request
 * @param {string} address
 */
async function freshest(request, address) {
  const kept = (await caches.open(CACHE)).match(address);
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(request, (await kept) === undefined ? {} : { signal });
    if (response.status < 500) return response;
    return (await kept) ?? response;
  } catch (error) {
    const answer = await kept;
    if (answer === undefined) throw error;
    return answer;
  }
}

/** What an address with its content's digest names never changes. @param {Request} request @param {string} address */
async function asset(request, address) {
  const kept = await (await caches.open(CACHE)).match(address);
  return kept ?? fetch(request);
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  // Whoever leaves quickly where there is no network sees the neutral page all the same.
  if (pathname === "/leave") event.respondWith(fetch(request).catch(() => Response.redirect(NEUTRAL, 303)));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request, pathname + search));
  else if (request.mode === "navigate" && FORM.test(pathname)) event.respondWith(freshest(request, pathname));
  else if (pathname === NEUTRAL || REGISTERS.test(pathname)) event.respondWith(freshest(request, pathname));
});

/** Fetches anew what is kept. @param {{ form: string, assets: string[] }} wanted */
async function fill({ form, assets }) {
  if (!FORM.test(form)) return;
  const cache = await caches.open(CACHE);
  const page = await fetch(`${form}?kept=yes`, { headers: { accept: "text/html" } });
  if (page.ok && !page.redirected) await put(form, page);
  const registers = `/api/v1${form.replace(/report$/, "registers")}`;
  const told = await fetch(registers, { headers: { accept: "application/json" } });
  if (told.ok && !told.redirected) await put(registers, told);
  for (const address of [NEUTRAL, ...assets]) {
    if ((await cache.match(address)) !== undefined) continue;
    const answer = await fetch(address);
    if (answer.ok) await put(address, answer);
  }
}

worker.addEventListener("message", (event) => event.waitUntil(fill(event.data).catch(() => undefined)));
