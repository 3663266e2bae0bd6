// Reporting: the form (form.js) is filled in, sealed to the situation's intake key (hpke.js), kept (store.js) and sent (post.js).
// What is typed is in this page's memory in the clear and nowhere else; while it is written it is sealed again and again, so
// that a page that ends too soon leaves what nobody but a verifier opens. Nothing is lost by a network that is not there.
"use strict";

import { pictures } from "./attach.js";
import { faultsIn, forgive, groups, tell as tellFaults } from "./check.js";
import { add, all, begin, count, documentOf, first, follow, isFilled, know, link, say } from "./form.js";
import { canSeal, hex, intakeKey, sealSubmission, unhex } from "./hpke.js";
import { Stopped, api, ask, owner, send, sendNow, tell } from "./post.js";
import { change, forget, keep, persist, reports } from "./store.js";
import { Untrusted, compared, digits, trusted } from "./trust.js";

/** @typedef {import("./post.js").Receipt} Receipt */
/** @typedef {import("./store.js").Pin} Pin */
/** @typedef {import("./store.js").Report} Report */

/** How long the key and the registers are waited for, in milliseconds: then what is kept of them does. */
const HASTE = 10_000;
/** How long nothing is typed before what there is is sealed, in milliseconds. */
const PAUSE = 3_000;
/** Letters that nobody takes for one another. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A reference by which a report is known again; it says nothing. */
function reference() {
  const drawn = [...crypto.getRandomValues(new Uint32Array(10))].map((one) => LETTERS.charAt(one % LETTERS.length));
  return `R-${drawn.slice(0, 5).join("")}-${drawn.slice(5).join("")}`;
}

/** Why a report was neither sent nor kept. */
class Trouble extends Error {}

/**
 * What the API gives, as it is; null where it gives nothing now.
 * @param {string} path
 */
