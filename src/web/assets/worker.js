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

/** Whether whoever signed out wants nothing kept. */
let isForgotten = false;

/** @param {string} address @param {Response} response */
async function put(address, response) {
  if (!isForgotten) await (await caches.open(CACHE)).put(address, response);
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

/** What a page or a script loads: by addresses that change with what is there. @param {string} text */
function named(text) {
  return [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? "");
}

/**
 * Fetches anew what is kept: first everything that the page loads, then the page that names it, so that whatever is cut
 * off leaves a page with all its scripts.
 * @param {string} form
 */
async function fill(form) {
  if (!FORM.test(form)) return;
  const cache = await caches.open(CACHE);
  const page = await fetch(`${form}?kept=yes`, { headers: { accept: "text/html" } });
  if (!page.ok || page.redirected) return;
  const registers = form.replace(/report$/, "registers").replace(/^/, "/api/v1");
  const wanted = new Set([NEUTRAL]);
  const todo = [NEUTRAL, ...named(await page.clone().text())];
  for (let address = todo.pop(); address !== undefined; address = todo.pop()) {
    const kept = address === NEUTRAL ? undefined : await cache.match(address);
    const answer = kept ?? (await fetch(address));
    if (!answer.ok) return;
    if (kept === undefined) await put(address, answer.clone());
    wanted.add(address);
    if (/\.js(\?|$)/.test(address)) todo.push(...named(await answer.text()).filter((one) => !wanted.has(one)));
  }
  const told = await fetch(registers, { headers: { accept: "application/json" } });
  if (told.ok && !told.redirected) await put(registers, told);
  await put(form, page);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith("/assets/") && !wanted.has(pathname + search)) await cache.delete(request);
  }
}

worker.addEventListener("message", (event) => {
  isForgotten = event.data === "forget";
  if (!isForgotten) event.waitUntil(fill(String(event.data)).catch(() => undefined));
});
