// SPDX-License-Identifier: Apache-2.0
// Bytes, their digests, and canonical JSON (schemas/README.md, "Values").

/// What keeps something from being proven: a word, and a sentence for people in English and in French.
export class Failure extends Error {
  constructor(word, english, french) {
    super(english);
    this.word = word;
    this.french = french;
  }
}
export function fail(word, english, french) {
  throw new Failure(word, english, french);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text) => encoder.encode(text);
/// Nothing where the bytes are no UTF-8.
export function textOf(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const isDigest = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/// Nothing where the text is not the one way to write some bytes.
export function fromBase64(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return base64(bytes) === text ? bytes : undefined;
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/// RFC 8785 is ECMAScript's own JSON, with members sorted by UTF-16 code units as sort() does. Throws where a value has no
/// canonical form here: a number that is no integer up to 2^53 − 1, a text with a lone surrogate.
export function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value !== null && typeof value === 'object')
    return '{' + Object.keys(value).sort().map((name) => canonical(name) + ':' + canonical(value[name])).join(',') + '}';
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError('a number out of bounds');
  if (typeof value === 'string' && !value.isWellFormed()) throw new RangeError('half a character');
  return JSON.stringify(value);
}

/// The value that bytes are the canonical JSON of; nothing where they are not.
export function parseCanonical(bytes) {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
export const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
