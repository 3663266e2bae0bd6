// What this telephone keeps: sealed reports that are not sent, and whose signature it trusts. Nothing that somebody typed is
// here in the clear, nor what a report is called; whoever takes the telephone finds how many there are, and how old.
"use strict";

/** @typedef {import("./hpke.js").Bytes} Bytes */
/** @typedef {{ id: string, begin: string, chunks: Bytes[] }} Parcel What comes with a report, sealed piece by piece. */
/**
 * @typedef {object} Report
 * @property {string} id 32 hexadecimal digits
 * @property {string} situation
 * @property {string} owner a mark of who made it, which says nothing of whom: reports go in the name of their maker alone
 * @property {string} vault of the situation, in hexadecimal: a receipt names it
 * @property {Bytes} sealed
 * @property {number} since when it was sealed first, to the minute, in milliseconds
 * @property {"begun" | "waiting" | "refused"} state begun: sealed while it was being written
 * @property {number} [status] with which the server refused it
 * @property {string[]} parcels ids, in the order in which they go
 */
/** @typedef {{ id: string, begin: string }} ParcelRow */
/** @typedef {{ vault: string, epoch: number, key_id: string, public: string, signer: string, signature: string, signers: string[] }} Told The intake key as the server tells it. */
/** @typedef {{ situation: string, vault: string, signers: string[], key: Told, isCompared: boolean, isRefused: boolean }} Pin Whose signatures are taken, and the latest key that carried one; refused where a slip said otherwise. */

/** It says nothing of what it is. */
const NAME = "kept";
const STORES = ["reports", "parcels", "chunks", "pins"];

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("not kept"));
  });
}

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore("reports", { keyPath: "id" });
      db.createObjectStore("parcels", { keyPath: "id" });
      db.createObjectStore("chunks", { keyPath: ["parcel", "at"] });
      db.createObjectStore("pins", { keyPath: "situation" });
    };
    request.onsuccess = () => {
      // Whoever clears the telephone is not kept waiting by a page that is open.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      request.result.onclose = () => (opened = null);
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error ?? new Error("not kept"));
    };
  });
  return opened;
}

/**
 * Changes something, wholly or not at all: it is on the disk when the promise is kept.
 * @template T
 * @param {(store: (name: string) => IDBObjectStore) => T | Promise<T>} change
 * @returns {Promise<T>}
 */
async function write(change) {
  const db = await open();
  const tx = db.transaction(STORES, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(undefined);
    tx.onabort = tx.onerror = () => reject(tx.error ?? new Error("not kept"));
  });
  try {
    const result = await change((name) => tx.objectStore(name));
    await done;
    return result;
  } catch (error) {
    done.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}

/** @param {string} name */
async function read(name) {
  return (await open()).transaction(name).objectStore(name);
}

/**
 * Keeps a report with what comes with it, in the place of what was kept under its id before. One that is finished is not
 * replaced by one that is being written.
 * @param {Report} report
 * @param {Parcel[]} parcels
 */
export async function keep(report, parcels) {
  await write(async (store) => {
    /** @type {Report | undefined} */
    const before = await answer(store("reports").get(report.id));
    if (report.state === "begun" && before !== undefined && before.state !== "begun") return;
    for (const id of before?.parcels ?? []) if (!report.parcels.includes(id)) removeParcel(store, id);
    store("reports").put({ ...report, since: before?.since ?? report.since });
    for (const { id, begin, chunks } of parcels) {
      if ((await answer(store("parcels").getKey(id))) !== undefined) continue;
      store("parcels").put({ id, begin });
      chunks.forEach((bytes, at) => store("chunks").put({ parcel: id, at, bytes }));
    }
  });
}

/** Asks not to be thrown away when a device is full. A browser may ask its person, who may take long to answer. */
export function persist() {
  void navigator.storage?.persist?.().catch(() => undefined);
}

/** @param {(name: string) => IDBObjectStore} store @param {string} id */
function removeParcel(store, id) {
  store("parcels").delete(id);
  store("chunks").delete(IDBKeyRange.bound([id], [id, []]));
}

/** Every report that is kept, the oldest first. @returns {Promise<Report[]>} */
export async function reports() {
  /** @type {Report[]} */
  const all = await answer((await read("reports")).getAll());
  return all.sort((one, other) => one.since - other.since);
}

/** @param {string} id @returns {Promise<Report | undefined>} */
export async function report(id) {
  return answer((await read("reports")).get(id));
}

/** @param {string} id @param {Partial<Report>} what */
export async function change(id, what) {
  await write(async (store) => {
    const before = await answer(store("reports").get(id));
    if (before !== undefined) store("reports").put({ ...before, ...what });
  });
}

/** A report has arrived, or is given up. @param {string} id */
export async function forget(id) {
  await write(async (store) => {
    const before = await answer(store("reports").get(id));
    for (const parcel of before?.parcels ?? []) removeParcel(store, parcel);
    store("reports").delete(id);
  });
}

/** @param {string} id @returns {Promise<ParcelRow | undefined>} */
export async function parcel(id) {
  return answer((await read("parcels")).get(id));
}

/** @param {string} id @param {number} at @returns {Promise<Bytes | undefined>} */
export async function chunk(id, at) {
  return (await answer((await read("chunks")).get([id, at])))?.bytes;
}

/** Something that comes with a report has arrived. @param {string} id */
export async function forgetParcel(id) {
  await write((store) => removeParcel(store, id));
}

/** @param {string} situation @returns {Promise<Pin | undefined>} */
export async function pin(situation) {
  return answer((await read("pins")).get(situation));
}

/**
 * Pins, unless another page has pinned something later meanwhile; what a slip said stands in any case.
 * @param {Pin} pin
 * @param {boolean} isBySlip
 */
export async function putPin(pin, isBySlip) {
  await write(async (store) => {
    /** @type {Pin | undefined} */
    const before = await answer(store("pins").get(pin.situation));
    const isOlder = before !== undefined && (before.isRefused || before.key.epoch > pin.key.epoch);
    if (isBySlip || !isOlder) store("pins").put(pin);
  });
}

/** Where nothing is left to send, nothing is left at all: not what was pinned, nor a page for later. */
export async function clear() {
  const isEmpty = await write(async (store) => {
    const count = await answer(store("reports").count());
    if (count === 0) for (const name of STORES) store(name).clear();
    return count === 0;
  });
  if (!isEmpty) return;
  navigator.serviceWorker.controller?.postMessage("forget");
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}
