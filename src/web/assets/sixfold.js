// What makes the pages quicker and keeps what was typed. Everything here can be done without it.
"use strict";

/**
 * Clears the screen at once; the server forgets the session while the neutral page comes.
 * @param {HTMLFormElement} form
 */
function leave(form) {
  document.title = "";
  document.body.classList.add("leaving");
  // Where this telephone has something to forget first, that goes on from there.
  const leaving = new CustomEvent("leaving", { cancelable: true, detail: form });
  if (document.dispatchEvent(leaving)) form.submit();
}

/** Leaving: by the button, or by the key Escape where nothing is open that it would close. */
function quickLeave() {
  const form = document.getElementById("leave");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form);
  });
  document.addEventListener("keydown", (event) => {
    // There it closes what has opened.
    const closes = event.target instanceof Element && event.target.matches("select, input[type=date], input[list]");
    if (event.key === "Escape" && !event.isComposing && !closes) leave(form);
  });
}

/** A language that is chosen is taken at once. */
function language() {
  const select = document.getElementById("language");
  if (!(select instanceof HTMLSelectElement) || select.form === null) return;
  const form = select.form;
  // The button stays for whoever goes through the list by keys: a change there is no choice yet.
  let pointed = false;
  select.addEventListener("pointerdown", () => (pointed = true));
  select.addEventListener("keydown", () => (pointed = false));
  select.addEventListener("change", () => {
    if (pointed) form.requestSubmit();
  });
}

/**
 * Says something beside a form, where a screen reader hears it.
 * @param {HTMLFormElement} form
 * @param {Node[]} said
 */
function say(form, said) {
  form.querySelector(":scope > .said-here")?.remove();
  const place = document.createElement("div");
  place.className = "wrong said-here";
  place.setAttribute("role", "alert");
  place.append(...said);
  form.append(place);
  place.scrollIntoView({ block: "nearest" });
}

/**
 * Asks the server, and takes its answer as a document. It runs nothing of it.
 * @param {string} method
 * @param {string} address
 * @param {FormData | string | null} body
 * @returns {Promise<{ url: URL, isFine: boolean, page: Document | null }>}
 */
function answer(method, address, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    // What parts a form with files, the browser makes and says itself.
    if (typeof body === "string") request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
    // Longer than the server gives its slowest answer: a release that is signed is attacked anew first.
    request.timeout = 130_000;
    request.onload = () => {
      const isFine = request.status >= 200 && request.status < 300;
      resolve({ url: new URL(request.responseURL), isFine, page: request.responseXML });
    };
    request.onerror = request.ontimeout = () => reject(new Error("no answer"));
    request.send(body);
  });
}

/**
 * Asks the server with a form's values.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button  the one that was pressed, whose value goes with the others
 */
function ask(form, button) {
  const typed = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name !== "") typed.append(button.name, button.value);
  const values = new URLSearchParams();
  for (const [name, value] of typed) if (typeof value === "string") values.append(name, value);
  return answer("POST", form.action, form.enctype === "multipart/form-data" ? typed : values.toString());
}

/**
 * Sends a form without leaving its page, so that whatever goes wrong nothing typed is lost: a session that is over, a
 * network that is gone, a server that starts anew.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  button?.setAttribute("aria-disabled", "true");
  try {
    const { url, isFine, page } = await ask(form, button);
    const went = url.pathname + url.search !== new URL(form.action).pathname + new URL(form.action).search;
    if (isFine && went) {
      sent = form;
      // Only what stands behind the mark differs: the page is loaded anew all the same.
      const isHere = url.pathname === location.pathname && url.search === location.search;
      location.assign(url);
      if (isHere) location.reload();
      return;
    }
    const main = page?.querySelector("main") ?? null;
    if (main !== null && (isFine || main.querySelector("form[data-keep]") !== null)) {
      // The page itself comes back, with what was typed and what was wrong.
      carry(form, main);
      document.querySelector("main")?.replaceWith(document.adoptNode(main));
      begin(main);
      heed(main);
      return;
    }
    const parts = main === null ? [] : [...main.children].filter((part) => !part.matches("form"));
    say(form, parts.length > 0 ? parts.map((part) => document.adoptNode(part)) : [line(unreached())]);
  } catch {
    say(form, [line(unreached())]);
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

/**
 * To what a page that came back has to say: whoever goes by keys, or hears the page, goes on from there.
 * @param {HTMLElement} main
 */
