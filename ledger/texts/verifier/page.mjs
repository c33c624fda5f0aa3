// SPDX-License-Identifier: Apache-2.0
// The verifier's page: takes what to trust and what to check, and says what came of it. All text that comes from
// elsewhere goes in as text, never as markup.
import { Failure, concat, hex, textOf, utf8 } from './bytes.mjs';
import { checkFolder } from './folder.mjs';
import { checkProof } from './proof_file.mjs';
import { frenchOf } from './words.mjs';
import { lookUp } from './lookup.mjs';
import { parseVkey, verifiedCheckpoint } from './note.mjs';
import { parsePolicy } from './witnesses.mjs';

const byId = (id) => document.getElementById(id);
const longestFile = 576 * 1024 * 1024; // the most that a bundle of statements may have

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

// All that this page says by itself is said in the language of its reader.
const inFrench = () => document.documentElement.lang === 'fr';
const say = (english, french) => (inFrench() ? french : english);

const said = (kind, word, ...content) => element('p', { class: `said ${kind}` }, element('b', {}, word), ...content);
const proven = (text) => said('proven', say('Proven:', 'Prouvé :'), text);
const stated = (text) => said('stated', say('Stated:', 'Affirmé :'), text);
const refuted = (...content) => said('refuted', say('Not proven:', 'Non prouvé :'), ...content);

/// What kept something from being proven; its details are in English.
function refutation(error) {
  if (!(error instanceof Failure)) return refuted(say(`The page could not read it: ${error.message}`, `La page n’a pas pu le lire : ${error.message}`));
  const french = inFrench() ? frenchOf(error.word) : undefined;
  return french ? refuted(`${french}. `, element('span', { lang: 'en' }, `(${error.message}.)`)) : refuted(`${error.message}.`);
}

const stateNames = { issued: 'délivrées', assigned: 'cédées', retired: 'retirées', cancelled: 'annulées' };
const useNames = { contribution: 'contribution', voluntary_compensation: 'compensation volontaire', mandatory_compensation: 'compensation obligatoire' };
const stateOf = (unit) => say(unit.state, stateNames[unit.state]);
const useOf = (unit) => (unit.use === undefined ? '–' : say(unit.use.replaceAll('_', ' '), useNames[unit.use] ?? unit.use));

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
  if (unit.holder) return replay.keys.holders.get(unit.holder)?.name || say(`holder ${unit.holder.slice(0, 16)}`, `titulaire ${unit.holder.slice(0, 16)}`);
  return unit.since === unit.acts[0] ? say('the developer', 'le porteur') : say('not named in public', 'non nommé publiquement');
}

function unitsTable(replay, units) {
  return table(say('Units, block by block', 'Unités, bloc par bloc'),
    [[say('Serial', 'Numéro de série')], [say('Units', 'Unités')], [say('State', 'État')], [say('For whom', 'Pour qui')], [say('Use', 'Usage')], [say('Year', 'Année')]],
    units.map((unit) => [unit.serial, String(unit.last - unit.first + 1), stateOf(unit), nameOf(replay, unit), useOf(unit),
      unit.year === undefined ? '–' : String(unit.year)]));
}

