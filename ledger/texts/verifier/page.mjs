// SPDX-License-Identifier: Apache-2.0
// The verifier's page: takes what to trust and what to check, and says what came of it. All text that comes from
// elsewhere goes in as text, never as markup.
import { Failure, hex, textOf, utf8 } from './bytes.mjs';
import { checkFolder } from './folder.mjs';
import { checkProof } from './proof_file.mjs';
import { lookUp } from './lookup.mjs';
import { parseVkey, verifiedCheckpoint } from './note.mjs';
import { parsePolicy } from './witnesses.mjs';

const byId = (id) => document.getElementById(id);
const longestFile = 64 * 1024 * 1024;

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

const said = (kind, word, text) => element('p', { class: `said ${kind}` }, element('b', {}, word), text);
const proven = (text) => said('proven', 'Proven:', text);
const stated = (text) => said('stated', 'Stated:', text);
const refuted = (text) => said('refuted', 'Not proven:', text);

/// `columns`: [heading, is it only stated].
function table(caption, columns, rows) {
  const cells = (row) => row.map((cell, i) => (i === 0 ? element('th', { scope: 'row' }, cell)
    : element('td', columns[i][1] ? { class: 'stated' } : {}, cell)));
  return element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': caption },
    element('table', {}, element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...columns.map(([heading]) => element('th', { scope: 'col' }, heading)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row))))));
}

function nameOf(replay, unit) {
  if (unit.beneficiary) return unit.beneficiary;
  if (unit.holder) return replay.keys.holders.get(unit.holder)?.name || `holder ${unit.holder.slice(0, 16)}`;
  return unit.since === unit.acts[0] ? 'the developer' : 'not named in public';
}

function unitsTable(replay, units) {
  return table('Units, block by block', [['Serial'], ['Units'], ['State'], ['For whom'], ['Use'], ['Year']],
    units.map((unit) => [unit.serial, String(unit.last - unit.first + 1), unit.state, nameOf(replay, unit), unit.use ?? '–',
      unit.year === undefined ? '–' : String(unit.year)]));
}

function historyTable(replay, units) {
  const entries = [...new Set(units.flatMap((unit) => unit.acts))].sort((a, b) => a - b);
  return table('Every act on them', [['Entry'], ['Act'], ['Time', true], ['Signed by']], entries.map((seq) => {
    const act = replay.history.get(seq);
    return [String(seq), act.kind.replaceAll('_', ' '), act.time, `${act.role} ${act.party}, key ${act.key.slice(0, 16)}`];
  }));
}

