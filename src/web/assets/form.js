// The form with which a monitor reports: asks what follows from the answers, repeats its parts, puts the document
// together (sixfold.incident/1). It judges nothing (check.js does), stores nothing and sends nothing (report.js does).
"use strict";

/** @typedef {{ [name: string]: unknown }} Fields */
/** @typedef {{ code: string, name: string, level: number, parent: string | null }} Area */

/**
 * The words of a key, with what is put in.
 * @param {string} key
 * @param {string} [it]
 */
export function say(key, it = "") {
  return (document.querySelector(`[data-say="say-${key}"]`)?.textContent ?? key).replace("{it}", () => it);
}

/**
 * The elements within one that a selector finds and that are of a type.
 * @template {HTMLElement} T
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T[]}
 */
export function all(within, selector, type) {
  return /** @type {T[]} */ ([...within.querySelectorAll(selector)].filter((one) => one instanceof type));
}

/**
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function first(within, selector) {
  const found = within.querySelector(selector);
  return found instanceof HTMLElement ? found : null;
}

/** @param {string} text Digits of any of our languages as those of a program. */
export function plain(text) {
  return text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** @param {number} value */
const two = (value) => String(value).padStart(2, "0");

/**
 * The first or last day of what is known of a date; not a day that is still to come.
 * @param {{ year: string, month: string, quarter: string, precision: string, isEnd: boolean, today: string }} said
 * @returns {string | undefined}
 */
export function dayOf({ year, month, quarter, precision, isEnd, today }) {
  const digits = plain(year);
  if (!/^\d{4}$/.test(digits)) return undefined;
  const start = { month: Number(month), quarter: Number(quarter) * 3 - 2, year: 1 }[precision] ?? 0;
  if (!(start >= 1 && start <= 12)) return undefined;
  const last = start + ({ month: 0, quarter: 2, year: 11 }[precision] ?? 0);
  const end = new Date(Date.UTC(Number(digits), last, 0)).getUTCDate();
  const day = isEnd ? `${digits}-${two(last)}-${two(end)}` : `${digits}-${two(start)}-01`;
  return isEnd && day > today && `${digits}-${two(start)}-01` <= today ? today : day;
}

/** The questions of a form or of a part of it, not those inside its own parts and sections. @param {HTMLElement} scope */
export function questions(scope) {
  const own = all(scope, "[data-field]", HTMLElement);
  return own.filter((one) => one.parentElement?.closest("[data-field], [data-part], form") === scope);
}

/** @param {HTMLElement} field */
function control(field) {
  const found = field.querySelector("input, select, textarea");
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  return found instanceof HTMLTextAreaElement ? found : null;
}

/** @param {HTMLElement} field */
function ticked(field) {
  return all(field, "input", HTMLInputElement)
    .filter((input) => input.checked)
    .map((input) => input.value);
}

/** @param {string} text */
export function whole(text) {
  const digits = plain(text);
  // Thousands may stand apart; anything else between digits is no whole number.
  const apart = /^\d{1,3}([\s\u00a0,.٬]\d{3})+$/.test(digits) ? digits.replace(/\D/g, "") : digits;
  return /^\d{1,13}$/.test(apart) ? Number(apart) : Number.NaN;
}

/**
 * Numbers by sex; none where nothing was filled in.
 * @param {HTMLElement} field
 * @returns {Fields | undefined}
 */
export function tally(field) {
  const filled = all(field, "input[data-key]", HTMLInputElement).filter((input) => input.value.trim() !== "");
  if (filled.length === 0) return undefined;
  return Object.fromEntries(filled.map((input) => [input.dataset["key"], whole(input.value)]));
}

/** @param {Fields} fields */
const unlessEmpty = (fields) => (Object.keys(fields).length > 0 ? fields : undefined);

/** @param {string} text */
const texts = (text) => [
  ...new Set(
    text
      .split(/[,;،؛\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  ),
];

/**
 * What a question was answered; undefined where it was not, or is not asked.
 * @param {HTMLElement} field
 * @returns {unknown}
 */
export function answer(field) {
  if (field.hidden) return undefined;
  const input = control(field);
  const text = input?.value.trim() ?? "";
  switch (field.dataset["kind"]) {
    case "text":
    case "long_text":
    case "date":
    case "past_date":
    case "birth_date":
    case "party":
      return text === "" ? undefined : text;
    case "country":
      return text === "" ? undefined : text.toUpperCase();
    case "code":
      return (input instanceof HTMLSelectElement ? text : ticked(field)[0]) || undefined;
    case "term":
      return first(field, "[data-own]") instanceof HTMLInputElement
        ? all(field, "[data-own]", HTMLInputElement)[0]?.value.trim() || text || undefined
        : text || undefined;
    case "terms":
      return texts(text).length > 0 ? texts(text) : undefined;
    case "partner": {
      const known = [...document.querySelectorAll("#partners option")].find(
        (one) => one instanceof HTMLOptionElement && one.value === text,
      );
      return (known instanceof HTMLOptionElement ? known.dataset["code"] : text) || undefined;
    }
    case "codes":
    case "parties":
    case "links":
      return ticked(field).length > 0 ? ticked(field) : undefined;
    case "asked": {
      const [said] = ticked(field);
      return said === "true" ? true : said === "false" ? false : undefined;
    }
    case "boolean":
      return ticked(field).length > 0 ? true : undefined;
    case "integer":
      return text === "" ? undefined : whole(text);
    case "decimal":
      return text === "" ? undefined : Number(plain(text).replace(/[,٫]/, "."));
    case "period": {
      const days = all(field, "input[type=date]", HTMLInputElement).filter((day) => day.value !== "");
      const marks = all(field, "input[type=checkbox]", HTMLInputElement).filter((mark) => mark.checked);
      const said = [
        ...days.map((day) => [day.dataset["key"], day.value]),
        ...marks.map((mark) => [mark.dataset["key"], true]),
      ];
      return unlessEmpty(Object.fromEntries(said));
    }
    case "tally":
    case "adult_tally":
      return tally(field);
    case "area": {
      const chosen = all(field, "[data-levels] select", HTMLSelectElement)
        .filter((select) => select.value !== "")
        .at(-1);
      // That the only country stands there is no answer.
      return chosen === undefined || chosen.dataset["usual"] === chosen.value ? undefined : chosen.value;
    }
    case "span":
      return ticked(field)[0] === "ongoing" ? true : undefined;
    case "day":
      return knownDay(field);
    case "section":
    case "details":
    case "occurred":
      return unlessEmpty(read(field));
    default:
      return undefined;
  }
}

/** The first or last day of when it happened. @param {HTMLElement} field */
function knownDay(field) {
  const form = field.closest("form");
  const precision = document.getElementById("precision");
  if (!(form instanceof HTMLFormElement) || !(precision instanceof HTMLSelectElement)) return undefined;
  /** @param {string} of */
  const value = (of) => {
    const found = document.getElementById(`${field.dataset["field"] ?? ""}-${of}`);
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found.value : "";
  };
  if (precision.value === "day") return value("day") || undefined;
  const said = { year: value("year"), month: value("month"), quarter: value("quarter"), precision: precision.value };
  return dayOf({ ...said, isEnd: field.dataset["field"] === "to", today: form.dataset["today"] ?? "" });
}

/** The answers of a scope. @param {HTMLElement} scope @returns {Fields} */
export function read(scope) {
  /** @type {Fields} */
  const out = {};
  for (const field of questions(scope)) {
    const said = answer(field);
    if (said !== undefined) out[field.dataset["field"] ?? ""] = said;
  }
  return out;
}

/** The parts of a list that are part of the report. @param {string} list */
export function parts(list) {
  return all(document, `[data-list="${list}"] > [data-part]`, HTMLElement).filter(
    (part) => !part.hidden && !part.classList.contains("removed"),
  );
}

/** The document. @param {HTMLFormElement} form @returns {Fields} */
export function documentOf(form) {
  /** @type {Fields} */
  const out = { schema: "sixfold.incident/1", ...read(form) };
  const occurred = /** @type {Fields | undefined} */ (out["occurred"]);
  // How exactly a date is known says nothing without one.
  if (occurred !== undefined && occurred["from"] === undefined) delete occurred["precision"];
  if (occurred !== undefined && Object.keys(occurred).length === 0) delete out["occurred"];
  for (const list of ["violations", "perpetrators", "victims", "groups", "sources", "concerns", "responses"]) {
    const entries = parts(list).map((part) => {
      const of = part.dataset["type"];
      return { id: part.dataset["id"], ...(of === undefined ? {} : { type: of }), ...read(part) };
    });
    if (entries.length > 0) out[list] = entries;
  }
  return out;
}

/** Whether anything was filled in. @param {HTMLElement} part */
export function isFilled(part) {
  return Object.keys(read(part)).some((name) => name !== "violations");
}

let last = 0;

/**
 * A new part of a list, from its template.
 * @param {string} list
 * @param {string} of
 * @param {Element} [after]
 * @returns {HTMLElement | null}
 */
export function add(list, of, after) {
  const template = document.querySelector(`template[data-of="${of}"]`);
  const place = first(document, `[data-list="${list}"]`);
  if (!(template instanceof HTMLTemplateElement) || place === null) return null;
  const copy = document.importNode(template.content, true);
  const part = first(copy, "[data-part]");
  if (part === null) return null;
  last += 1;
  part.dataset["id"] = `${list === "victims" ? "c" : list.charAt(0)}${last}`;
  for (const one of all(part, "*", HTMLElement)) {
    for (const name of ["id", "for", "name", "list", "aria-describedby", "aria-labelledby"]) {
      const value = one.getAttribute(name);
      if (value !== null && value !== "partners") one.setAttribute(name, `${value}-${last}`);
    }
  }
  const heading = first(part, "h3");
  if (heading !== null) {
    heading.id = `part-${last}`;
    heading.tabIndex = -1;
    part.setAttribute("aria-labelledby", heading.id);
  }
  const remove = first(part, "[data-remove]");
  remove?.append(say("remove"));
  if (after === undefined) place.append(part);
  else after.after(part);
  begin(part);
  return part;
}

/** Names parts of a list by their number where there are several. @param {string} list */
export function count(list) {
  /** @type {Map<string, HTMLElement[]>} */
  const byName = new Map();
  for (const part of parts(list)) {
    const name = first(part, "h3")?.dataset["name"] ?? "";
    byName.set(name, [...(byName.get(name) ?? []), part]);
  }
  for (const [name, same] of byName) {
    same.forEach((part, at) => {
      const heading = first(part, "h3");
      if (heading !== null) heading.textContent = same.length > 1 || list !== "violations" ? `${name} ${at + 1}` : name;
    });
  }
}

/** Offers the violations of the report to tick, in every part that is linked to some. */
export function link() {
  const violations = parts("violations");
  for (const place of all(document, "[data-links]", HTMLElement)) {
    const before = new Map(all(place, "input", HTMLInputElement).map((input) => [input.value, input.checked]));
    const options = violations.map((violation) => {
      const label = document.createElement("label");
      label.className = "tick";
      const input = document.createElement("input");
      input.type = "checkbox";
      input.value = violation.dataset["id"] ?? "";
      // Where there is but one, it is the one that is meant.
      input.checked = before.get(input.value) ?? violations.length === 1;
      label.append(input, ` ${first(violation, "h3")?.textContent ?? ""}`);
      return label;
    });
    place.replaceChildren(...options);
  }
  const none = first(document, "[data-when-none]");
  if (none !== null) none.hidden = violations.length > 0;
}

/**
 * Whether a question is asked: `field=value|value`, `*` for any answer, nothing for none, a number for at least so many.
 * @param {string} rule
 * @param {HTMLElement[]} beside
 */
function isAsked(rule, beside) {
  const [name = "", wanted = ""] = rule.split("=");
  const on = beside.find((field) => field.dataset["field"] === name);
  const said = on === undefined ? undefined : answer(on);
  if (wanted === "") return said === undefined;
  if (wanted === "*") return said !== undefined;
  if (/^\d$/.test(wanted)) return Array.isArray(said) && said.length >= Number(wanted);
  return wanted.split("|").some((value) => (Array.isArray(said) ? said.includes(value) : said === value));
}

/** Asks what follows from the answers, adds tallies up. @param {HTMLElement} form */
export function follow(form) {
  for (const field of all(form, "[data-when]", HTMLElement)) {
    const scope = field.parentElement?.closest("[data-field], [data-part], form");
    if (!(scope instanceof HTMLElement)) continue;
    const was = field.hidden;
    field.hidden = !isAsked(field.dataset["when"] ?? "", questions(scope));
    // A child to whom several violations were done is one affected by several: it can be taken back.
    const box = control(field);
    const isChild = field.closest("[data-list=victims]") !== null && field.dataset["field"] === "multiple_violations";
    if (was && !field.hidden && isChild && box instanceof HTMLInputElement) box.checked = true;
  }
  for (const field of all(form, ".tally", HTMLElement)) {
    const sum = all(field, "input", HTMLInputElement).reduce((sum, input) => sum + (whole(input.value) || 0), 0);
    const total = first(field, "[data-total]");
    if (total !== null) total.textContent = String(sum);
  }
  const span = all(form, "[name=span]", HTMLInputElement).find((input) => input.checked)?.value ?? "";
  const precision = document.getElementById("precision");
  const exact = precision instanceof HTMLSelectElement ? precision.value : "day";
  const occurred = first(form, "[data-kind=occurred]");
  for (const field of occurred === null ? [] : questions(occurred)) {
    const name = field.dataset["field"];
    if (name === "to") field.hidden = span !== "several";
    else if (name === "precision" || name === "from" || name === "estimated")
      field.hidden = span === "" || span === "unknown";
    for (const of of all(field, "[data-of]", HTMLElement))
      of.hidden = !(of.dataset["of"] ?? "").split(" ").includes(exact);
  }
}

/** @type {Map<string, Area>} */
const areas = new Map();
/** @type {Map<string | null, Area[]>} */
const within = new Map();

/** The areas that can be chosen. @param {Area[]} register */
export function know(register) {
  for (const area of register) {
    areas.set(area.code, area);
    const beside = within.get(area.parent) ?? [];
    beside.push(area);
    within.set(area.parent, beside);
  }
  for (const beside of within.values()) beside.sort((one, other) => one.name.localeCompare(other.name));
}

/**
 * Chooses an area level by level, or by its name.
 * @param {HTMLElement} field
 */
function chooseArea(field) {
  const levels = first(field, "[data-levels]");
  const search = all(field, "[data-search]", HTMLInputElement)[0];
  const found = field.querySelector("datalist");
  if (levels === null || search === undefined || found === null) return;
  const label = first(field, "legend")?.textContent ?? "";
  /** @param {string | null} parent @param {string[]} way */
  const level = (parent, way) => {
    const choices = within.get(parent) ?? [];
    if (choices.length === 0) return;
    const [here = "", ...rest] = way;
    const box = document.createElement("div");
    const select = document.createElement("select");
    select.id = `${search.id}-${levels.childElementCount}`;
    const name = document.createElement("label");
    name.htmlFor = select.id;
    name.className = "sub";
    name.append(parent === null ? label : say("area-within", areas.get(parent)?.name ?? ""));
    select.append(new Option(say("area-none"), ""));
    for (const area of choices) select.append(new Option(area.name, area.code, false, area.code === here));
    select.addEventListener("change", () => {
      delete select.dataset["usual"];
      while (box.nextElementSibling !== null) box.nextElementSibling.remove();
      if (select.value !== "") level(select.value, []);
      precise();
    });
    box.append(name, select);
    levels.append(box);
    if (here !== "") level(here, rest);
    // A country that is the only one needs no choosing.
    else if (parent === null && choices.length === 1 && choices[0] !== undefined) {
      select.value = choices[0].code;
      select.dataset["usual"] = select.value;
      level(choices[0].code, []);
    }
  };
  /** @param {string} code */
  const wayTo = (code) => {
    const way = [];
    for (
      let area = areas.get(code);
      area !== undefined;
      area = area.parent === null ? undefined : areas.get(area.parent)
    )
      way.unshift(area.code);
    return way;
  };
  /** @param {Area} area */
  const named = (area) =>
    `${area.name} – ${(area.parent === null ? undefined : areas.get(area.parent))?.name ?? ""} (${area.code})`;
  const precise = () => {
    const precision = document.getElementById("incident-location-precision");
    const chosen = areas.get(String(answer(field) ?? ""));
    if (field.dataset["field"] !== "area" || !field.closest("[data-field=location]")) return;
    // How exactly the place is known follows from the area, until somebody says otherwise.
    if (!(precision instanceof HTMLSelectElement) || precision.dataset["said"] !== undefined) return;
    precision.value =
      chosen === undefined ? "" : chosen.level === 0 ? "country" : chosen.level <= 3 ? `area${chosen.level}` : "area3";
  };
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    const hits =
      wanted.length < 2
        ? []
        : [...areas.values()].filter(
            (area) => area.name.toLowerCase().includes(wanted) || area.code.toLowerCase().startsWith(wanted),
          );
    const exact =
      [...areas.values()].find((area) => named(area) === search.value.trim()) ??
      (hits.length === 1 && hits[0]?.name.toLowerCase() === wanted ? hits[0] : undefined);
    found.replaceChildren(...hits.slice(0, 20).map((area) => new Option(named(area), named(area))));
    if (exact === undefined) return;
    levels.replaceChildren();
    level(null, wayTo(exact.code));
    precise();
    follow(field);
  });
  level(null, []);
}

/** What a part needs to do what it does. @param {HTMLElement} within */
export function begin(within) {
  for (const field of all(within, "[data-kind=area]", HTMLElement)) chooseArea(field);
}
