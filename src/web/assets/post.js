// Sending what is kept: a report goes when everything that comes with it has arrived, as often as it takes, and is forgotten
// when a signed receipt says that it is stored. The same bytes under the same id are the same report, however often they go.
"use strict";

import { isReceipt, unhex } from "./hpke.js";
import { change, chunk, forget, forgetParcel, parcel, report as kept, reports } from "./store.js";

/** @typedef {import("./hpke.js").Bytes} Bytes */
/** @typedef {import("./store.js").Report} Report */
/** @typedef {import("./store.js").Parcel} Parcel */
/** @typedef {{ submission: string, sha256: string, hour: number, node: string, signature: string }} Receipt */
/** @typedef {{ id: string, receipt: Receipt, isChecked: boolean | null }} Arrived */

/** A request is given up after so many milliseconds: 64 KiB take half a minute at 16 kbit/s. */
const PATIENCE = 110_000;
/** Where no answer came it is tried again after so many milliseconds, at last every minute. */
const PAUSES = [2_000, 6_000, 15_000, 30_000, 60_000];
const SENDING = "kept-sending";

/** Why something did not go: no answer, nobody signed in, not now, refused for what it is, or no receipt that holds. */
export class Stopped extends Error {
  /** @param {"offline" | "session" | "later" | "refused" | "receipt"} why @param {number} [status] */
  constructor(why, status = 0) {
    super(why);
    this.why = why;
    this.status = status;
  }
}

/** @param {string} situation */
export const api = (situation) => `/api/v1/situations/${encodeURIComponent(situation)}`;

/**
 * @param {string} path
 * @param {RequestInit} [request]
 * @param {number} [patience] in milliseconds
 */
export async function ask(path, request = {}, patience = PATIENCE) {
  let response;
  try {
    response = await fetch(path, { ...request, redirect: "error", signal: AbortSignal.timeout(patience) });
  } catch {
    throw new Stopped("offline");
  }
  if (response.ok) return response;
  // A situation that is closed may be opened again, and then takes it.
  const said = response.status === 403 ? await response.json().catch(() => null) : null;
  if (said?.type === "urn:sixfold:problem:closed") throw new Stopped("later");
  // Also where a password or a second factor comes first, or a role was taken for now: nothing of the report is wrong.
  if ([401, 403, 404].includes(response.status)) throw new Stopped("session", response.status);
  if (response.status === 408 || response.status === 429 || response.status >= 500) throw new Stopped("later");
  throw new Stopped("refused", response.status);
}

/**
 * @param {string} path
 * @param {string} method
 * @param {Bytes | string} [body]
 */
function put(path, method, body) {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  const headers = { accept: "application/json", ...(body === undefined ? {} : { "content-type": type }) };
  return ask(path, { method, headers, ...(body === undefined ? {} : { body }) });
}

/** Where the pieces of something that is sent are. @typedef {(at: number) => Promise<Bytes | undefined>} Pieces */

/**
 * Sends what comes with a report, as far as it has not arrived.
 * @param {string} situation
 * @param {{ id: string, begin: string }} one
 * @param {Pieces} piece
 */
async function sendParcel(situation, { id, begin }, piece) {
  const path = `${api(situation)}/attachments/${id}`;
  const { missing } = await (await put(path, "PUT", begin)).json();
  for (const at of missing) {
    const bytes = await piece(at);
    // What the device has lost of a picture keeps the report from nothing.
    if (bytes === undefined) return;
    await put(`${path}/chunks/${at}`, "PUT", bytes);
  }
  await put(`${path}/finish`, "POST");
}

/**
 * Sends a report after what comes with it.
 * @param {Report} report
 * @param {Parcel[]} [parcels] where they are not kept
 * @returns {Promise<Arrived>}
 */
