// How many reports are kept on this telephone and not sent, and how old they are: on every page, for as long as there are any.
// From here they are sent, too. Whoever signs out takes nothing along that is not sent, and leaves nothing else behind.
"use strict";

import { keepSending, owner, tell, watch } from "./post.js";
import { change, clear, reports } from "./store.js";

/** @typedef {import("./post.js").Stopped} Stopped */

/** How long leaving quickly waits for this device to keep and to forget, in milliseconds; signing out has no such haste. */
const HASTE = 400;
const CALM = 5_000;
const MINUTE = 60_000;

/** @param {number} since in milliseconds */
function ago(since) {
  const minutes = Math.max(0, Math.round((Date.now() - since) / MINUTE));
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  if (minutes < 60) return words.format(-minutes, "minute");
  if (minutes < 48 * 60) return words.format(-Math.round(minutes / 60), "hour");
  return words.format(-Math.round(minutes / 60 / 24), "day");
}

/** @param {HTMLElement} place @param {string} name @param {string | null} it  hidden where there is none */
function line(place, name, it) {
  for (const found of place.querySelectorAll(`[data-unsent=${name}]`)) {
    if (!(found instanceof HTMLElement)) continue;
    found.hidden = it === null;
    const words = found.dataset["words"];
    if (words !== undefined && it !== null) found.textContent = words.replace("{it}", it);
  }
}

/** @param {HTMLElement} place */
function begin(place) {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  /** @type {string[]} */
  const arrived = [];
  /** @type {Stopped | null} */
  let stopped = null;
  const draw = async () => {
    const all = await reports();
    const own = all.filter((one) => one.owner === owner());
    /** @param {string} state */
    const of = (state) => own.filter((one) => one.state === state).length;
    const [waiting, refused, begun] = [of("waiting"), of("refused"), of("begun")];
    const others = all.length - own.length;
    const oldest = all.filter((one) => one.state !== "begun").at(0);
    line(place, "count", waiting + refused > 0 ? number.format(waiting + refused) : null);
    line(place, "age", oldest === undefined ? null : ago(oldest.since));
    line(place, "session", waiting > 0 && stopped?.why === "session" ? "" : null);
    line(place, "receipt", waiting > 0 && stopped?.why === "receipt" ? "" : null);
    line(place, "refused", refused > 0 ? number.format(refused) : null);
    line(place, "others", others > 0 ? number.format(others) : null);
    line(place, "begun", begun > 0 && document.getElementById("begun") === null ? number.format(begun) : null);
    line(place, "arrived", arrived.length > 0 ? arrived.join(", ") : null);
    place.hidden = all.length === (document.getElementById("begun") === null ? 0 : begun) && arrived.length === 0;
  };
  const again = () => void draw().catch(() => undefined);
  watch((one) => {
    // The page that sent it shows more of it.
    if (one !== null && document.getElementById("report") === null) arrived.push(one.receipt.submission.slice(0, 8));
    again();
  });
  const go = keepSending((why) => {
    stopped = why;
    again();
  });
  place.querySelector("button")?.addEventListener("click", async () => {
    for (const one of await reports()) if (one.state === "refused" && one.owner === owner()) await change(one.id, { state: "waiting" });
    tell(null);
    void go();
  });
  setInterval(again, MINUTE);
  again();
}

/**
 * Keeps what is being written, forgets what is not needed, and goes.
 * @param {HTMLFormElement} form
 * @param {number} patience
 */
async function go(form, patience) {
  /** @type {Promise<unknown>[]} */
  const waits = [];
  document.dispatchEvent(new CustomEvent("saving", { detail: waits }));
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([Promise.allSettled(waits), late]);
  // Without a network nobody signs out, and a page that was forgotten would not come back.
  if (navigator.onLine) await Promise.race([clear().catch(() => undefined), late]);
  form.submit();
}

/** Signing out and leaving quickly: where nothing is left to send, nothing is left. */
function leaving() {
  for (const form of document.querySelectorAll("form[action='/sign-out']")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void go(form, CALM);
    });
  }
  document.addEventListener("leaving", (event) => {
    if (!(event instanceof CustomEvent)) return;
    event.preventDefault();
    void go(event.detail, HASTE);
  });
}

const place = document.getElementById("unsent");
if (place !== null) begin(place);
leaving();
