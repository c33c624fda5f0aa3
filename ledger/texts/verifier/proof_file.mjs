// SPDX-License-Identifier: Apache-2.0
// Proof files checked (schemas/README.md, "Proof files"): of a retirement, of units, of a device, of an entry.
import { canonical, equal, fail, fromBase64, isObject, isWhole, parseCanonical, hex, sha256, textOf, utf8 } from './bytes.mjs';
import { matterOf } from './acts.mjs';
import { parseSerial } from './projects.mjs';
import { requireYoung } from './folder.mjs';
import { Replay, eventsAfter, readStatement } from './replay.mjs';
import { leafHash, rootFromInclusion } from './tree.mjs';
import { verifiedCheckpoint } from './note.mjs';
import { requireQuorum } from './witnesses.mjs';

const kinds = new Map([['lcl passport 1', 'device'], ['lcl certificate 1', 'units'], ['lcl retirement 1', 'retirement']]);

const base64Member = (text) => fromBase64(text) ?? fail('not_a_proof', 'the file is damaged: some of it is no base64',
  'le fichier est endommagé : une partie n’en est pas du base64');

/// Bytes of an entry that the tree has at its place.
async function included(item, checkpoint) {
  if (!isObject(item) || !isWhole(item.index) || !Array.isArray(item.hashes))
    fail('not_a_proof', 'the file is damaged',
      'le fichier est endommagé');
  const bytes = base64Member(item.entry);
  const root = await rootFromInclusion(item.index, checkpoint.size, await leafHash(bytes), item.hashes.map(base64Member));
  if (!root || !equal(root, checkpoint.root))
    fail('not_included', `the log has no such entry ${item.index}`,
      `le journal n’a pas cette entrée ${item.index}`);
  return bytes;
}

/// {checkpoint, cosignedAt}: the file's checkpoint, signed by the log, and by the policy's quorum where there is a policy.
async function trustedCheckpoint(note, trust) {
  const checkpoint = await verifiedCheckpoint(note, trust.logKey);
  return { checkpoint, cosignedAt: trust.policy ? await requireQuorum(trust.policy, checkpoint) : undefined };
}

async function statementIn(item, checkpoint) {
  const bytes = await included(item, checkpoint);
  if (item.payload === undefined)
    fail('wrong_payload', `entry ${item.index} is there without its payload`,
      `l’entrée ${item.index} est là sans son contenu`);
  return readStatement(bytes, base64Member(item.payload), item.index);
}

/// All statements on one matter, each of which names the one before.
async function chainOn(list, matter, checkpoint) {
  const statements = [];
  for (const item of list) {
    const read = await statementIn(item, checkpoint);
    if (matterOf(read.entry.kind, read.entry.project) !== matter)
      fail('surplus_entry', `entry ${item.index} is on another matter`,
        `l’entrée ${item.index} est sur un autre sujet`);
    if (read.entry.on !== statements.at(-1)?.entry.seq)
      fail('broken_chain', `a statement before entry ${item.index} is left out`,
        `une déclaration antérieure à l’entrée ${item.index} est omise`);
    statements.push(read);
  }
  return statements;
}

/// The log's last statement, as an entry. Fails unless the lists end where it says that they end.
async function requireEnds(file, checkpoint, ends) {
  const bytes = await included(file.last, checkpoint);
  const last = parseCanonical(bytes);
  let count = 0;
  if (last?.kind === 'submission') {
    const { entry, statement } = await statementIn(file.last, checkpoint);
    count = eventsAfter(entry, statement);
  }
  if (last?.device !== undefined || file.last.index + 1 + count !== checkpoint.size)
    fail('cut_short', 'what is shown as the log’s last statement is not shown to be it',
      'il n’est pas montré que la dernière déclaration du journal le soit vraiment');
  for (const [matter, seq] of ends) {
    const leaf = await leafHash(utf8(canonical({ last: seq, matter })));
    const isShown = await Promise.all((file.matters?.paths ?? []).map(async (path) => {
      const root = await rootFromInclusion(path.index, file.matters.count, leaf, path.hashes.map(base64Member));
      return root && hex(root) === last.matters;
    }));
    const isFirst = last.seq === 0 && matter === 'keys';
    if (!isShown.includes(true) && !isFirst)
      fail('cut_short', `later statements on ${matter} are left out`,
        `des déclarations ultérieures sont omises, sur ${matter}`);
  }
  return last;
}

