// What comes with a report: pictures, drawn anew so that nothing is left of where, when and with what they were taken, and
// other files as they are; sealed piece by piece under a key of their own (docs/attachments.md).
"use strict";

import { all, say } from "./form.js";
import { hex, hmac, join, number, padded, sealTo, sha256 } from "./hpke.js";

/** @typedef {import("./hpke.js").Bytes} Bytes */
/** @typedef {import("./hpke.js").IntakeKey} IntakeKey */
/** @typedef {{ key: IntakeKey, situation: string, report: string }} Way To which key, and with which report. */
/** @typedef {import("./store.js").Parcel} Parcel */
/** @typedef {{ bytes: Bytes, type: string, ending: string, line: HTMLElement, parcel: Parcel | null, made: string }} Piece */

const CHUNK = 65_536;
/** The longest side, in pixels: a page of a form is readable, and a slow network brings it. */
const LONGEST = 2400;
const KIND = "image/jpeg";

/**
 * Parts of an encoded list, each with its length before it.
 * @param {(Bytes | string)[]} parts
 */
function listed(...parts) {
  return join(
    ...parts.flatMap((part) => {
      const bytes = join(part);
      return [number(bytes.length, 4), bytes];
    }),
  );
}

/**
 * What seals under a file's key: an envelope of suite 16.
 * @param {Bytes} secret
 */
async function sealer(secret) {
  const encrypting = await hmac(secret, join("sixfold/enc/v1", number(1, 1)));
  const commitment = await hmac(secret, join("sixfold/com/v1", number(1, 1)));
  const key = await crypto.subtle.importKey("raw", encrypting, "AES-GCM", false, ["encrypt"]);
  /** @param {number} kind @param {Bytes} aad @param {Bytes} plain */
  return async (kind, aad, plain) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = { name: "AES-GCM", iv, additionalData: aad, tagLength: 128 };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
    return join("MRM1", number(16, 1), number(kind, 1), new Uint8Array(20), iv, commitment, sealed);
  };
}

/**
 * Seals a file as docs/attachments.md writes it down.
 * @param {Bytes} content
 * @param {{ name: string, type: string }} as
 * @param {Way} way
 * @returns {Promise<Parcel>}
 */
export async function seal(content, { name, type }, way) {
  const id = crypto.getRandomValues(new Uint8Array(16));
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const count = Math.max(1, Math.ceil(content.length / CHUNK));
  const put = await sealer(secret);
  /** @param {string} part @param {Bytes[]} more */
  const place = (part, ...more) =>
    listed("sixfold/attachment/v1", part, way.key.vault, way.situation, id, number(count, 4), ...more);
  const chunks = [];
  for (let at = 0; at < count; at += 1) {
    const piece = content.slice(at * CHUNK, (at + 1) * CHUNK);
    chunks.push(await put(9, place("chunk", number(at, 4), number(16, 1)), padded(piece, CHUNK + 4)));
  }
  const said = { name, media_type: type, size: content.length, sha256: hex(await sha256(content)), report: way.report };
  const description = await put(1, place("description", number(16, 1)), padded(join(JSON.stringify(said)), 1024));
  const fileKey = await sealTo(way.key, { kind: 10, label: "sixfold/attach/v1", id, plain: secret });
  const begin = JSON.stringify({ sealed: { chunks: count, file_key: hex(fileKey), description: hex(description) } });
  return { id: hex(id), begin, chunks };
}

/**
 * A picture drawn anew, with a small one to show.
 * @param {File} file
 */
async function drawn(file) {
  const image = await createImageBitmap(file);
  /** @param {number} longest */
  const draw = (longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    // What is see-through in a drawing would be black in a photograph.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };
  const canvas = draw(LONGEST);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, KIND, 0.85));
  if (blob === null) throw new Error("no picture");
  return { bytes: new Uint8Array(await blob.arrayBuffer()), small: draw(160) };
}

/** What comes with a report. @param {HTMLFormElement} form */
export function pictures(form) {
  const list = document.getElementById("pictures");
  const trouble = document.getElementById("no-picture");
  /** @type {Piece[]} */
  let album = [];
  const count = () =>
    album.forEach(({ line, type }, at) => {
      const name = line.querySelector("span");
      if (name !== null) name.textContent = say(type === KIND ? "picture" : "file", String(at + 1));
    });
  /** @param {HTMLInputElement} input @param {Bytes} bytes @param {string[]} kind @param {HTMLElement | null} small */
  const put = (input, bytes, [type = "", ending = ""], small) => {
    const line = document.createElement("li");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "quiet";
    remove.append(say("remove"));
    const name = document.createElement("span");
    name.id = `picture-${hex(crypto.getRandomValues(new Uint8Array(4)))}`;
    remove.setAttribute("aria-describedby", name.id);
    small?.setAttribute("aria-hidden", "true");
    line.append(small ?? "", name, ` ${Math.ceil(bytes.length / 1024)} kB`, remove);
    /** @type {Piece} */
    const piece = { bytes, type, ending, line, parcel: null, made: "" };
    remove.addEventListener("click", () => {
      album = album.filter((one) => one !== piece);
      line.remove();
      count();
      input.focus();
    });
    album.push(piece);
    list?.append(line);
    count();
  };
  /** @param {HTMLInputElement} input @param {File} file */
  const addPicture = async (input, file) => {
    const { bytes, small } = await drawn(file);
    put(input, bytes, [KIND, "jpg"], small);
  };
  /** @param {HTMLInputElement} input @param {File} file */
  const addFile = async (input, file) => {
    // Some telephones do not say what a recording is: then the ending of its name does.
    const kinds = (input.dataset["kinds"] ?? "").split(",").map((kind) => kind.split("="));
    const ending = file.name.split(".").pop()?.toLowerCase();
    const kind = kinds.find(([type]) => type === file.type) ?? kinds.find(([, one]) => one === ending);
    const fits = file.size > 0 && file.size <= Number(input.dataset["most"]);
    if (kind === undefined || !fits) throw new Error("not taken");
    put(input, new Uint8Array(await file.arrayBuffer()), kind, null);
  };
  /** @param {string} selector @param {string} not @param {typeof addFile} add */
  const take = (selector, not, add) => {
    const [input] = all(form, selector, HTMLInputElement);
    input?.addEventListener("change", async () => {
      let isLeftOut = false;
      for (const file of input.files ?? []) {
        try {
          await add(input, file);
        } catch {
          isLeftOut = true;
        }
      }
      // The names of the files are not kept either.
      input.value = "";
      if (trouble === null) return;
      trouble.textContent = isLeftOut ? say(not) : "";
      trouble.hidden = !isLeftOut;
    });
  };
  take("#add-pictures", "picture-not", addPicture);
  take("#add-files", "file-not", addFile);
  return {
    /** Seals what was not sealed for this report to this key. @param {Way} way */
    parcels: async (way) => {
      const made = `${way.report} ${hex(way.key.keyId)}`;
      const sealed = [];
      for (const [at, piece] of album.entries()) {
        if (piece.parcel === null || piece.made !== made) {
          const name = `${piece.type === KIND ? "picture" : "file"}-${at + 1}.${piece.ending}`;
          piece.parcel = await seal(piece.bytes, { name, type: piece.type }, way);
          piece.made = made;
        }
        sealed.push(piece.parcel);
      }
      return sealed;
    },
  };
}
