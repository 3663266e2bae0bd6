// Sealing a report to the intake key, so that nobody but a verifier opens it: HPKE (RFC 9180) in its base mode with
// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, and the envelope of crates/vault around it. All arithmetic is
// the browser's own (WebCrypto); what stands here only says in which order. Nothing is kept.
"use strict";

const KEM = 0x0020;
const KDF = 0x0001;
/** The AEADs of RFC 9180, 7.3, that are AES-GCM: bytes of the key by number. The envelope uses the second. */
const AEADS = new Map([
  [0x0001, 16],
  [0x0002, 32],
]);
const AES_256_GCM = 0x0002;
/** Submissions are padded to a multiple of this many bytes, so that their length tells little. */
const BUCKET = 4096;

const text = new TextEncoder();

/**
 * @typedef {object} IntakeKey The key of a situation to which reports are sealed, as the server gives it.
 * @property {Bytes} vault 16 bytes
 * @property {number} epoch
 * @property {Bytes} keyId 16 bytes
 * @property {Bytes} public 32 bytes
 */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{ publicKey: CryptoKey, privateKey: CryptoKey }} Pair */

/**
 * Bytes one after another.
 * @param {(Bytes | string)[]} parts
 * @returns {Bytes}
 */
export function join(...parts) {
  const all = parts.map((part) => (typeof part === "string" ? text.encode(part) : part));
  const out = new Uint8Array(all.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/**
 * A whole number, big-endian.
 * @param {number} value
 * @param {number} length
 * @returns {Bytes}
 */
export function number(value, length) {
  const out = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) out[at] = rest % 256;
  return out;
}

/** @param {Bytes} bytes */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} digits
 * @returns {Bytes}
 */
export function unhex(digits) {
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Bytes} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Whether this browser can seal, and check whose key it is and what a receipt says: X25519 and Ed25519 in a secure context. */
export async function canSeal() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {Bytes} key
 * @param {Bytes} message
 */
export async function hmac(key, message) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
}

/**
 * LabeledExtract of RFC 9180, 4. WebCrypto takes no empty key; HMAC fills a shorter one with zeros, so that 32 zeros are
 * the same as none.
 * @param {Bytes} suite
 * @param {Bytes | null} salt
 * @param {string} label
 * @param {Bytes} ikm
 */
function extract(suite, salt, label, ikm) {
  return hmac(salt ?? new Uint8Array(32), join("HPKE-v1", suite, label, ikm));
}

/**
 * LabeledExpand of RFC 9180, 4, for at most 32 bytes: one block of HKDF.
 * @param {Bytes} suite
 * @param {Bytes} prk
 * @param {string} label
 * @param {Bytes} info
 * @param {number} length
 */
async function expand(suite, prk, label, info, length) {
  const labeled = join(number(length, 2), "HPKE-v1", suite, label, info);
  return (await hmac(prk, join(labeled, number(1, 1)))).slice(0, length);
}

/**
 * Encap of RFC 9180, 4.1: a secret that only the holder of the key can find again, and what they find it by.
 * @param {Bytes} to
 * @param {Pair} pair
 */
async function encapsulate(to, pair) {
  const suite = join("KEM", number(KEM, 2));
  const theirs = await crypto.subtle.importKey("raw", to, { name: "X25519" }, false, []);
  const algorithm = { name: "X25519", public: theirs };
  const shared = new Uint8Array(await crypto.subtle.deriveBits(algorithm, pair.privateKey, 256));
  // A key of small order gives zeros to everybody (RFC 7748, 6.1). WebCrypto refuses it; so do we.
  if (shared.every((byte) => byte === 0)) throw new Error("the key is not one");
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const prk = await extract(suite, null, "eae_prk", shared);
  return { enc, secret: await expand(suite, prk, "shared_secret", join(enc, to), 32) };
}

/**
 * Seals one message (RFC 9180, 5.1 and 5.2, sequence number 0) and exports a secret of the same context (5.3).
 * @param {Bytes} to the X25519 public key
 * @param {{ info: Bytes, aad: Bytes, plain: Bytes, exportContext: Bytes }} what
 * @param {Pair} [pair] the ephemeral key: given by tests alone
 * @param {number} [aead]
 * @returns {Promise<{ enc: Bytes, ciphertext: Bytes, exported: Bytes }>}
 */