// What this page has seen of each log.
const keptName = (logKey) => `lcl ${logKey.name} ${hex(logKey.point)}`;
function lastSeen(logKey) {
  try {
    return JSON.parse(localStorage.getItem(keptName(logKey))) ?? undefined;
  } catch {
    return undefined;
  }
}
function keep(logKey, kept) {
  try {
    localStorage.setItem(keptName(logKey), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

async function trustGiven() {
  const logKey = await parseVkey(byId('log-key').value);
  const certifier = byId('certifier').value.trim() || undefined;
  const policy = byId('policy').value.trim() ? await parsePolicy(byId('policy').value) : undefined;
  const age = byId('age').value.trim();
  const given = byId('kept').value.trim();
  const own = given ? await verifiedCheckpoint(utf8(given + '\n'), logKey) : undefined;
  const kept = [lastSeen(logKey), own && { size: own.size, root: hex(own.root) }].filter((each) => each);
  return { logKey, certifier, policy, greatestAgeHours: age === '' ? undefined : Number(age), kept };
}

function sayCertifier(trust, replay) {
  return trust.certifier ? proven('The keys lead to the certifier whose fingerprint you gave.')
    : stated(`No fingerprint was given. The registry names the certifier ${replay.fingerprint}.`);
}

function sayQuestioned(replay) {
  const questioned = replay.questioned();
  return questioned.length === 0 ? [] : [refuted(`Entries ${questioned.join(', ')} stand, and the keys that signed them are in question.`)];
}

function sayFolder(trust, found) {
  const { checkpoint, replay, differing } = found;
  const keeps = keep(trust.logKey, found.kept);
  return [
    proven(`The log ${checkpoint.origin} has ${checkpoint.size} entries, and its key signed that.`),
    ...trust.kept.map(({ size }) => proven(`It extends the log of ${size} entries that was seen before.`)),
    ...(trust.kept.length > 0 ? [] : [stated('This page has not seen the log before: nothing shows that it was not rewritten until now.')]),
    ...(keeps ? [] : [stated('This page may keep nothing here: it cannot tell next time whether the log was rewritten.')]),
    ...(found.cosignedAt === undefined ? [] : [proven(`The policy’s quorum had seen it at ${new Date(found.cosignedAt * 1000).toISOString()}.`)]),
    sayCertifier(trust, replay),
    proven(`All ${replay.history.size} statements are the log’s, signed by who may, and none is left out.`),
    ...differing.map(refuted),
    ...(differing.length === 0 ? [proven('What the pages state of projects and units is what these statements come to.')] : []),
    ...sayQuestioned(replay),
    unitsTable(replay, replay.units()),
    table('Projects', [['Project'], ['State'], ['Title', true], ['Region', true], ['Developer']],
      [...replay.projects.values()].map((each) => [each.id, each.state, each.title ?? '', each.region ?? '', each.developer ?? ''])),
  ];
}

function sayProof(trust, proof) {
  const at = `as of the checkpoint of ${proof.checkpoint.size} entries`;
  if (proof.kind === 'entry') {
    const { entry } = proof.events[0];
    return [proven(`Entry ${entry.seq}, ${entry.kind}, is recorded, ${at}.`), stated('Whether it was voided since is not shown, nor whose certifier the log has.')];
  }
  if (proof.kind === 'device') {
    return [proven(`${proof.events.length} entries of device ${proof.device} are recorded, and none between them is left out, ${at}.`),
      sayCertifier(trust, proof.replay), ...sayQuestioned(proof.replay),
      table('Entries', [['Entry'], ['Event'], ['Recorded', true], ['Occurred', true]], proof.events.map(({ entry, payload }) =>
        [String(entry.seq), entry.kind, entry.time, payload?.occurred_at ?? '–']))];
  }
  const { replay, units } = proof;
  const retired = units.every((unit) => unit.state === 'retired');
  return [
    retired ? proven(`All units of ${proof.serial} are retired, for good, ${at}.`) : refuted(`Not all units of ${proof.serial} are retired, ${at}.`),
    ...(replay.standing === 'trial' ? [stated('The registry is a trial: its units are no credits of the label.')] : []),
    sayCertifier(trust, replay), ...sayQuestioned(replay), unitsTable(replay, units), historyTable(replay, units),
  ];
}

/// What the last folder was found to be, and how it is read: what is looked up is looked up there.
let provenFolder;

function sayLookedUp(looked) {
  if (!looked) return [said('stated', 'Nothing:', 'the log has nothing of that name.')];
  if (looked.events) {
    return looked.events.flatMap(({ entry, payload }) => [
      proven(`Entry ${entry.seq}, ${entry.kind}, is the log’s.`),
      element('pre', { tabindex: '0' }, JSON.stringify(entry, undefined, 1)),
      ...(payload ? [element('pre', { tabindex: '0' }, JSON.stringify(payload, undefined, 1))] : []),
    ]);
  }
  return [
    ...(looked.project ? [proven(`Project ${looked.project.id} is ${looked.project.state}.`), stated(`${looked.project.title}, ${looked.project.region}`)] : []),
    ...(looked.units.length === 0 ? [] : [unitsTable(provenFolder.found.replay, looked.units), historyTable(provenFolder.found.replay, looked.units)]),
  ];
}

const showing = (...content) => byId('answer').replaceChildren(element('h2', { tabindex: '-1' }, 'What was found'), ...content);

async function answer(check) {
  byId('look').hidden = true;
  byId('found').replaceChildren();
  showing(element('p', {}, 'Checking …'));
  try {
    showing(...(await check(await trustGiven())));
  } catch (error) {
    const known = error instanceof Failure;
    showing(refuted(known ? `${error.message}.` : `The page could not read it: ${error.message}`));
    byId('answer').dataset.word = known ? error.word : 'obstacle';
    return;
  }
  delete byId('answer').dataset.word;
}

/// Reads below an address.
function webReader(address) {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  return async (path) => {
    const got = await fetch(new URL(path, base), { cache: 'no-store', credentials: 'omit', redirect: 'error' });
    if (got.status === 404) return undefined;
    if (!got.ok) throw new Error(`${path}: the server answers ${got.status}`);
    const bytes = new Uint8Array(await got.arrayBuffer());
    if (bytes.length > longestFile) throw new Error(`${path} is longer than any such file`);
    return bytes;
  };
}

/// Reads what was chosen or dropped: paths begin with the folder's own name.
function fileReader(files) {
  const byPath = new Map(Array.from(files, (file) => [file.webkitRelativePath.replace(/^[^/]*\//, ''), file]));
  return async (path) => {
    const file = byPath.get(path);
    return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer());
  };
}

const folderChecked = (read) => answer(async (trust) => {
  const found = await checkFolder(read, trust);
  provenFolder = { found, read };
  byId('look').hidden = false;
  return sayFolder(trust, found);
});
const proofChecked = (file) => answer(async (trust) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (textOf(bytes) === undefined) throw new Error('it is no text');
  return sayProof(trust, await checkProof(bytes, trust));
});

byId('trust').addEventListener('submit', (event) => {
  event.preventDefault();
  folderChecked(async (path) => webReader(byId('address').value)(path));
});
byId('look').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('found').replaceChildren(element('p', {}, 'Looking …'));
  try {
    byId('found').replaceChildren(...sayLookedUp(await lookUp(provenFolder.found, provenFolder.read, byId('asked').value)));
  } catch (error) {
    byId('found').replaceChildren(refuted(`${error.message}.`));
  }
});
byId('folder').addEventListener('change', (event) => folderChecked(fileReader(event.target.files)));
byId('proof').addEventListener('change', (event) => event.target.files[0] && proofChecked(event.target.files[0]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) proofChecked(event.dataTransfer.files[0]);
});
