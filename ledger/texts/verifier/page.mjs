// SPDX-License-Identifier: Apache-2.0
// The verifier's page: takes what to trust and what to check, and keeps what was seen.
import { Failure, fail, hex, utf8 } from './bytes.mjs';
import { checkFolder } from './folder.mjs';
import { checkProof } from './proof_file.mjs';
import { fileReader, proofBytes, webReader } from './reading.mjs';
import { element, inFrench, refutation, say, sayFolder, sayLookedUp, sayProof } from './sentences.mjs';
import { lookUp } from './lookup.mjs';
import { parseVkey, verifiedCheckpoint } from './note.mjs';
import { parsePolicy } from './witnesses.mjs';

const byId = (id) => document.getElementById(id);

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
  const certifier = byId('certifier').value.trim().toLowerCase() || undefined;
  const policy = byId('policy').value.trim() ? await parsePolicy(byId('policy').value) : undefined;
  const age = byId('age').value.trim();
  const given = byId('kept').value.trim();
  const own = given ? await verifiedCheckpoint(utf8(given + '\n'), logKey) : undefined;
  const kept = [lastSeen(logKey), own && { size: own.size, root: hex(own.root) }].filter((each) => each);
  return { logKey, certifier, policy, greatestAgeHours: age === '' ? undefined : Number(age), kept };
}

/// What the last folder was found to be, and how it is read: what is looked up is looked up there.
let provenFolder;
let turn = 0; // of checks: what an earlier one finds late is not shown

const showing = (...content) => byId('answer').replaceChildren(element('h2', {}, say('What was found', 'Ce qui a été constaté')), ...content);

async function answer(check) {
  const own = ++turn;
  const show = (...content) => own === turn && showing(...content);
  const progress = (done, all) => show(element('p', {}, say(`Checking … ${done} of ${all} entries`, `Vérification … ${done} entrées sur ${all}`)));
  byId('look').hidden = true;
  byId('found').replaceChildren();
  show(element('p', {}, say('Checking …', 'Vérification …')));
  byId('answer').scrollIntoView({ block: 'nearest' });
  let word = '';
  try {
    show(...(await check(await trustGiven(), progress)));
  } catch (error) {
    word = error instanceof Failure ? error.word : 'obstacle';
    show(refutation(error));
  }
  if (own !== turn) return;
  byId('answer').dataset.word = word;
  byId('answer').scrollIntoView();
}

const folderChecked = (read) => answer(async (trust, progress) => {
  const found = await checkFolder(read, trust, progress);
  provenFolder = { found, read };
  byId('look').hidden = false;
  return sayFolder(trust, found, keep(trust.logKey, found.kept));
});
const proofChecked = (file) => answer(async (trust) => sayProof(trust, await checkProof(await proofBytes(file), trust)));

/// Whatever was given: an address, else a folder, else a proof file.
function givenChecked() {
  const [folder, proof] = [byId('folder').files, byId('proof').files];
  const address = byId('address').value.trim();
  if (address !== '') return folderChecked(webReader(address));
  if (folder.length > 0) return folderChecked(fileReader(folder));
  if (proof.length > 0) return proofChecked(proof[0]);
  return answer(() => fail('nothing_to_check', 'nothing to check was given: an address, a folder or a proof file',
    'rien à vérifier n’a été donné : une adresse, un dossier ou un fichier de preuve'));
}

function speak(language) {
  document.documentElement.lang = language;
  document.title = say('Verifier of a low-carbon ledger', 'Vérificateur d’un registre bas-carbone');
  byId('language').textContent = language === 'fr' ? 'English' : 'Français';
  byId('language').lang = language === 'fr' ? 'en' : 'fr';
  byId('answer').replaceChildren();
  byId('found').replaceChildren();
}
byId('language').addEventListener('click', () => speak(inFrench() ? 'en' : 'fr'));
speak(navigator.language.startsWith('fr') ? 'fr' : 'en');

byId('trust').addEventListener('submit', (event) => {
  event.preventDefault();
  givenChecked();
});
byId('look').addEventListener('submit', async (event) => {
  event.preventDefault();
  const progress = (done, all) => byId('found').replaceChildren(element('p', {}, say(`Looking … ${done} of ${all} entries`, `Recherche … ${done} entrées sur ${all}`)));
  byId('found').replaceChildren(element('p', {}, say('Looking …', 'Recherche …')));
  try {
    const { found, read } = provenFolder;
    byId('found').replaceChildren(...sayLookedUp(found.replay, await lookUp(found, read, byId('asked').value, progress)));
  } catch (error) {
    byId('found').replaceChildren(refutation(error));
  }
});
byId('folder').addEventListener('change', (event) => event.target.files.length > 0 && folderChecked(fileReader(event.target.files)));
byId('proof').addEventListener('change', (event) => event.target.files[0] && proofChecked(event.target.files[0]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) proofChecked(event.dataTransfer.files[0]);
});
