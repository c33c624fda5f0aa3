// SPDX-License-Identifier: Apache-2.0
// A published folder checked (schemas/published.md): its checkpoint, that this extends the one kept, and every
// statement; then what its pages state is held to what was computed.
import { canonical, equal, fail, hex, isObject, parseCanonical, textOf } from './bytes.mjs';
import { matterOf } from './acts.mjs';
import { Matters } from './matters.mjs';
import { verifiedCheckpoint } from './note.mjs';
import { Replay, eventsAfter, readStatement } from './replay.mjs';
import { TileTree, leafHash, pathOf, tileWidth } from './tree.mjs';
import { requireQuorum } from './witnesses.mjs';

const numberAt = (bytes, at, width) => bytes.slice(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0);

/// [entry, payload] of each statement of a bundle; fails where it is not these and nothing else.
function parseStatements(bytes, path) {
  const statements = [];
  for (let at = 0; at < bytes.length;) {
    const entry = numberAt(bytes, at, 2);
    const payload = numberAt(bytes, at + 2 + entry, 4);
    const end = at + 6 + entry + payload;
    if (end > bytes.length)
      fail('malformed_entry', `${path} is cut off`, `${path} est tronqué`);
    statements.push([bytes.slice(at + 2, at + 2 + entry), bytes.slice(at + 6 + entry, end)]);
    at = end;
  }
  return statements;
}

/// Hands on each of `count` statements in order.
async function eachStatement(read, count, take) {
  for (let index = 0; index * tileWidth < count; ++index) {
    const width = Math.min(tileWidth, count - index * tileWidth);
    const path = pathOf('statements', index, width);
    const bytes = (await read(path)) ?? (await read(pathOf('statements', index, tileWidth)));
    if (!bytes)
      fail('missing_file', `${path} is not published`, `${path} n’est pas publié`);
    const statements = parseStatements(bytes, path);
    if (statements.length < width)
      fail('malformed_entry', `${path} has fewer than ${width} statements`,
        `${path} compte moins de ${width} déclarations`);
    for (const [entry, payload] of statements.slice(0, width)) await take(entry, payload);
  }
}

/// Fails unless the log as it was when a checkpoint was kept is the beginning of this one.
async function requireExtension(tree, kept) {
  if (kept.size > tree.size)
    fail('older_log', `an older log: it has ${tree.size} entries, and one of ${kept.size} was seen before`,
      `un journal plus ancien : il compte ${tree.size} entrées, et on en a déjà vu un de ${kept.size}`);
  if (hex(await tree.rootAt(kept.size)) !== kept.root)
    fail('rewritten', `the log was rewritten: its first ${kept.size} entries are not those that were seen before`,
      `le journal a été réécrit : ses ${kept.size} premières entrées ne sont pas celles qu’on a déjà vues`);
}

/// `last`: when the last entry of which that is shown was recorded.
export function requireYoung(trust, cosignedAt, last) {
  if (trust.greatestAgeHours === undefined) return;
  const at = cosignedAt === undefined ? Date.parse(last) : cosignedAt * 1000;
  if ((trust.now ?? Date.now()) - at > trust.greatestAgeHours * 3600 * 1000)
    fail('too_old', `the checkpoint is older than ${trust.greatestAgeHours} hours: what was recorded since is not in it`,
      `le point de contrôle a plus de ${trust.greatestAgeHours} heures : ce qui a été enregistré depuis n’y est pas`);
}

/// What pages state that is computed here as well.
const unitStated = (each) => ({ serial: each.serial, state: each.state, ...(each.beneficiary ? { beneficiary: each.beneficiary } : {}),
  ...(each.holder ? { holder: each.holder.id ?? each.holder } : {}), ...(each.use ? { use: each.use } : {}) });
const projectStated = ({ id, state, title, region, developer }) => ({ id, state, title, region, developer });

const haveText = (list, name) => Array.isArray(list) && list.every((each) => isObject(each) && typeof each[name] === 'string');

