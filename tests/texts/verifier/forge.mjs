// SPDX-License-Identifier: Apache-2.0
// A registry that breaks the rules: statements that lcl would refuse, rightly signed and appended to a published log.
//     node forge.mjs MODULES FORGERY
// MODULES is the folder of the verifier's modules; FORGERY is JSON: {from, to, log_pem, statements: [{kind, project?, act, pem,
// endorsed_by?: [pem], time?}]}. The folder `to` is written: what the verifier reads of `from`, and the statements behind.
import fs from 'node:fs';
import path from 'node:path';
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [modules, forgery] = [process.argv[2], JSON.parse(process.argv[3])];
const load = (name) => import(pathToFileURL(path.join(modules, `${name}.mjs`)));
const { base64, canonical, concat, hex, parseCanonical, sha256, utf8 } = await load('bytes');
const { checkpointText } = await load('note');
const { Matters } = await load('matters');
const { leafHash, nodeHash, pathOf, tilePath, tileWidth } = await load('tree');
const { matterOf } = await load('acts');

const read = (name) => new Uint8Array(fs.readFileSync(path.join(forgery.from, name)));
const write = (name, bytes) => {
  const file = path.join(forgery.to, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
};
const bigEndian = (value, width) => Uint8Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** (width - 1 - i)) % 256);
const keyIn = (pem) => createPrivateKey(fs.readFileSync(pem));
const idOf = async (key) => hex(await sha256(new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))));

const [origin, size] = new TextDecoder().decode(read('checkpoint')).split('\n');
const leaves = [];
for (let index = 0; index * tileWidth < Number(size); ++index) {
  const tile = read(tilePath(0, index, Math.min(tileWidth, Number(size) - index * tileWidth)));
  for (let at = 0; at < tile.length; at += 32) leaves.push(tile.slice(at, at + 32));
}

/// The root of a list of hashes (RFC 9162 §2.1.1).
async function rootOf(hashes) {
  if (hashes.length === 1) return hashes[0];
  const half = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return nodeHash(await rootOf(hashes.slice(0, half)), await rootOf(hashes.slice(half)));
}

const state = JSON.parse(new TextDecoder().decode(read(`at/${size}/state.json`)));
const statements = [];
const matters = new Matters();
let last;
for (let index = 0; index * tileWidth < state.statements; ++index) {
  const bundle = read(pathOf('statements', index, Math.min(tileWidth, state.statements - index * tileWidth)));
  for (let at = 0; at < bundle.length;) {
    const entryLength = bundle[at] * 256 + bundle[at + 1];
    const payloadLength = new DataView(bundle.buffer, at + 2 + entryLength).getUint32(0);
    last = parseCanonical(bundle.slice(at + 2, at + 2 + entryLength));
    await matters.take(matterOf(last.kind, last.project), last.seq);
    statements.push(bundle.slice(at, at + 6 + entryLength + payloadLength));
    at += 6 + entryLength + payloadLength;
  }
}

for (const { kind, project, act, pem, endorsed_by: endorsers, time } of forgery.statements) {
  const seen = { root: hex(await rootOf(leaves)), size: leaves.length };
  const filled = JSON.parse(JSON.stringify(act).replaceAll('"SEEN"', JSON.stringify(seen)));
  const key = keyIn(pem);
  const said = { act: filled, key: await idOf(key), nonce: randomBytes(16).toString('hex'), seen };
  const signed = utf8('lcl statement 1\n' + canonical({ ...said, kind, origin, ...(project ? { project } : {}) }));
  const signature = (by) => sign(null, signed, by).toString('base64');
  const endorsements = await Promise.all((endorsers ?? []).map(async (each) => ({ key: await idOf(keyIn(each)), signature: signature(keyIn(each)) })));
  const payload = utf8(canonical({ ...said, signature: signature(key), ...(endorsements.length > 0 ? { endorsements } : {}) }));
  const [seq, matter] = [leaves.length, matterOf(kind, project)];
  const on = matters.last(matter);
  await matters.take(matter, seq);
  last = { kind, ...(project ? { project } : {}), ...(on === undefined ? {} : { on }), matters: hex(await matters.root()), payload: hex(await sha256(payload)),
    prev: hex(leaves.at(-1)), previous: last.seq, seq, time: time ?? last.time };
  const entry = utf8(canonical(last));
  leaves.push(await leafHash(entry));
  statements.push(concat(bigEndian(entry.length, 2), entry, bigEndian(payload.length, 4), payload));
}

for (let [level, hashes] = [0, leaves]; hashes.length > 0; ++level) {
  for (let index = 0; index * tileWidth < hashes.length; ++index) {
    const tile = hashes.slice(index * tileWidth, (index + 1) * tileWidth);
    write(tilePath(level, index, tile.length), concat(...tile));
  }
  const full = Math.floor(hashes.length / tileWidth);
  hashes = await Promise.all(Array.from({ length: full }, (_, i) => rootOf(hashes.slice(i * tileWidth, (i + 1) * tileWidth))));
}
for (let index = 0; index * tileWidth < statements.length; ++index) {
  const bundle = statements.slice(index * tileWidth, (index + 1) * tileWidth);
  write(pathOf('statements', index, bundle.length), concat(...bundle));
}
const text = checkpointText(origin, leaves.length, await rootOf(leaves));
const log = keyIn(forgery.log_pem);
const point = new Uint8Array(createPublicKey(log).export({ type: 'spki', format: 'der' })).slice(12);
const id = (await sha256(concat(utf8(origin + '\n'), Uint8Array.of(1), point))).slice(0, 4);
write('checkpoint', `${text}\n— ${origin} ${base64(concat(id, new Uint8Array(sign(null, utf8(text), log))))}\n`);
write(`at/${leaves.length}/state.json`, canonical({ ...state, head: { root: hex(await rootOf(leaves)), size: leaves.length }, statements: statements.length }) + '\n');