async function get(path) {
  try {
    return await (await ask(path, { headers: { accept: "application/json" } }, HASTE)).json();
  } catch {
    return null;
  }
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
  if (place === null || !words) return;
  words.textContent = trouble?.message ?? "";
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

/** A report that is kept and goes later. @param {string} reference @param {boolean} needsSession */
function laidBy(reference, needsSession) {
  const place = document.getElementById("laid-by");
  const code = first(place ?? document, "[data-reference]");
  const door = document.getElementById("sign-in-again");
  if (place === null || code === null || door === null) return;
  code.textContent = reference;
  door.hidden = !needsSession;
  place.hidden = false;
  document.getElementById("laid-by-title")?.focus();
}

/** What is said of a report that the server does not take. @param {number} status */
function refusal(status) {
  return new Trouble(say(status === 413 ? "too-long" : "not-stored"));
}

/** Twelve digits that came with the address, from a slip. */
function given() {
  const found = decodeURIComponent(location.hash.slice(1)).replace(/\D/g, "");
  return found.length === 12 ? found : null;
}

/** The key is not the task force's: on top of the form, whichever part of it is open. */
function distrust() {
  const place = document.getElementById("distrust");
  if (place === null) return;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

/** Whose key this is: shown, and compared. */
function identity() {
  const place = document.getElementById("digits");
  const how = document.getElementById("compare");
  const button = how?.querySelector("button");
  let shown = "";
  /** @type {Pin | null} */
  let known = null;
  const settle = () => {
    if (how !== null) how.hidden = known === null || known.isCompared;
    const done = document.getElementById("compared");
    if (done !== null) done.hidden = known?.isCompared !== true;
  };
  button?.addEventListener("click", async () => {
    if (known === null) return;
    known = await compared(known);
    settle();
    place?.parentElement?.focus();
  });
  /** @param {Pin} pin */
  return async (pin) => {
    known = pin;
    const made = await digits(pin);
    if (made !== shown && place !== null) place.textContent = made;
    shown = made;
    settle();
  };
}

/** The longest text of a field, in characters. */
const LONGEST = 20_000;

/**
 * What was being written, as a document that can be opened: where something of it does not fit yet, all of it is in words,
 * under a concern that is counted nowhere.
 * @param {HTMLFormElement} form
 * @param {ReturnType<typeof documentOf>} written
 */
function unfinished(form, written) {
  if (faultsIn(form).length === 0) {
    return { ...written, notes: [say("unfinished"), written["notes"] ?? ""].join("\n").slice(0, LONGEST) };
  }
  const { schema, external_id, ...rest } = written;
  const all = `${say("unfinished")}\n${JSON.stringify(rest, null, 1)}`;
  const [notes = "", narrative, update] = all.match(new RegExp(`[^]{1,${LONGEST}}`, "gu")) ?? [];
  const more = { ...(narrative === undefined ? {} : { narrative }), ...(update === undefined ? {} : { update }) };
  return { schema, external_id, concerns: [{ id: "o1", type: "other" }], notes, ...more };
}

/** A report on its way. @param {HTMLFormElement} form @param {ReturnType<typeof pictures>} album */
function courier(form, album) {
  const situation = form.dataset["situation"] ?? "";
  let id = "";
  const another = () => {
    id = hex(crypto.getRandomValues(new Uint8Array(16)));
    // As long as this page is open, what it keeps is no report that somebody has left behind.
    void navigator.locks.request(`begun-${id}`, () => new Promise(() => {}));
  };
  another();
  /** @type {Pin | null} */
  let pin = null;
  let isDistrusted = false;
  const show = identity();
  const key = async () => {
    try {
      // What is known already serves until the network answers, and where the network's answer is not to be trusted.
      pin ??= (await trusted(situation, null, null).catch(() => undefined)) ?? null;
      pin = (await trusted(situation, await get(`${api(situation)}/submission-key`), given())) ?? null;
      isDistrusted = false;
    } catch (error) {
      if (!(error instanceof Untrusted)) throw error;
      isDistrusted = true;
    }
    if (isDistrusted) {
      distrust();
      throw new Trouble(say("untrusted"));
    }
    if (pin === null) throw new Trouble(say("no-key"));
    await show(pin);
    return pin;
  };
  /** @param {Pin} to @param {Report["state"]} state */
  const sealed = async (to, state) => {
    const written = documentOf(form);
    const reference = String(written["external_id"]);
    const document = state === "begun" ? unfinished(form, written) : written;
    const key = intakeKey(to.key);
    const parcels = await album.parcels({ key, situation, report: reference });
    const bytes = await sealSubmission(key, unhex(id), new TextEncoder().encode(JSON.stringify(document)));
    const since = Math.floor(Date.now() / 60_000) * 60_000;
    const own = { id, situation, owner: owner(), vault: to.vault, sealed: bytes, since, state };
    /** @type {Report} */
    const report = { ...own, parcels: parcels.map((one) => one.id) };
    return { report, parcels, reference };
  };
  /** Seals what there is, in case the page ends now. */
  const save = async () => {
    if (pin === null) return;
    const { report, parcels } = await sealed(pin, "begun");
    await keep(report, parcels);
    tell(null);
  };
  /** Earlier tries that the server refused: they stay on the device until this report has arrived. @type {string[]} */
  const refused = [];
  const go = async () => {
    const to = await key();
    status(say("sealing"));
    const { report, parcels, reference } = await sealed(to, "waiting");
    const isKept = await keep(report, parcels).then(
      () => true,
      () => false,
    );
    status(say("sending"));
    try {
      const { receipt, isChecked } = isKept ? await sendNow(id) : await send(report, parcels);
      for (const one of [id, ...refused]) await forget(one).catch(() => undefined);
      return { reference, receipt, isChecked };
    } catch (error) {
      const { why, status = 0 } = error instanceof Stopped ? error : new Stopped("later");
      if (isKept && why !== "refused" && why !== "receipt") {
        tell(null);
        return { reference, receipt: null, needsSession: why === "session" };
      }
      // It is still on the screen, and is sealed anew the next time.
      if (why === "refused" || why === "receipt") {
        refused.push(id);
        another();
      }
      if (why === "refused") throw refusal(status);
      throw new Trouble(say(why === "receipt" ? "receipt-wrong" : why === "session" ? "session" : "arrived-not"));
    }
  };
  return { key, go, save };
}

/** Reports that were begun on pages that are gone, or that the server refused: somebody must say what becomes of them. */
async function leftBehind() {
  const place = document.getElementById("begun");
  const list = place?.querySelector("ul");
  if (!place || !list) return;
  const locks = await navigator.locks.query();
  const open = new Set((locks.held ?? []).map((lock) => lock.name));
  const isOver = (/** @type {Report} */ one) => one.state !== "waiting" && !open.has(`begun-${one.id}`);
  const found = (await reports()).filter((one) => one.owner === owner() && isOver(one));
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const lines = found.map((one) => {
    const line = document.createElement("li");
    line.append(when.format(one.since));
    if (one.state === "refused") line.append(` (${say("begun-refused")})`);
    /** @param {string} words @param {string} question @param {() => Promise<void>} act */
    const button = (words, question, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "quiet";
      made.append(say(words));
      made.addEventListener("click", async () => {
        if (question !== "" && !confirm(say(question))) return;
        await act();
        tell(null);
        await leftBehind();
      });
      line.append(" ", made);
    };
    button("begun-send", "", async () => {
      await change(one.id, { state: "waiting" });
      await sendNow(one.id).catch(() => undefined);
    });
    button("begun-delete", "begun-sure", () => forget(one.id));
    return line;
  });
  list.replaceChildren(...lines);
  place.hidden = lines.length === 0;
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

/** A page that was kept may be days old: today is when it is opened. @param {HTMLFormElement} form */
function today(form) {
  const now = new Date();
  const day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const before = form.dataset["today"] ?? "";
  if (day <= before) return;
  for (const input of all(form, "input[type=date]", HTMLInputElement)) if (input.max === before) input.max = day;
  for (const template of document.querySelectorAll("template")) {
    for (const input of template.content.querySelectorAll("input[type=date]")) {
      if (input instanceof HTMLInputElement && input.max === before) input.max = day;
    }
  }
  form.dataset["today"] = day;
}

/** Keeps this page for when there is no network. */
async function install() {
  if (!("serviceWorker" in navigator)) return;
  // The one script that this page may start by its address.
  const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("keep", { createScriptURL: () => "/worker.js" });
  const address = /** @type {string} */ (/** @type {unknown} */ (policy?.createScriptURL("") ?? "/worker.js"));
  await navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(location.pathname);
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
  today(form);
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
  let waits = 0;
  /** One sealing at a time; what is typed meanwhile is sealed by the next. @type {Promise<void>} */
  let saving = Promise.resolve();
  const save = () => {
    clearTimeout(waits);
    waits = 0;
    saving = saving.then(async () => {
      if (!isOver && !isBusy) await post.save().catch(() => undefined);
    });
    return saving;
  };
  const touched = () => {
    wasTouched = true;
    clearTimeout(waits);
    waits = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", (event) => {
    touched();
    if (event.target instanceof HTMLElement && event.target.id === "incident-location-precision")
      event.target.dataset["said"] = "";
    follow(form);
  });
  form.addEventListener("change", () => {
    touched();
    follow(form);
    forgive(form);
  });
  renew();
  cannot.hidden = true;
  form.hidden = false;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waits !== 0) void save();
  });
  // Whoever leaves keeps what was just typed.
  document.addEventListener("saving", (event) => {
    if (event instanceof CustomEvent && waits !== 0) event.detail.push(save());
  });
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
    tellFaults(form, faults, way);
    if (faults.length > 0) return status(say("fault"));
    isBusy = true;
    clearTimeout(waits);
    waits = 0;
    await saving;
    const button = form.querySelector("button[type=submit]");
    button?.setAttribute("aria-disabled", "true");
    try {
      const { reference, receipt, isChecked = null, needsSession = false } = await post.go();
      isOver = true;
      // What was typed is not needed here any more.
      form.remove();
      if (receipt === null) laidBy(reference, needsSession);
      else received({ ...receipt, reference }, isChecked);
    } catch (error) {
      status("");
      failed(error instanceof Trouble ? error : new Trouble(say("not-stored")));
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
  persist();
  void leftBehind().catch(() => undefined);
  const load = async () => {
    const key = post.key().then(
      () => {
        failed(null);
        // What was typed while there was no key.
        if (wasTouched) touched();
      },
      (error) => failed(error instanceof Trouble ? error : new Trouble(say("no-key"))),
    );
    const registers = await get(`${api(form.dataset["situation"] ?? "")}/registers`);
    if (registers !== null) {
      know(registers.areas);
      begin(form);
    }
    await key;
    if (registers !== null) return;
    failed(new Trouble(say("no-key")));
    window.addEventListener("online", load, { once: true });
  };
  await load();
  await install().catch(() => undefined);
}

await start();
