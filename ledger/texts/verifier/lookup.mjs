// SPDX-License-Identifier: Apache-2.0
// Looking something up in a folder that was proven: units by serial, a project, an entry, a device.
import { equal, fail, hex, parseCanonical, sha256 } from './bytes.mjs';
import { parseSerial } from './projects.mjs';
import { leafHash, pathOf, tileWidth } from './tree.mjs';

/// The bytes of up to 256 entries, as a bundle has them; nothing of them is believed yet.
async function entriesIn(read, index, size) {
  const width = Math.min(tileWidth, size - index * tileWidth);
  const path = pathOf('tile/entries', index, width);
  const bytes = (await read(path)) ?? (await read(pathOf('tile/entries', index, tileWidth))) ?? fail('missing_file',
    `${path} is not published`,
    `${path} n’est pas publié`);
  const entries = [];
  for (let at = 0; entries.length < width;) {
    const length = at + 2 <= bytes.length ? bytes[at] * 256 + bytes[at + 1] : 0;
    if (length === 0 || at + 2 + length > bytes.length)
      fail('malformed_entry', `${path} is cut off`, `${path} est tronqué`);
    entries.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

async function heldToTree(found, seq, bytes) {
  if (!equal(await leafHash(bytes), await found.tree.leaf(seq)))
    fail('not_included', `what is published as entry ${seq} is not the log's`,
      `ce qui est publié comme entrée ${seq} n’est pas du journal`);
  const entry = parseCanonical(bytes);
  if (entry?.seq !== seq)
    fail('wrong_seq', `what stands at ${seq} says that it is another entry`,
      `ce qui se trouve à la place ${seq} dit être une autre entrée`);
  return entry;
}

/// The payload of an entry, where it is published; nothing else.
async function payloadOf(read, entry, size) {
  const index = Math.floor(entry.seq / tileWidth);
  const width = Math.min(tileWidth, size - index * tileWidth);
  const bytes = (await read(pathOf('payloads', index, width))) ?? (await read(pathOf('payloads', index, tileWidth)));
  if (!bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let place = entry.seq % tileWidth; at + 4 <= bytes.length; --place) {
    const length = view.getUint32(at);
    const isThere = length !== 0xffffffff;
    const payload = bytes.slice(at + 4, at + 4 + (isThere ? length : 0));
    if (place === 0) return isThere && hex(await sha256(payload)) === entry.payload ? parseCanonical(payload) : undefined;
    at += 4 + (isThere ? length : 0);
  }
  return undefined;
}

/// Every entry of a device, by its pseudonym: all bundles are read.
async function eventsOf(found, read, device, progress) {
  const { size } = found.checkpoint;
  const events = [];
  for (let index = 0; index * tileWidth < size; ++index) {
    progress(index * tileWidth, size);
    for (const [place, bytes] of (await entriesIn(read, index, size)).entries()) {
      // Each is held to the tree, the others too: else an entry could be hidden behind another one.
      const entry = await heldToTree(found, index * tileWidth + place, bytes);
      if (entry.device === device || entry.also?.includes(device)) events.push({ entry, payload: await payloadOf(read, entry, size) });
    }
  }
  return events;
}

/// What `text` names in what was found of a folder: {units}, {project, units}, {events}; nothing where there is
/// no such thing.
export async function lookUp(found, read, text, progress = () => {}) {
  const asked = text.trim();
  const block = parseSerial(asked.toUpperCase());
  const units = found.replay.units();
  const within = (each) => {
    const own = parseSerial(each.serial);
    return own.project === block.project && own.issuance === block.issuance && own.vintage === block.vintage &&
      own.registry === block.registry && own.first <= block.last && block.first <= own.last;
  };
  if (block) {
    const named = units.filter(within);
    return named.length === 0 ? undefined : { units: named };
  }
  const project = found.replay.projects.get(asked.toUpperCase());
  if (project) return { project, units: project.units() };
  if (/^[0-9]{1,16}$/.test(asked) && Number(asked) < found.checkpoint.size) {
    const seq = Number(asked);
    const entries = await entriesIn(read, Math.floor(seq / tileWidth), found.checkpoint.size);
    const entry = await heldToTree(found, seq, entries[seq % tileWidth]);
    return { events: [{ entry, payload: await payloadOf(read, entry, found.checkpoint.size) }] };
  }
  if (!/^[0-9a-f]{32}$/.test(asked)) return undefined;
  const events = await eventsOf(found, read, asked, progress);
  return events.length === 0 ? undefined : { events };
}
