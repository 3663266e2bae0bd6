// Whose key reports are sealed to. The first key that a telephone gets names those whose signatures it takes from then on:
// their twelve digits are compared with a slip, or over another telephone. A key that none of them signed, or one older
// than was seen, is refused, whoever gives it.
"use strict";

import { hex, intakeKey, join, number, sha256, unhex } from "./hpke.js";
import { pin as pinned, putPin } from "./store.js";

/** @typedef {import("./hpke.js").Bytes} Bytes */
/** @typedef {import("./hpke.js").IntakeKey} IntakeKey */
/** @typedef {import("./store.js").Told} Told */
/** @typedef {import("./store.js").Pin} Pin */

/** The key is not one to seal to. */
export class Untrusted extends Error {}

const ROUNDS = 200_000;

/**
 * SHA-256 of a list, each part with its length before it.
 * @param {(Bytes | string)[]} parts
 */
function digestOf(...parts) {
  return sha256(
    join(
      ...parts.flatMap((part) => {
        const bytes = join(part);
        return [number(bytes.length, 8), bytes];
      }),
    ),
  );
}

/**
 * Whether a key is signed by whom it names; null where the browser knows no Ed25519.
 * @param {Told} told
 * @param {IntakeKey} key
 */
async function isSigned(told, key) {
  let signer;
  try {
    signer = await crypto.subtle.importKey("raw", unhex(told.signer), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  const bytes = join(number(1, 1), key.vault, number(key.epoch, 4), key.keyId, key.public);
  const digest = await digestOf("compartment_key", key.vault, "intake", number(key.epoch, 4), bytes);
  const message = join("sixfold/signed/v1", number(0, 1), digest);
  return crypto.subtle.verify({ name: "Ed25519" }, signer, unhex(told.signature), message);
}

/**
 * Twelve digits of those whose signatures are taken, as crates/vault/src/pin.rs makes them.
 * @param {{ vault: string, signers: string[] }} of
 */
export async function digits({ vault, signers }) {
  const text = join(unhex(vault), ...[...signers].sort().map(unhex));
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: join("sixfold/pin/v1"), iterations: ROUNDS };
  const bytes = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 64));
  const twelve = (BigInt(`0x${hex(bytes)}`) % 1_000_000_000_000n).toString().padStart(12, "0");
  return (twelve.match(/..../g) ?? []).join(" ");
}

/** @param {Told} one @param {Told} other */
function isSame(one, other) {
  return one.vault === other.vault && one.epoch === other.epoch && one.public === other.public && one.key_id === other.key_id;
}

/**
 * What is pinned after a key was told: the same as before, or with a later key.
 * @param {string} situation
 * @param {Told} told
 * @param {Pin | undefined} before
 * @returns {Promise<Pin>}
 */
export async function judged(situation, told, before) {
  const signed = await isSigned(told, intakeKey(told));
  if (signed === false) throw new Untrusted();
  if (before === undefined) {
    if (!told.signers.includes(told.signer)) throw new Untrusted();
    return { situation, vault: told.vault, signers: told.signers, key: told, isCompared: false, isRefused: false };
  }
  if (isSame(told, before.key)) return before;
  const isLater = told.vault === before.vault && told.epoch > before.key.epoch;
  if (signed !== true || !isLater || !before.signers.includes(told.signer)) throw new Untrusted();
  return { ...before, key: told };
}

/** What this page knows, for where nothing can be kept. @type {Map<string, Pin>} */
const known = new Map();

/**
 * Keeps a pin, where anything can be kept.
 * @param {Pin} pin
 * @param {boolean} isBySlip
 */
async function pinTo(pin, isBySlip) {
  known.set(pin.situation, pin);
  await putPin(pin, isBySlip).catch(() => undefined);
  return pin;
}

/**
 * Takes what the server tells, or what was pinned where it tells nothing.
 * @param {string} situation
 * @param {Told | null} told
 * @param {string | null} slip twelve digits of a slip, where one is at hand: they decide
 * @returns {Promise<Pin | undefined>}
 */
export async function trusted(situation, told, slip) {
  let isReadable = true;
  const kept = await pinned(situation).catch(() => {
    isReadable = false;
    return undefined;
  });
  const before = kept ?? known.get(situation);
  if (slip !== null && told !== null) {
    const pin = await judged(situation, told, undefined);
    const isRight = (await digits(pin)).replaceAll(" ", "") === slip;
    if (isRight && before?.isCompared === true && isSame(before.key, told)) return before;
    if (isRight) return pinTo({ ...pin, isCompared: true }, true);
    // What was compared before stays; what came by itself is not trusted later either.
    if (before?.isCompared !== true) await pinTo({ ...pin, isRefused: true }, true);
    throw new Untrusted();
  }
  if (before?.isRefused === true) throw new Untrusted();
  if (before !== undefined) known.set(situation, before);
  if (told === null) return before;
  const pin = await judged(situation, told, before);
  if (pin === before) return pin;
  // That nothing can be read is no sign that nothing is there.
  if (isReadable) return pinTo(pin, false);
  known.set(situation, pin);
  return pin;
}

/** Somebody has compared the digits. @param {Pin} pin */
export function compared(pin) {
  return pinTo({ ...pin, isCompared: true }, true);
}
