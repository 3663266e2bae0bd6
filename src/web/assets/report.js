// Reporting: the form (form.js) is filled in, sealed to the situation's intake key (hpke.js) and sent. What is typed is in
// this page's memory and nowhere else: it is not stored, it leaves sealed, and whatever goes wrong it stays on the screen.
"use strict";

import { Pictures, pictures } from "./attach.js";
import { faultsIn, forgive, groups, tell } from "./check.js";
import { add, all, begin, count, documentOf, first, follow, isFilled, know, link, say } from "./form.js";
import { canSeal, fingerprint, hex, intakeKey, isReceipt, sealSubmission } from "./hpke.js";

/** @typedef {import("./hpke.js").IntakeKey} IntakeKey */
/** @typedef {import("./hpke.js").Bytes} Bytes */
/** @typedef {{ submission: string, sha256: string, hour: number, node: string, signature: string }} Receipt */

/** Where no answer came, the same sealed report goes again by itself after so many milliseconds. */
const PAUSES = [2000, 6000];
const PATIENCE = 60_000;
/** Letters that nobody takes for one another. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A reference by which a report is known again; it says nothing. */
function reference() {
  const drawn = [...crypto.getRandomValues(new Uint32Array(10))].map((one) => LETTERS.charAt(one % LETTERS.length));
  return `R-${drawn.slice(0, 5).join("")}-${drawn.slice(5).join("")}`;
}

