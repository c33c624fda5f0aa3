// SPDX-License-Identifier: Apache-2.0
// Reads a published folder, from a web server or from the disk: never more of a file than such a file may have, and never
// for longer than a slow line would take.
import { concat, fail } from './bytes.mjs';

const kibi = 1024;
const mebi = 1024 * kibi;
const slowest = 4; // bytes a millisecond, on the average, once it answers

// The longest of each kind of file (schemas/README.md, "Limits"): 256 entries, with what a statement may have, are in a bundle.
const longest = [
  [/^checkpoint$/, mebi],
  [/^tile\/entries\//, 256 * 64 * kibi],
  [/^tile\//, 8 * kibi],
  [/^at\/[0-9]+\/state\.json$/, 64 * mebi],
  [/^(statements|payloads)\//, 256 * (64 * kibi + 2 * mebi)],
];
const longestOf = (path) => longest.find(([name]) => name.test(path))[1];

const failTooLong = (path, most) => fail('too_long', `${path} is longer than any such file may be: more than ${most} bytes`,
  `${path} est plus long que ne peut l’être un tel fichier : plus de ${most} octets`);

/// All bytes of a stream; `more` is told how many there are by now.
async function gathered(stream, path, more) {
  const parts = [];
  let length = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return concat(...parts);
    parts.push(value);
    length += value.length;
    more(length);
    if (length > longestOf(path)) {
      reader.cancel();
      failTooLong(path, longestOf(path));
    }
  }
}

/// What is said instead of a failure of the network.
function failUnanswered(error, host, path) {
  if (error.name === 'AbortError')
    fail('no_answer', `${host}: ${path} does not come to an end, or comes too slowly`, `${host} : ${path} n’en finit pas, ou vient trop lentement`);
  if (error instanceof TypeError)
    fail('no_answer', `${host} does not answer, or does not let other pages read it (Access-Control-Allow-Origin: *)`,
      `${host} ne répond pas, ou ne laisse pas d’autres pages le lire (Access-Control-Allow-Origin: *)`);
  throw error;
}

/// Reads below an address. `patience`: how long a server may take to begin, in milliseconds.
export function webReader(address, patience = 20000) {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  return async (path) => {
    const [stop, begun] = [new AbortController(), performance.now()];
    let timer;
    const wait = (length) => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), begun + patience + length / slowest - performance.now());
    };
    try {
      wait(0);
      const got = await fetch(new URL(path, base), { cache: 'no-store', credentials: 'omit', redirect: 'error', signal: stop.signal });
      if (got.status === 404) return undefined;
      if (!got.ok)
        fail('no_answer', `${base.host} answers ${got.status} for ${path}`, `${base.host} répond ${got.status} pour ${path}`);
      return await gathered(got.body, path, wait);
    } catch (error) {
      return failUnanswered(error, base.host, path);
    } finally {
      clearTimeout(timer);
    }
  };
}

/// Reads what was chosen: paths begin with the folder's own name.
export function fileReader(files) {
  const byPath = new Map(Array.from(files, (file) => [file.webkitRelativePath.replace(/^[^/]*\//, ''), file]));
  return async (path) => {
    const file = byPath.get(path);
    if (file && file.size > longestOf(path)) failTooLong(path, longestOf(path));
    return file && new Uint8Array(await file.arrayBuffer());
  };
}

const longestProof = 64 * mebi;
export async function proofBytes(file) {
  if (file.size > longestProof) failTooLong(file.name, longestProof);
  return new Uint8Array(await file.arrayBuffer());
}