function historyTable(replay, units) {
  const entries = [...new Set(units.flatMap((unit) => unit.acts))].sort((a, b) => a - b);
  return table(say('Every act on them', 'Tous les actes sur ces unités'),
    [[say('Entry', 'Entrée')], [say('Act', 'Acte')], [say('Time', 'Date'), true], [say('Signed by', 'Signé par')]], entries.map((seq) => {
      const act = replay.history.get(seq);
      return [String(seq), act.kind.replaceAll('_', ' '), act.time, [act.role, act.party, say('key', 'clé'), act.key.slice(0, 16)].filter((each) => each).join(' ')];
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
  return trust.certifier ? proven(say('The keys lead to the certifier whose fingerprint you gave.', 'Les clés mènent à l’autorité dont vous avez donné l’empreinte.'))
    : stated(say(`No fingerprint was given. The registry names the certifier ${replay.fingerprint}.`,
      `Aucune empreinte n’a été donnée. Le registre nomme l’autorité ${replay.fingerprint}.`));
}

function sayQuestioned(replay) {
  const questioned = replay.questioned().join(', ');
  return questioned === '' ? [] : [refuted(say(`Entries ${questioned} stand, and the keys that signed them are in question.`,
    `Les entrées ${questioned} demeurent, et les clés qui les ont signées sont en cause.`))];
}

const sayQuorum = (cosignedAt) => (cosignedAt === undefined ? [] : [proven(say(
  `The policy’s quorum had seen it at ${new Date(cosignedAt * 1000).toISOString()}.`,
  `Le quorum de la politique l’avait vu le ${new Date(cosignedAt * 1000).toISOString()}.`))]);

function sayFolder(trust, found) {
  const { checkpoint, replay, differing } = found;
  const [origin, size, count] = [checkpoint.origin, checkpoint.size, replay.history.size];
  const keeps = keep(trust.logKey, found.kept);
  return [
    proven(say(`The log ${origin} has ${size} entries, and its key signed that.`, `Le journal ${origin} compte ${size} entrées, et sa clé l’a signé.`)),
    ...trust.kept.map((kept) => proven(say(`It extends the log of ${kept.size} entries that was seen before.`,
      `Il prolonge le journal de ${kept.size} entrées déjà vu.`))),
    ...(trust.kept.length > 0 ? [] : [stated(say('This page has not seen the log before: nothing shows that it was not rewritten until now.',
      'Cette page n’a pas encore vu ce journal : rien ne montre qu’il n’a pas été réécrit jusqu’ici.'))]),
    ...(keeps ? [] : [stated(say('This page may keep nothing here: it cannot tell next time whether the log was rewritten.',
      'Cette page ne peut rien conserver ici : elle ne pourra pas dire la prochaine fois si le journal a été réécrit.'))]),
    ...sayQuorum(found.cosignedAt),
    sayCertifier(trust, replay),
    proven(say(`All ${count} statements are the log’s, signed by who may, and none is left out.`,
      `Les ${count} déclarations sont celles du journal, signées par qui en a le droit, et aucune n’est omise.`)),
    ...differing.map((each) => refuted(element('span', { lang: 'en' }, `${each}.`))),
    ...(differing.length === 0 ? [proven(say('What the pages state of projects and units is what these statements come to.',
      'Ce que les pages affirment des projets et des unités est ce qui résulte de ces déclarations.'))] : []),
    ...sayQuestioned(replay),
    unitsTable(replay, replay.units()),
    table(say('Projects', 'Projets'), [[say('Project', 'Projet')], [say('State', 'État')], [say('Title', 'Intitulé'), true], [say('Region', 'Région'), true],
      [say('Developer', 'Porteur')]],
    [...replay.projects.values()].map((each) => [each.id, each.state, each.title ?? '', each.region ?? '', each.developer ?? ''])),
  ];
}

function sayProof(trust, proof) {
  const { size } = proof.checkpoint;
  const at = say(`as of the checkpoint of ${size} entries`, `au point de contrôle de ${size} entrées`);
  const quorum = sayQuorum(proof.cosignedAt);
  if (proof.kind === 'entry') {
    const { entry } = proof.events[0];
    return [...quorum, proven(say(`Entry ${entry.seq}, ${entry.kind}, is recorded, ${at}.`, `L’entrée ${entry.seq}, ${entry.kind}, est enregistrée, ${at}.`)),
      stated(say('Whether it was voided since is not shown, nor whose certifier the log has.',
        'Ni son annulation éventuelle depuis, ni l’autorité du journal ne sont montrées.'))];
  }
  if (proof.kind === 'device') {
    const count = proof.events.length;
    return [...quorum, proven(say(`${count} entries of device ${proof.device} are recorded, and none between them is left out, ${at}.`,
      `${count} entrées de l’appareil ${proof.device} sont enregistrées, et aucune n’est omise entre elles, ${at}.`)),
    sayCertifier(trust, proof.replay), ...sayQuestioned(proof.replay),
    table(say('Entries', 'Entrées'), [[say('Entry', 'Entrée')], [say('Event', 'Événement')], [say('Recorded', 'Enregistré'), true], [say('Occurred', 'Survenu'), true]],
      proof.events.map(({ entry, payload }) => [String(entry.seq), entry.kind, entry.time, payload?.occurred_at ?? '–']))];
  }
  const { replay, units, serial } = proof;
  const retired = units.every((unit) => unit.state === 'retired');
  return [
    ...quorum,
    retired ? proven(say(`All units of ${serial} are retired, for good, ${at}.`, `Toutes les unités de ${serial} sont retirées, définitivement, ${at}.`))
      : refuted(say(`Not all units of ${serial} are retired, ${at}.`, `Toutes les unités de ${serial} ne sont pas retirées, ${at}.`)),
    ...(replay.standing === 'trial' ? [stated(say('The registry is a trial: its units are no credits of the label.',
      'Le registre est un registre d’essai : ses unités ne sont pas des crédits du label.'))] : []),
    sayCertifier(trust, replay), ...sayQuestioned(replay), unitsTable(replay, units), historyTable(replay, units),
  ];
}

/// What the last folder was found to be, and how it is read: what is looked up is looked up there.
let provenFolder;

function sayLookedUp(looked) {
  if (!looked) return [said('stated', say('Nothing:', 'Rien :'), say('the log has nothing of that name.', 'le journal n’a rien de ce nom.'))];
  if (looked.events) {
    return looked.events.flatMap(({ entry, payload }) => [
      proven(say(`Entry ${entry.seq}, ${entry.kind}, is the log’s.`, `L’entrée ${entry.seq}, ${entry.kind}, est celle du journal.`)),
      element('pre', { tabindex: '0' }, JSON.stringify(entry, undefined, 1)),
      ...(payload ? [element('pre', { tabindex: '0' }, JSON.stringify(payload, undefined, 1))] : []),
    ]);
  }
  const { replay } = provenFolder.found;
  return [
    ...(looked.project ? [proven(say(`Project ${looked.project.id} is ${looked.project.state}.`, `Le projet ${looked.project.id} : ${looked.project.state}.`)),
      stated(`${looked.project.title}, ${looked.project.region}`)] : []),
    ...(looked.units.length === 0 ? [] : [unitsTable(replay, looked.units), historyTable(replay, looked.units)]),
  ];
}

const showing = (...content) => byId('answer').replaceChildren(element('h2', {}, say('What was found', 'Ce qui a été constaté')), ...content);

async function answer(check) {
  byId('look').hidden = true;
  byId('found').replaceChildren();
  showing(element('p', {}, say('Checking …', 'Vérification …')));
  try {
    showing(...(await check(await trustGiven())));
  } catch (error) {
    showing(refutation(error));
    byId('answer').dataset.word = error instanceof Failure ? error.word : 'obstacle';
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
    const parts = [];
    let length = 0;
    for (const reader = got.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return concat(...parts);
      parts.push(value);
      length += value.length;
      if (length > longestFile) {
        reader.cancel();
        throw new Error(`${path} is longer than any such file`);
      }
    }
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

function speak(language) {
  document.documentElement.lang = language;
  byId('language').textContent = language === 'fr' ? 'English' : 'Français';
  byId('language').lang = language === 'fr' ? 'en' : 'fr';
  byId('answer').replaceChildren();
  byId('found').replaceChildren();
}
byId('language').addEventListener('click', () => speak(inFrench() ? 'en' : 'fr'));
speak(navigator.language.startsWith('fr') ? 'fr' : 'en');

byId('trust').addEventListener('submit', (event) => {
  event.preventDefault();
  folderChecked(async (path) => webReader(byId('address').value)(path));
});
byId('look').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('found').replaceChildren(element('p', {}, say('Looking …', 'Recherche …')));
  try {
    byId('found').replaceChildren(...sayLookedUp(await lookUp(provenFolder.found, provenFolder.read, byId('asked').value)));
  } catch (error) {
    byId('found').replaceChildren(refutation(error));
  }
});
byId('folder').addEventListener('change', (event) => folderChecked(fileReader(event.target.files)));
byId('proof').addEventListener('change', (event) => event.target.files[0] && proofChecked(event.target.files[0]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) proofChecked(event.dataTransfer.files[0]);
});