export async function seal(to, what, pair, aead = AES_256_GCM) {
  const made = pair ?? (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]));
  if (!("privateKey" in made)) throw new TypeError("no pair of keys");
  const { enc, secret } = await encapsulate(to, made);
  const suite = join("HPKE", number(KEM, 2), number(KDF, 2), number(aead, 2));
  const none = new Uint8Array(0);
  const context = join(
    number(0, 1), // base mode
    await extract(suite, null, "psk_id_hash", none),
    await extract(suite, null, "info_hash", what.info),
  );
  const prk = await extract(suite, secret, "secret", none);
  const key = await expand(suite, prk, "key", context, AEADS.get(aead) ?? 0);
  const iv = await expand(suite, prk, "base_nonce", context, 12);
  const exporter = await expand(suite, prk, "exp", context, 32);
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData: what.aad, tagLength: 128 };
  return {
    enc,
    ciphertext: new Uint8Array(await crypto.subtle.encrypt(algorithm, cipher, what.plain)),
    exported: await expand(suite, exporter, "sec", what.exportContext, 32),
  };
}

/**
 * A plaintext with its length before it, and zeros after it to a multiple of so many bytes.
 * @param {Bytes} plain
 * @param {number} [bucket]
 */
export function padded(plain, bucket = BUCKET) {
  const out = new Uint8Array(Math.ceil((plain.length + 4) / bucket) * bucket);
  out.set(number(plain.length, 4));
  out.set(plain, 4);
  return out;
}

/**
 * Seals something to the intake key in the envelope of crates/vault.
 * @param {IntakeKey} key
 * @param {{ kind: number, label: string, id: Bytes, plain: Bytes }} what what it is, under which id of 16 bytes
 * @param {Pair} [pair]
 * @returns {Promise<Bytes>}
 */
export async function sealTo(key, { kind, label, id, plain }, pair) {
  const info = join(label, key.vault, number(key.epoch, 4), await sha256(key.public));
  const exportContext = text.encode("sixfold/commit/v1");
  const made = await seal(key.public, { info, aad: id, plain, exportContext }, pair);
  const header = join("MRM1", number(1, 1), number(kind, 1), key.keyId, number(key.epoch, 4));
  return join(header, made.enc, made.exported, made.ciphertext);
}

/**
 * Seals a report as crates/vault/src/submission.rs writes it down.
 * @param {IntakeKey} key
 * @param {Bytes} id 16 bytes, drawn at random
 * @param {Bytes} plain
 * @param {Pair} [pair]
 */
export function sealSubmission(key, id, plain, pair) {
  return sealTo(key, { kind: 3, label: "sixfold/submit/v1", id, plain: padded(plain) }, pair);
}

/**
 * The key as the server tells it, its lengths checked.
 * @param {{ vault: string, epoch: number, key_id: string, public: string }} told
 * @returns {IntakeKey}
 */
export function intakeKey(told) {
  const key = { vault: unhex(told.vault), epoch: told.epoch, keyId: unhex(told.key_id), public: unhex(told.public) };
  const isOne = key.vault.length === 16 && key.keyId.length === 16 && key.public.length === 32;
  if (!isOne || !Number.isInteger(key.epoch) || key.epoch < 0) throw new TypeError("no intake key");
  return key;
}

/**
 * Whether a receipt is of this report and signed by the node that it names; null where the browser knows no Ed25519.
 * @param {Bytes} vault
 * @param {Bytes} sealed
 * @param {{ submission: string, sha256: string, hour: number, node: string, signature: string }} receipt
 * @returns {Promise<boolean | null>}
 */
export async function isReceipt(vault, sealed, receipt) {
  const digest = await sha256(sealed);
  if (hex(digest) !== receipt.sha256) return false;
  const said = join("receipt", vault, unhex(receipt.submission), digest, number(receipt.hour, 8));
  const message = join("sixfold/node/v1", number(0, 1), said);
  let node;
  try {
    node = await crypto.subtle.importKey("raw", unhex(receipt.node), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, node, unhex(receipt.signature), message);
}
