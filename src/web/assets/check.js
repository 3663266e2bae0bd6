// What is obviously missing or wrong in a report, said beside each answer and together; and the way from group to group.
// The rest is judged where the report is opened.
"use strict";

import { all, answer, first, parts, plain, questions, read, say, tally, whole } from "./form.js";

/** @typedef {import("./form.js").Fields} Fields */
/** @typedef {{ at: HTMLElement, words: string }} Fault */

const EARLIEST = "1990-01-01";

/**
 * What is wrong with the answers of a scope, each with where.
 * @param {HTMLElement} scope
 * @param {string} today
 * @returns {Fault[]}
 */
function faultsOf(scope, today) {
  /** @type {Fault[]} */
  const faults = [];
  for (const field of questions(scope).filter((field) => !field.hidden)) {
    const kind = field.dataset["kind"] ?? "";
    for (const input of all(field, "input", HTMLInputElement)) {
      if (input.closest("[data-field]") !== field || input.closest("[hidden]") !== null) continue;
      const text = input.value.trim();
      if (input.type === "date") {
        if (input.validity.badInput || (text !== "" && text < EARLIEST)) faults.push({ at: input, words: say("date") });
        else if (text > today && input.max !== "") faults.push({ at: input, words: say("date-late") });
      } else if (input.dataset["least"] !== undefined && text !== "") {
        const number = kind === "decimal" ? Number(plain(text).replace(/[,٫]/, ".")) : whole(text);
        const isIn = number >= Number(input.dataset["least"]) && number <= Number(input.dataset["most"] ?? 10_000_000);
        if (!isIn)
          faults.push({
            at: input,
            words: say("number", `${input.dataset["least"]} – ${input.dataset["most"] ?? "…"}`),
          });
      } else if (kind === "country" && text !== "" && !/^[a-z]{3}$/i.test(text))
        faults.push({ at: input, words: say("country") });
    }
    if (kind === "period") {
      const said = /** @type {Fields} */ (answer(field) ?? {});
      const isOff = (said["to"] !== undefined || said["ongoing"] === true) && said["from"] === undefined;
      const isBack =
        said["to"] !== undefined && (said["ongoing"] === true || String(said["to"]) < String(said["from"] ?? ""));
      if (isOff || isBack) faults.push({ at: field, words: say("day-order") });
    }
    if (["section", "details", "occurred"].includes(kind)) faults.push(...faultsOf(field, today));
  }
  return faults;
}

/**
 * What is wrong with when it happened.
 * @param {HTMLElement} form
 * @param {string} today
 * @returns {Fault[]}
 */
function faultsOfDate(form, today) {
  const field = first(form, "[data-kind=occurred]");
  if (field === null) return [];
  const span = all(form, "[name=span]", HTMLInputElement).find((input) => input.checked)?.value;
  if (span === undefined) return [{ at: field, words: say("when") }];
  if (span === "unknown") return [];
  const said = read(field);
  const at = first(field, '[data-field="from"]') ?? field;
  const to = first(field, '[data-field="to"]') ?? field;
  if (said["from"] === undefined) return [{ at, words: say("date") }];
  if (String(said["from"]) > today) return [{ at, words: say("date-late") }];
  if (span === "several" && said["to"] === undefined) return [{ at: to, words: say("date") }];
  if (said["to"] !== undefined && String(said["to"]) < String(said["from"]))
    return [{ at: to, words: say("day-order") }];
  return [];
}

/**
 * What is obviously missing or wrong; the rest is judged where the report is opened.
 * @param {HTMLFormElement} form
 * @returns {Fault[]}
 */
export function faultsIn(form) {
  const today = form.dataset["today"] ?? "";
  const faults = [...faultsOfDate(form, today), ...faultsOf(form, today)];
  const kinds = document.getElementById("kinds");
  if (parts("violations").length === 0 && parts("concerns").length === 0 && kinds !== null)
    faults.push({ at: kinds, words: say("tick") });
  for (const part of parts("violations")) {
    const field = first(part, '[data-field="tally"]');
    if (part.dataset["counts"] !== undefined && field !== null && tally(field) === undefined)
      faults.push({ at: field, words: say("tally") });
  }
  for (const part of parts("concerns")) {
    const field = first(part, '[data-field="type"]');
    if (field !== null && answer(field) === undefined) faults.push({ at: field, words: say("tick") });
  }
  for (const list of ["violations", "perpetrators", "victims", "groups", "sources", "concerns", "responses"]) {
    for (const part of parts(list)) {
      faults.push(...faultsOf(part, today));
      const links = first(part, "[data-kind=links]");
      const isLoose = links !== null && answer(links) === undefined && parts("violations").length > 0;
      if (isLoose && list !== "responses") faults.push({ at: links, words: say("links") });
    }
  }
  const coordinates = ["latitude", "longitude"].map((name) => first(form, `[data-field="${name}"]`));
  const missing = coordinates.filter((field) => field !== null && answer(field) === undefined);
  if (missing.length === 1 && missing[0]) faults.push({ at: missing[0], words: say("coordinates") });
  const summary = first(form, '[data-field="public_summary"]');
  const shared = String((summary && answer(summary)) ?? "").toLowerCase();
  const names = ["name", "contact", "guardian", "names", "place", "facility_name"]
    .flatMap((name) => all(form, `[data-field="${name}"]`, HTMLElement))
    .map((field) => String(answer(field) ?? "").toLowerCase());
  const named = names.find((name) => name.length > 2 && shared.includes(name));
  if (named !== undefined && summary !== null) faults.push({ at: summary, words: say("names", named) });
  return faults;
}