function heed(main) {
  const said = ['.wrong[role="alert"]:not([hidden])', '[role="alert"]:not([hidden])', '[role="status"]'];
  const found = said.map((selector) => main.querySelector(selector)).find((one) => one !== null) ?? main;
  if (!(found instanceof HTMLElement)) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "center" });
}

/** @type {HTMLFormElement | null} The form that is just being sent. */
let sent = null;
/** @type {WeakSet<HTMLFormElement>} Those whose words came back. */
const back = new WeakSet();

/**
 * The fields of a form in which something is typed that the server has not got.
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLTextAreaElement)[]}
 */
function typed(form) {
  return [...form.elements].flatMap((field) => {
    const isLine = field instanceof HTMLInputElement && ["text", "search", "number"].includes(field.type);
    if (!isLine && !(field instanceof HTMLTextAreaElement)) return [];
    return field.value !== "" && (field.value !== field.defaultValue || back.has(form)) ? [field] : [];
  });
}

/** The forms with words that would be lost. Whoever is at a door has nothing to lose there. */
function unsent() {
  return [...document.forms].filter((form) => {
    const isDoor = form.querySelector("input[type=password]") !== null;
    return form.method === "post" && form !== sent && !isDoor && typed(form).length > 0;
  });
}

/**
 * Takes what is typed in the other forms of a page along into the one that takes its place, and remembers that the
 * words of the form that was sent are not kept yet.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} main
 */
function carry(form, main) {
  for (const one of main.querySelectorAll("form")) if (one.action === form.action) back.add(one);
  for (const other of unsent()) {
    if (other === form) continue;
    for (const field of typed(other)) {
      const there = field.id === "" ? null : main.querySelector(`#${CSS.escape(field.id)}`);
      if (!(there instanceof HTMLInputElement || there instanceof HTMLTextAreaElement)) continue;
      there.value = field.value;
      for (let at = there.closest("details"); at !== null; at = at.parentElement?.closest("details") ?? null) at.open = true;
    }
  }
}

/** Whoever goes elsewhere is asked first where words would be lost, but not where they leave quickly. */
function guard() {
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target instanceof HTMLFormElement) sent = event.target;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent().length === 0 || document.body.classList.contains("leaving")) return;
    event.preventDefault();
    // Whoever stays may have more to lose later.
    sent = null;
  });
}

/** What is said where no answer came. */
function unreached() {
  return document.body.dataset["offline"] ?? "";
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function line(text) {
  const line = document.createElement("p");
  line.append(text);
  return line;
}

/**
 * Forms whose words must not be lost.
 * @param {ParentNode} within
 */
function keep(within) {
  for (const form of within.querySelectorAll("form[data-keep]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter instanceof HTMLElement ? event.submitter : null;
      if (button?.getAttribute("aria-disabled") !== "true") void send(form, button);
    });
  }
}

/**
 * Lists that are gone through by keys while they have the focus: j and k from line to line, x ticks the line's boxes,
 * Enter opens it.
 * @param {ParentNode} within
 */