/// What the folder's pages state otherwise than it was computed: sentences in English and in French.
export function statedOtherwise(stated, replay) {
  if (!haveText(stated.units, 'serial') || !haveText(stated.projects, 'id'))
    return [['what the pages state cannot be read', 'ce que les pages affirment ne peut pas être lu']];
  const differing = [];
  const compare = (name, ours, theirs, otherwise, surplus) => {
    const stated = new Map();
    for (const each of theirs) stated.set(each[name], [...(stated.get(each[name]) ?? []), canonical(each)]);
    for (const each of ours) {
      if (stated.get(each[name])?.join('\n') !== canonical(each)) differing.push(otherwise(each[name]));
      stated.delete(each[name]);
    }
    differing.push(...[...stated.keys()].map(surplus));
  };
  compare('serial', replay.units().map(unitStated), stated.units.map(unitStated),
    (serial) => [`the pages state something else of units ${serial}`, `les pages affirment autre chose des unités ${serial}`],
    (serial) => [`the pages state units ${serial}, which are not on record`, `les pages affirment des unités ${serial}, qui ne sont pas enregistrées`]);
  compare('id', [...replay.projects.values()].map(projectStated), stated.projects.map(projectStated),
    (id) => [`the pages state something else of project ${id}`, `les pages affirment autre chose du projet ${id}`],
    (id) => [`the pages state a project ${id}, which is not on record`, `les pages affirment un projet ${id}, qui n’est pas enregistré`]);
  return differing;
}

/// `read`: a path below the folder → its bytes, or nothing where there is no such file. `trust`: {logKey, certifier,
/// policy, greatestAgeHours, kept: [{root, size}]}, of which only the first has to be there. Fails with what keeps the folder from
/// being proven; else {checkpoint, cosignedAt, kept, replay, tree, stated, differing}.
export async function checkFolder(read, trust, progress = () => {}) {
  const note = (await read('checkpoint')) ?? fail('missing_file', 'no checkpoint is published there',
    'aucun point de contrôle n’y est publié');
  const checkpoint = await verifiedCheckpoint(note, trust.logKey);
  if (checkpoint.size === 0) fail('no_entry', 'the log has no entry yet', 'le journal n’a encore aucune entrée');
  const cosignedAt = trust.policy ? await requireQuorum(trust.policy, checkpoint) : undefined;
  const tree = await new TileTree(checkpoint.size, checkpoint.root, read).open();
  for (const kept of trust.kept ?? []) await requireExtension(tree, kept);
  const data = await read(`at/${checkpoint.size}/state.json`);
  const stated = data && textOf(data)?.endsWith('\n') ? parseCanonical(data.slice(0, -1)) : undefined;
  if (!Number.isSafeInteger(stated?.statements))
    fail('missing_file',
      `no statements are published for ${checkpoint.size} entries: lcl publish --pages`,
      `aucune déclaration n’est publiée pour ${checkpoint.size} entrées : lcl publish --pages`);
  const replay = new Replay(trust.logKey, trust.certifier, true);
  const places = new Set();
  const matters = new Matters();
  let [next, previous] = [0, undefined];
  await eachStatement(read, stated.statements, async (entryBytes, payloadBytes) => {
    if (next >= checkpoint.size)
      fail('surplus_entry', 'more statements are published than the log has',
        'il est publié plus de déclarations que le journal n’en a');
    if (!equal(await leafHash(entryBytes), await tree.leaf(next)))
      fail('not_included', `what is published as entry ${next} is not the log's`,
        `ce qui est publié comme entrée ${next} n’est pas du journal`);
    const made = await readStatement(entryBytes, payloadBytes, next);
    const { entry, statement } = made;
    const matter = matterOf(entry.kind, entry.project);
    if (entry.previous !== previous || entry.on !== matters.last(matter))
      fail('broken_chain',
        `entry ${next} does not name the statement before it`,
        `l’entrée ${next} ne nomme pas la déclaration qui la précède`);
    places.add(next);
    if (!places.has(statement.seen.size) || statement.seen.size > next || hex(await tree.rootAt(statement.seen.size)) !== statement.seen.root)
      fail('unknown_head', `entry ${next} was signed on another log than this one`,
        `l’entrée ${next} a été signée sur un autre journal que celui-ci`);
    await replay.take(made);
    await matters.take(matter, next);
    if (next > 0 && entry.matters !== hex(await matters.root()))
      fail('broken_chain',
        `entry ${next} does not name the last statements on all matters`,
        `l’entrée ${next} ne nomme pas les dernières déclarations sur chaque sujet`);
    previous = next;
    next += 1 + eventsAfter(entry, statement);
    progress(next, checkpoint.size);
  });
  if (next !== checkpoint.size)
    fail('cut_short', 'not all statements are published: the last ones are kept back',
      'toutes les déclarations ne sont pas publiées : les dernières sont retenues');
  requireYoung(trust, cosignedAt, [...replay.history.values()].pop().time);
  const kept = { origin: checkpoint.origin, size: checkpoint.size, root: hex(checkpoint.root) };
  return { checkpoint, cosignedAt, kept, replay, tree, stated, differing: statedOtherwise(stated, replay) };
}