/** What a fault points to: something that can have the focus. @param {HTMLElement} at */
function target(at) {
  if (at.matches("input, select, textarea")) return at;
  return all(at, "input, select, textarea", HTMLElement).find((one) => one.closest("[hidden]") === null) ?? at;
}

/** Group by group, or all on a page. @param {HTMLFormElement} form */
export function groups(form) {
  const sections = all(form, "[data-group]", HTMLElement);
  const links = all(form, "nav a", HTMLAnchorElement);
  const [back, next] = [document.getElementById("back"), document.getElementById("next")];
  const whole = document.getElementById("all-groups");
  let here = 0;
  /** @param {number} to @param {boolean} moves */
  const show = (to, moves) => {
    here = Math.min(Math.max(to, 0), sections.length - 1);
    const isWhole = whole instanceof HTMLInputElement && whole.checked;
    sections.forEach((section, at) => section.classList.toggle("away", !isWhole && at !== here));
    links.forEach((link, at) =>
      at === here && !isWhole ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current"),
    );
    if (back !== null) back.hidden = isWhole || here === 0;
    if (next !== null) next.hidden = isWhole || here === sections.length - 1;
    if (!moves) return;
    const box = document.getElementById("faults");
    if (box !== null && told.size === 0) box.hidden = true;
    const heading = first(sections[here] ?? form, "h2");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  };
  links.forEach((link, at) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(at, true);
    }),
  );
  back?.addEventListener("click", () => show(here - 1, true));
  next?.addEventListener("click", () => show(here + 1, true));
  whole?.addEventListener("change", () => show(here, false));
  show(0, false);
  /** @param {Element} at */
  const to = (at) =>
    show(
      sections.findIndex((section) => section.contains(at)),
      false,
    );
  return { to };
}

/** @type {Map<HTMLElement, Element[]>} What was said to be wrong, with where it is said. */
const told = new Map();

/**
 * Takes back what was said and is wrong no more; says nothing new. Everything stays in its place: whoever is about to
 * press a button below would miss it.
 * @param {HTMLFormElement} form
 */
export function forgive(form) {
  const box = document.getElementById("faults");
  if (box === null || box.hidden) return;
  const still = new Set(faultsIn(form).map(({ at }) => at));
  for (const [at, places] of told) {
    if (still.has(at)) continue;
    for (const place of places) place.classList.add("mended");
    target(at).removeAttribute("aria-invalid");
    told.delete(at);
  }
}

/**
 * Says what is wrong, beside each answer and together.
 * @param {HTMLFormElement} form
 * @param {Fault[]} faults
 * @param {{ to: (at: Element) => void }} way
 */
export function tell(form, faults, way) {
  for (const old of all(form, ".fault", HTMLElement)) old.remove();
  for (const old of all(form, "[aria-invalid]", HTMLElement)) {
    old.removeAttribute("aria-invalid");
    if (old.dataset["described"] !== undefined) old.setAttribute("aria-describedby", old.dataset["described"]);
    else old.removeAttribute("aria-describedby");
  }
  const box = document.getElementById("faults");
  if (box === null) return;
  told.clear();
  const lines = faults.map(({ at, words }, number) => {
    const to = target(at);
    const field = at.closest("[data-field]") ?? at;
    const beside = document.createElement("p");
    beside.className = "fault missing";
    beside.id = `fault-${number}`;
    beside.append(words);
    if (at.matches("fieldset, .field")) at.prepend(beside);
    else at.before(beside);
    const described = to.getAttribute("aria-describedby");
    if (described !== null) to.dataset["described"] = described;
    to.setAttribute("aria-invalid", "true");
    to.setAttribute("aria-describedby", [described, beside.id].filter((id) => id !== null).join(" "));
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${beside.id}`;
    const label = field.querySelector("legend, label")?.textContent?.trim() ?? "";
    link.append(label === "" ? words : `${label}: ${words}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      way.to(at);
      for (const folded of all(form, "details", HTMLDetailsElement)) if (folded.contains(at)) folded.open = true;
      to.focus();
    });
    line.append(link);
    told.set(at, [beside, line]);
    return line;
  });
  box.querySelector("ul")?.replaceChildren(...lines);
  box.hidden = faults.length === 0;
  if (faults.length > 0) {
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "start" });
  }
}