function keys(within) {
  for (const table of within.querySelectorAll("table[data-keys]")) {
    const rows = [...table.querySelectorAll("tbody tr")];
    // Elsewhere the letters belong to whoever speaks to the machine, or steers it by keys (WCAG 2.1.4).
    const place = table.closest(".scroll") ?? table;
    place.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      /** @param {number} row */
      const go = (row) => {
        const link = rows[row]?.querySelector("a");
        if (link instanceof HTMLElement) link.focus();
      };
      if (event.key === "j") go(Math.min(at + 1, rows.length - 1));
      else if (event.key === "k") go(Math.max(at - 1, 0));
      else if (event.key === "x" && at >= 0) {
        for (const box of rows[at]?.querySelectorAll("input[type=checkbox]") ?? []) {
          if (box instanceof HTMLInputElement) box.checked = !box.checked;
        }
      } else return;
      event.preventDefault();
    });
  }
}

/** Whether somebody is at work in a form of this page. */
let isTouched = false;

/**
 * Shows how a place of this page stands by now, and leaves the rest as it is.
 * @param {HTMLElement} place
 */
async function renew(place) {
  const { isFine, page } = await answer("GET", location.href, null);
  const now = page?.getElementById(place.id) ?? null;
  if (isFine && now !== null) place.replaceChildren(...document.adoptNode(now).childNodes);
}

/**
 * Jobs that go on: how far they are is shown as the server tells it, and at the end the page comes anew with what was
 * made; where somebody is filling in a form, the job's place alone.
 * @param {ParentNode} within
 */
function watch(within) {
  for (const place of within.querySelectorAll("[data-events]")) {
    if (!(place instanceof HTMLElement)) continue;
    const bar = place.querySelector("progress");
    const events = new EventSource(place.dataset["events"] ?? "");
    events.addEventListener("progress", (event) => {
      const { done, total } = JSON.parse(event.data);
      if (bar === null || total === 0) return;
      bar.max = total;
      bar.value = done;
    });
    events.addEventListener("end", () => {
      events.close();
      if (isTouched) void renew(place).catch(() => undefined);
      else location.reload();
    });
    // A page that is left watches nothing: the server has room for so many who do.
    addEventListener("pagehide", () => events.close(), { once: true });
  }
}

/** How long nothing is typed before a text is looked at, in milliseconds: each look is noted in the log. */
const PAUSE = 1_500;

/**
 * Texts that the server looks at while they are written: what it finds is shown beside them, and what is being typed is
 * left alone.
 * @param {ParentNode} within
 */
function look(within) {
  for (const text of within.querySelectorAll("textarea[data-look]")) {
    if (!(text instanceof HTMLTextAreaElement) || text.form === null) continue;
    const { form } = text;
    let waits = 0;
    let seen = text.value;
    const looked = async () => {
      const asked = text.value;
      if (asked === seen || !text.isConnected) return;
      const id = text.dataset["look"] ?? "";
      try {
        const { isFine, page } = await ask(form, null);
        const found = page?.getElementById(id) ?? null;
        // What was typed in the meantime is looked at when it pauses.
        if (!isFine || found === null || text.value !== asked) return;
        seen = asked;
        document.getElementById(id)?.replaceChildren(...document.adoptNode(found).childNodes);
      } catch {
        // It is looked at again when it is kept, at the latest.
      }
    };
    text.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(looked, PAUSE);
    });
  }
}

/**
 * Makes what is on a page, or in a part of it that has just come, do what it does.
 * @param {ParentNode} within
 */
function begin(within) {
  keep(within);
  keys(within);
  watch(within);
  look(within);
}

/** On paper everything is open that is folded on the screen. */
function unfold() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
}

/** The digits of a slip are in the address, after its mark, and come along through the door. */
function digits() {
  if (!/^#\d{12}$/.test(location.hash)) return;
  for (const then of document.querySelectorAll("main input[name=then]")) {
    if (then instanceof HTMLInputElement && !then.value.includes("#")) then.value += location.hash;
  }
}

quickLeave();
language();
guard();
unfold();
digits();
for (const kind of ["input", "change"]) {
  addEventListener(kind, (event) => {
    isTouched ||= event.target instanceof Element && event.target.closest("main form") !== null;
  });
}
begin(document);