export async function send(report, parcels = []) {
  const { id, situation, sealed } = report;
  for (const name of report.parcels) {
    const held = parcels.find((one) => one.id === name);
    const row = held ?? (await parcel(name));
    // One that is not kept any more has arrived.
    if (row === undefined) continue;
    await sendParcel(situation, row, async (at) => held?.chunks[at] ?? (await chunk(name, at)));
    if (held === undefined) await forgetParcel(name);
  }
  const response = await put(`${api(situation)}/submissions/${id}`, "PUT", sealed);
  /** @type {Receipt} */
  const receipt = await response.json();
  const isChecked = receipt.submission === id ? await isReceipt(unhex(report.vault), sealed, receipt) : false;
  if (isChecked === false) throw new Stopped("receipt");
  return { id, receipt, isChecked };
}

/** What other pages of this browser are told. */
const channel = new BroadcastChannel("kept");
/** What was heard from them. @type {Map<string, Arrived>} */
const heard = new Map();
/** Who wants to know when something changes. @type {Set<(arrived: Arrived | null) => void>} */
const watchers = new Set();

channel.addEventListener("message", ({ data }) => {
  if (data !== null) heard.set(data.id, data);
  for (const watcher of watchers) watcher(data);
});

/** Something changed: a report was kept, sent or given up. @param {Arrived | null} arrived */
export function tell(arrived) {
  channel.postMessage(arrived);
  for (const watcher of watchers) watcher(arrived);
}

/** @param {(arrived: Arrived | null) => void} watcher */
export function watch(watcher) {
  watchers.add(watcher);
}

/** Who is here, as the page says; another's reports go in that other's name alone. */
export function owner() {
  return document.getElementById("unsent")?.dataset["owner"] ?? "";
}

/** Small ones go first: what a photograph waits for is no reason for others to wait. @param {Report[]} all */
function inOrder(all) {
  const waiting = all.filter((one) => one.state === "waiting" && one.owner === owner());
  return [...waiting.filter((one) => one.parcels.length === 0), ...waiting.filter((one) => one.parcels.length > 0)];
}

/** Sends all that waits, one page of this browser at a time. What stopped is thrown after the others have had their turn. */
export function flush() {
  return navigator.locks.request(SENDING, async () => {
    /** @type {unknown} */
    let stopped = null;
    for (const report of inOrder(await reports())) {
      try {
        const arrived = await send(report);
        await forget(report.id);
        tell(arrived);
      } catch (error) {
        const { why = "", status = 0 } = error instanceof Stopped ? error : {};
        if (why === "refused") {
          await change(report.id, { state: "refused", status });
          tell(null);
        } else stopped = error;
        if (why === "offline" || why === "session") break;
      }
    }
    if (stopped !== null) throw stopped;
  });
}

/**
 * Sends what is kept, and gives the receipt of one of them.
 * @param {string} id
 * @returns {Promise<Arrived>}
 */
export async function sendNow(id) {
  /** @type {Arrived | null} */
  let own = null;
  /** @param {Arrived | null} arrived */
  const watcher = (arrived) => {
    if (arrived?.id === id) own = arrived;
  };
  watchers.add(watcher);
  /** @type {unknown} */
  let stopped = new Stopped("later");
  try {
    await flush();
  } catch (error) {
    stopped = error;
  }
  watchers.delete(watcher);
  const arrived = own ?? heard.get(id);
  if (arrived !== undefined) return arrived;
  const left = await kept(id);
  if (left?.state === "refused") throw new Stopped("refused", left.status);
  throw stopped;
}

/**
 * Goes on sending for as long as the page is open.
 * @param {(stopped: Stopped | null) => void} say
 */
export function keepSending(say) {
  let tries = 0;
  let timer = 0;
  const go = async () => {
    clearTimeout(timer);
    try {
      await flush();
      tries = 0;
      say(null);
    } catch (error) {
      const stopped = error instanceof Stopped ? error : new Stopped("later");
      say(stopped);
      // Nobody is signed in here: whoever signs in comes to another page.
      if (stopped.why === "session") return;
      timer = setTimeout(go, PAUSES[Math.min(tries, PAUSES.length - 1)]);
      tries += 1;
    }
  };
  addEventListener("online", go);
  void go();
  return go;
}