/// The entries of a device, each of which names the one before.
async function deviceEvents(file, checkpoint) {
  const events = [];
  for (const item of file.entries) {
    const entry = parseCanonical(await included(item, checkpoint));
    if (entry?.device !== file.device || entry.seq !== item.index)
      fail('broken_chain', `entry ${item.index} is of another device`,
        `l’entrée ${item.index} est celle d’un autre appareil`);
    if (entry.after !== events.at(-1)?.entry.seq)
      fail('broken_chain', `an entry before ${item.index} is left out`,
        `une entrée antérieure à l’entrée ${item.index} est omise`);
    let payload;
    if (item.payload !== undefined) {
      const bytes = base64Member(item.payload);
      if (hex(await sha256(bytes)) !== entry.payload)
        fail('wrong_payload', `the payload of entry ${item.index} is another`,
          `le contenu de l’entrée ${item.index} est un autre`);
      payload = parseCanonical(bytes);
    }
    events.push({ entry, payload });
  }
  if (events.length === 0) fail('no_entry', 'the file shows no entry', 'le fichier ne montre aucune entrée');
  return events;
}

async function checkEntryProof(text, trust) {
  const [head, note] = [text.slice(0, text.indexOf('\n\n')), text.slice(text.indexOf('\n\n') + 2)];
  const lines = head.split('\n');
  const { checkpoint, cosignedAt } = await trustedCheckpoint(utf8(note), trust);
  const extra = parseCanonical(base64Member(lines[1]?.replace(/^extra /, '')));
  const index = Number(lines[2]?.replace(/^index /, ''));
  const bytes = await included({ entry: extra?.entry, index, hashes: lines.slice(3) }, checkpoint);
  const entry = parseCanonical(bytes);
  if (entry?.seq !== index)
    fail('wrong_seq', 'the entry is not of its place', 'l’entrée n’est pas à sa place');
  requireYoung(trust, cosignedAt, entry.time);
  const payload = extra.payload === undefined ? undefined : base64Member(extra.payload);
  if (payload && hex(await sha256(payload)) !== entry.payload) fail('wrong_payload', 'the payload is another', 'le contenu est un autre');
  return { kind: 'entry', checkpoint, cosignedAt, events: [{ entry, payload: payload && parseCanonical(payload) }] };
}

/// {kind, checkpoint, cosignedAt, replay, units | events, questioned}: what a file proves under `trust`, {logKey, certifier, policy,
/// greatestAgeHours}.
/// Fails with what keeps it from proving anything.
export async function checkProof(bytes, trust) {
  const text = textOf(bytes);
  if (text?.startsWith('c2sp.org/tlog-proof@v1\n')) return checkEntryProof(text, trust);
  const file = text?.endsWith('\n') ? parseCanonical(bytes.slice(0, -1)) : undefined;
  const kind = kinds.get(file?.format);
  if (!kind || !Array.isArray(file.keys) || !Array.isArray(file.entries))
    fail('not_a_proof', 'that is no proof file of this program',
      'ce n’est pas un fichier de preuve de ce programme');
  const { checkpoint, cosignedAt } = await trustedCheckpoint(utf8(file.checkpoint), trust);
  const keys = await chainOn(file.keys, 'keys', checkpoint);
  const block = kind === 'device' ? undefined : parseSerial(file.units) ?? fail('not_a_proof', 'the serial is mistyped',
    'le numéro de série est mal saisi');
  const onProject = block ? await chainOn(file.entries, block.project, checkpoint) : [];
  const ends = [['keys', keys.at(-1)?.entry.seq]];
  if (block) ends.push([block.project, onProject.at(-1)?.entry.seq]);
  const last = await requireEnds(file, checkpoint, ends);
  requireYoung(trust, cosignedAt, last.time);
  const replay = new Replay(trust.logKey, trust.certifier, false);
  for (const each of [...keys, ...onProject].sort((a, b) => a.entry.seq - b.entry.seq)) await replay.take(each);
  const proof = { kind, checkpoint, cosignedAt, replay, questioned: replay.questioned() };
  if (!block) return { ...proof, device: file.device, events: await deviceEvents(file, checkpoint) };
  const project = replay.projects.get(block.project);
  const issuance = project?.issuances[block.issuance - 1];
  if (!issuance || issuance.vintage !== block.vintage || block.last > issuance.count || project.registry !== block.registry)
    fail('wrong_units', `no such units were issued: ${file.units}`, `de telles unités n’ont pas été délivrées : ${file.units}`);
  const units = project.units().map((each) => ({ each, own: parseSerial(each.serial) }))
    .filter(({ own }) => own.issuance === block.issuance && own.first <= block.last && block.first <= own.last).map(({ each }) => each);
  if (kind === 'retirement' && !units.every((each) => each.state === 'retired'))
    fail('not_retired', 'some of these units are not retired, as of the checkpoint',
      'certaines de ces unités ne sont pas retirées, au point de contrôle');
  return { ...proof, serial: file.units, units };
}