/** Why a report did not go. */
class Trouble extends Error {
  /** @param {string} words @param {boolean} [needsSession] @param {boolean} [isOtherKey] */
  constructor(words, needsSession = false, isOtherKey = false) {
    super(words);
    this.needsSession = needsSession;
    this.isOtherKey = isOtherKey;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [request]
 */
async function ask(path, request = {}) {
  let response;
  try {
    response = await fetch(path, { ...request, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Trouble(say("arrived-not"));
  }
  if (response.status === 401) throw new Trouble(say("session"), true);
  return response;
}

/**
 * What the API gives, as it is.
 * @param {string} path
 */
async function get(path) {
  const response = await ask(path, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Trouble(say("no-key"));
  return response.json();
}

/** @param {string} situation */
const api = (situation) => `/api/v1/situations/${encodeURIComponent(situation)}`;

/**
 * Sends a sealed report. The same bytes under the same id are the same report, however often they go.
 * @param {string} situation
 * @param {{ id: Bytes, sealed: Bytes }} report
 * @returns {Promise<Receipt>}
 */
async function send(situation, { id, sealed }) {
  const headers = { "content-type": "application/octet-stream", accept: "application/json" };
  const put = () => ask(`${api(situation)}/submissions/${hex(id)}`, { method: "PUT", headers, body: sealed });
  let response;
  for (const pause of PAUSES) {
    try {
      response = await put();
      break;
    } catch (error) {
      if (error instanceof Trouble && error.needsSession) throw error;
      status(say("again"));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  response ??= await put();
  if (response.ok) return response.json();
  if (response.status === 413) throw new Trouble(say("too-long"));
  if (response.status === 409 || response.status === 422) throw new Trouble(say("not-stored"), false, true);
  if (response.status === 429 || response.status === 503) throw new Trouble(say("moment"));
  throw new Trouble(say("not-stored"));
}

/** What goes on, where a screen reader hears it. @param {string} words */
function status(words) {
  const place = document.getElementById("sending");
  if (place !== null) place.textContent = words;
}

/** @param {Trouble | null} trouble */
function failed(trouble) {
  const place = document.getElementById("failed");
  const words = place?.querySelector("p");
  const door = document.getElementById("sign-in-again");
  if (place === null || !words || door === null) return;
  words.textContent = trouble?.message ?? "";
  door.hidden = trouble?.needsSession !== true;
  place.hidden = trouble === null;
  if (trouble !== null) place.scrollIntoView({ block: "nearest" });
}

/**
 * @param {Receipt & { reference: string }} receipt
 * @param {boolean | null} isChecked
 */
function received(receipt, isChecked) {
  const place = document.getElementById("receipt");
  if (place === null) return;
  for (const one of all(place, "[data-receipt]", HTMLElement)) {
    const name = /** @type {keyof typeof receipt} */ (one.dataset["receipt"]);
    one.textContent = String(receipt[name]);
  }
  const checked = first(place, "[data-checked]");
  if (checked !== null) checked.hidden = isChecked !== true;
  place.hidden = false;
  document.getElementById("receipt-title")?.focus();
}

/** A report on its way. @param {HTMLFormElement} form @param {ReturnType<typeof pictures>} album */
function courier(form, album) {
  const situation = form.dataset["situation"] ?? "";
  /** @type {{ text: string, id: Bytes, sealed: Bytes } | null} */
  let sent = null;
  /** @type {string | null} */
  let known = null;
  /** The key in use, and whether it is the one that was shown. */
  const key = async () => {
    const key = intakeKey(await get(`${api(situation)}/submission-key`));
    const shown = await fingerprint(key);
    const isSame = known === null || known === shown;
    known = shown;
    const place = document.getElementById("fingerprint");
    if (place !== null) place.textContent = shown;
    return { key, isSame };
  };
  const go = async () => {
    const to = await key();
    if (!to.isSame) {
      // Keys change now and then, and whoever swaps one reads what is sealed to it: the monitor is to see it.
      sent = null;
      throw new Trouble(say("changed-key"));
    }
    const document = documentOf(form);
    const text = JSON.stringify(document);
    if (sent?.text !== text) {
      status(say("sealing"));
      const id = crypto.getRandomValues(new Uint8Array(16));
      sent = { text, id, sealed: await sealSubmission(to.key, id, new TextEncoder().encode(text)) };
    }
    const report = { key: to.key, situation, report: String(document["external_id"]) };
    // Before the report: once it has arrived there is nothing more to do, and nothing to lose.
    await album.send({ ...report, ask, status });
    status(say("sending"));
    try {
      const receipt = await send(situation, sent);
      const isChecked = receipt.submission === hex(sent.id) ? await isReceipt(to.key, sent.sealed, receipt) : false;
      if (isChecked === false) throw new Trouble(say("receipt-wrong"));
      return { receipt: { ...receipt, reference: String(document["external_id"]) }, isChecked };
    } catch (error) {
      // What was refused is sealed anew the next time.
      if (error instanceof Trouble && error.isOtherKey) sent = null;
      throw error;
    }
  };
  return { key, go };
}

/** The parts of lists: adding, removing, putting back. @param {HTMLFormElement} form */
function repeat(form) {
  const renew = () => {
    for (const list of all(form, "[data-list]", HTMLElement)) count(list.dataset["list"] ?? "");
    link();
    follow(form);
  };
  const kinds = all(form, "#kinds input", HTMLInputElement);
  for (const kind of kinds) {
    kind.addEventListener("change", () => {
      const same = all(form, "[data-list=violations] > [data-part]", HTMLElement).filter(
        (part) => part.dataset["type"] === kind.value,
      );
      // One that was unticked is kept aside with what it says, in case it was a slip.
      for (const part of same) part.hidden = !kind.checked;
      if (kind.checked && same.length === 0) add("violations", kind.value);
      // In the order in which the types stand, whatever was ticked first.
      const order = kinds.map((one) => one.value);
      const list = first(form, "[data-list=violations]");
      const violations = all(form, "[data-list=violations] > [data-part]", HTMLElement);
      list?.append(
        ...violations.sort(
          (one, other) => order.indexOf(one.dataset["type"] ?? "") - order.indexOf(other.dataset["type"] ?? ""),
        ),
      );
      renew();
    });
  }
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const part = button?.closest("[data-part]");
    /** @type {HTMLElement | null} */
    let made = null;
    if (button?.dataset["add"] !== undefined) made = add(button.dataset["add"], button.dataset["add"]);
    else if (button?.dataset["another"] !== undefined && part)
      made = add("violations", button.dataset["another"], part);
    else if (button?.dataset["remove"] !== undefined && part instanceof HTMLElement) remove(part, button);
    else return;
    renew();
    if (made === null) return;
    const away = first(made, "[data-remove]");
    if (away !== null) away.hidden = false;
    const heading = first(made, "h3");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "nearest" });
  });
  return renew;
}

/** @param {HTMLElement} part @param {HTMLButtonElement} button */
function remove(part, button) {
  const list = part.closest("[data-list]")?.querySelectorAll(":scope > [data-part]:not(.removed)");
  if (part.classList.contains("removed")) {
    part.classList.remove("removed");
    button.textContent = say("remove");
  } else if (isFilled(part)) {
    part.classList.add("removed");
    button.textContent = say("put-back");
  } else {
    const next = list === undefined ? undefined : [...list].filter((one) => one !== part).at(-1);
    const heading = next === undefined ? part.closest("[data-group]")?.querySelector("h2") : next.querySelector("h3");
    part.remove();
    if (heading instanceof HTMLElement) heading.focus();
  }
}

/** Months and quarters, in the words of the page's language. @param {HTMLFormElement} form */
function calendar(form) {
  const { lang } = document.documentElement;
  /** @param {number} month @param {"long" | "short"} how */
  const name = (month, how) =>
    new Intl.DateTimeFormat(lang, { month: how, timeZone: "UTC" }).format(new Date(Date.UTC(2001, month, 1)));
  for (const select of all(form, "[data-months]", HTMLSelectElement)) {
    for (let month = 0; month < 12; month += 1) select.append(new Option(name(month, "long"), String(month + 1)));
  }
  for (const select of all(form, "[data-quarters]", HTMLSelectElement)) {
    for (let quarter = 0; quarter < 4; quarter += 1) {
      select.append(
        new Option(
          `${quarter + 1} (${name(quarter * 3, "short")} – ${name(quarter * 3 + 2, "short")})`,
          String(quarter + 1),
        ),
      );
    }
  }
}

async function start() {
  const form = document.getElementById("report");
  const cannot = document.getElementById("no-sealing");
  if (!(form instanceof HTMLFormElement) || cannot === null) return;
  if (!(await canSeal())) {
    const why = document.getElementById("no-x25519");
    const [usual] = all(cannot, "p", HTMLElement);
    if (why !== null && usual !== undefined) [usual.hidden, why.hidden] = [true, false];
    return;
  }
  const post = courier(form, pictures(form));
  const renew = repeat(form);
  calendar(form);
  const way = groups(form);
  const reported = document.getElementById("reference");
  const refer = () => {
    if (reported instanceof HTMLInputElement && reported.value.trim() === "") reported.value = reference();
  };
  refer();
  let isOver = false;
  let wasTouched = false;
  form.addEventListener("input", (event) => {
    wasTouched = true;
    if (event.target instanceof HTMLElement && event.target.id === "incident-location-precision")
      event.target.dataset["said"] = "";
    follow(form);
  });
  form.addEventListener("change", () => {
    follow(form);
    forgive(form);
  });
  renew();
  cannot.hidden = true;
  form.hidden = false;
  window.addEventListener("beforeunload", (event) => {
    // Whoever leaves quickly is not asked.
    if (wasTouched && !isOver && !document.body.classList.contains("leaving")) event.preventDefault();
  });
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    refer();
    failed(null);
    const faults = faultsIn(form);
    tell(form, faults, way);
    if (faults.length > 0) return status(say("fault"));
    isBusy = true;
    const button = form.querySelector("button[type=submit]");
    button?.setAttribute("aria-disabled", "true");
    try {
      const { receipt, isChecked } = await post.go();
      isOver = true;
      // What was typed is not needed here any more.
      form.remove();
      received(receipt, isChecked);
    } catch (error) {
      status("");
      failed(
        error instanceof Trouble ? error : new Trouble(error instanceof Pictures ? error.message : say("not-stored")),
      );
    } finally {
      isBusy = false;
      button?.removeAttribute("aria-disabled");
    }
  });
  // Return in a line of text sends nothing: a report goes by its button.
  form.addEventListener("keydown", (event) => {
    const isLine = event.target instanceof HTMLInputElement && !["checkbox", "radio"].includes(event.target.type);
    if (event.key === "Enter" && isLine) event.preventDefault();
  });
  const load = async () => {
    try {
      const [registers] = await Promise.all([get(`${api(form.dataset["situation"] ?? "")}/registers`), post.key()]);
      know(registers.areas);
      begin(form);
      failed(null);
    } catch (error) {
      failed(error instanceof Trouble ? error : new Trouble(say("no-key")));
      window.addEventListener("online", load, { once: true });
    }
  };
  await load();
}

await start();
