// Passkeys: made on a device that somebody holds, and shown by it instead of a code (W3C Web Authentication Level 3).
"use strict";

/**
 * @param {string} text  base64url, without padding
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {string}  base64url, without padding
 */
function text(buffer) {
  const all = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(all).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function call(method, path, body) {
  const json = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, body === undefined ? { method } : json);
  const said = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(typeof said?.detail === "string" ? said.detail : String(answer.status));
  return said;
}

/** Asks the device of whoever signs in. */
async function shown() {
  const asked = await call("POST", "/api/v1/session/challenge");
  const got = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(asked.challenge),
      rpId: asked.rp_id,
      userVerification: asked.user_verification,
      timeout: asked.timeout,
    },
  });
  if (!(got instanceof PublicKeyCredential) || !(got.response instanceof AuthenticatorAssertionResponse)) {
    throw new Error("no passkey");
  }
  return {
    credential: text(got.rawId),
    client_data: text(got.response.clientDataJSON),
    authenticator_data: text(got.response.authenticatorData),
    signature: text(got.response.signature),
  };
}

/**
 * Has a device make a passkey.
 * @param {string} name
 */
async function made(name) {
  const asked = await call("POST", "/api/v1/session/passkey");
  const got = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rp_id, name: "Sixfold" },
      user: { id: bytes(asked.user_id), name: asked.user_name, displayName: asked.user_name },
      pubKeyCredParams: asked.algorithms.map((/** @type {number} */ alg) => ({ type: "public-key", alg })),
      excludeCredentials: asked.exclude.map((/** @type {string} */ id) => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: { residentKey: asked.resident_key, userVerification: asked.user_verification },
      attestation: "none",
      timeout: asked.timeout,
    },
  });
  if (!(got instanceof PublicKeyCredential) || !(got.response instanceof AuthenticatorAttestationResponse)) {
    throw new Error("no passkey");
  }
  const { clientDataJSON, attestationObject } = got.response;
  const body = { name, client_data: text(clientDataJSON), attestation: text(attestationObject) };
  await call("PUT", "/api/v1/session/passkey", body);
}

/**
 * What a form's button does with a passkey.
 * @type {Record<string, (of: (name: string) => string) => Promise<unknown>>}
 */
const DOES = {
  "sign-in": async (of) =>
    call("POST", "/api/v1/session", { login: of("login").trim(), password: of("password"), passkey: await shown() }),
  confirm: async (of) =>
    call("POST", "/api/v1/session/confirmation", { password: of("password"), passkey: await shown() }),
  make: async (of) => made(of("name").trim()),
};

/** @param {HTMLButtonElement} button */
function offer(button) {
  const form = button.form;
  const act = DOES[button.dataset["passkey"] ?? ""];
  if (form === null || act === undefined) return;
  button.hidden = false;
  // A form that only a passkey sends is sent by the key Enter too, and nowhere else.
  form.addEventListener("submit", (event) => {
    if (form.querySelector("button[type=submit]") !== null) return;
    event.preventDefault();
    button.click();
  });
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    const values = new FormData(form);
    const wrong = form.querySelector(".passkey-wrong");
    wrong?.setAttribute("hidden", "");
    button.disabled = true;
    try {
      await act((name) => String(values.get(name) ?? ""));
      location.assign(button.dataset["then"] ?? "/situations");
    } catch {
      // Why is not told apart: the device says it itself, and the server says no more than that it is wrong.
      wrong?.removeAttribute("hidden");
      button.disabled = false;
    }
  });
}

if (typeof PublicKeyCredential !== "undefined") {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.removeAttribute("hidden");
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    if (button instanceof HTMLButtonElement) offer(button);
  }
}
