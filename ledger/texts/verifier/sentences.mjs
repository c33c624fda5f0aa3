// SPDX-License-Identifier: Apache-2.0
// What the verifier's page says of what was found, in the language of its reader. All text that comes from elsewhere goes
// in as text, never as markup.
import { Failure } from './bytes.mjs';
import { decimalText } from './decimal.mjs';
import { englishWord, frenchWord } from './words.mjs';

export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

export const inFrench = () => document.documentElement.lang === 'fr';
export const say = (english, french) => (inFrench() ? french : english);
const call = (word) => say(englishWord(word), frenchWord(word));
/// An instant without its milliseconds.
const instantText = (time) => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
/// A period by its year, where it is one; else from its first day to the one behind its last.
const periodText = ({ from, to }) => (from.slice(4) === '-01-01' && to === `${Number(from.slice(0, 4)) + 1}-01-01` ? from.slice(0, 4) : `${from}/${to}`);
/// A quantity as people write it.
function quantityText(value) {
  const [whole, fraction] = decimalText(value).split('.');
  const grouped = whole.replace(/\B(?=([0-9]{3})+$)/g, say(',', '\u202f'));
  return fraction === undefined ? grouped : `${grouped}${say('.', ',')}${fraction}`;
}
const partyText = (replay, party) => [replay.parties.nameOf(party), party].filter((each) => each).join(', ');

export const said = (kind, word, ...content) => element('p', { class: `said ${kind}` }, element('b', {}, word), ...content);
const proven = (...content) => said('proven', say('Proven:', 'Prouvé :'), ...content);
const stated = (...content) => said('stated', say('Stated:', 'Affirmé :'), ...content);
const refuted = (...content) => said('refuted', say('Not proven:', 'Non prouvé :'), ...content);

/// What kept something from being proven.
export function refutation(error) {
  if (error instanceof Failure) return refuted(say(`${error.message}.`, `${error.french}.`));
  return refuted(say('the page could not read it. ', 'la page n’a pas pu le lire. '), element('span', { lang: 'en' }, `(${error.message})`));
}

const [asNumber, asStated] = ['number', 'stated'];

/// `columns`: [heading, what its cells are].
function table(caption, columns, rows) {
  const cells = (row) => row.map((cell, i) => (i === 0 ? element('th', { scope: 'row' }, cell)
    : element('td', { class: columns[i].slice(1).join(' ') }, cell)));
  return element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': caption },
    element('table', {}, element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...columns.map(([heading, ...kinds]) => element('th', { scope: 'col', class: kinds.filter((kind) => kind === asNumber).join() }, heading)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row))))));
}

function holderOf(replay, unit) {
  if (unit.beneficiary) return unit.beneficiary;
  if (unit.holder) return replay.keys.holders.get(unit.holder)?.name || say(`holder ${unit.holder.slice(0, 16)}`, `titulaire ${unit.holder.slice(0, 16)}`);
  return unit.since === unit.acts[0] ? say('the developer', 'le porteur') : say('not named in public', 'non nommé publiquement');
}

/// `which`: what tells the table from others on the page.
function unitsTable(replay, units, which = '') {
  return table(which + say('Units, block by block', 'Unités, bloc par bloc'),
    [[say('Serial', 'Numéro de série')], [say('Units', 'Unités'), asNumber], [say('State', 'État')], [say('For whom', 'Pour qui')], [say('Use', 'Usage')], [say('Year', 'Année')]],
    units.map((unit) => [unit.serial, String(unit.last - unit.first + 1), call(unit.state), holderOf(replay, unit),
      unit.use === undefined ? '–' : call(unit.use), unit.year === undefined ? '–' : String(unit.year)]));
}

function historyTable(replay, units) {
  const entries = [...new Set(units.flatMap((unit) => unit.acts))].sort((a, b) => a - b);
  return table(say('Every act on them', 'Tous les actes sur ces unités'),
    [[say('Entry', 'Entrée')], [say('Act', 'Acte')], [say('Recorded', 'Enregistré'), asStated], [say('Signed by', 'Signé par')]], entries.map((seq) => {
      const act = replay.history.get(seq);
      return [String(seq), call(act.kind), instantText(act.time), [call(act.role), act.party, say('key', 'clé'), act.key.slice(0, 16)].filter((each) => each).join(' ')];
    }));
}

/// What each issuance rests on: that its figures agree was checked, where the kilograms come from was not.
function issuancesTable(projects, which = '') {
  const rows = projects.flatMap((project) => project.issuances.map((issuance) => {
    const { report, opinion } = project.reports.of(issuance);
    return [`${project.id} ${issuance.vintage}`, String(issuance.count), quantityText(report.reduction),
      say(`${periodText(report.period)}, entry ${report.seq}`, `${periodText(report.period)}, entrée ${report.seq}`),
      say(`${opinion.auditor}, entry ${opinion.seq}`, `${opinion.auditor}, entrée ${opinion.seq}`),
      say(`entry ${issuance.seq}`, `entrée ${issuance.seq}`)];
  }));
  return rows.length === 0 ? [] : [table(which + say('What units were issued on', 'Sur quoi les unités ont été délivrées'),
    [[say('Project and vintage', 'Projet et millésime')], [say('Units', 'Unités'), asNumber], [say('Reduction that the report states, kgCO2e', 'Réduction qu’affirme le rapport, kgCO2e'), asNumber, asStated],
      [say('Report', 'Rapport')], [say('Opinion, by whom', 'Avis, par qui')], [say('Issued by', 'Délivrées par')]], rows)];
}

function projectsTable(replay, projects) {
  return table(say('Projects', 'Projets'), [[say('Project', 'Projet')], [say('State', 'État')], [say('Title', 'Intitulé'), asStated], [say('Region', 'Région'), asStated],
    [say('Developer', 'Porteur'), asStated]],
  projects.map((each) => [each.id, call(each.state), each.title ?? '', each.region ?? '', partyText(replay, each.developer)]));
}

/// Of all that pages and tables show: what was proven of it here, and what was not.
function standingTable() {
  const rows = [
    [say('State and holder of units', 'État et titulaire des unités'),
      say('each act on them is signed by whose they were; no unit is in two places', 'chaque acte est signé par qui les détenait ; aucune unité n’est à deux endroits'),
      say('who is behind a holder’s name', 'qui se tient derrière le nom d’un titulaire')],
    [say('Use and year of a retirement', 'Usage et année d’un retrait'), say('as signed in the act', 'tels que signés dans l’acte'), '–'],
    [say('Number of units issued', 'Nombre d’unités délivrées'),
      say('follows from the figures that the certifier signed, what was issued before, and debts; not more than audited reports of whole years state',
        'suit des chiffres signés par l’autorité, de ce qui a été délivré avant et des dettes ; pas plus que n’affirment les rapports audités d’années entières'),
      say('that the kilograms follow from the events: lcl verify', 'que les kilogrammes suivent des événements : lcl verify')],
    [say('Reports and opinions', 'Rapports et avis'),
      say('signed by the developer, and by an accredited auditor who is no party to the project; each period has one, in order',
        'signés par le porteur, et par un auditeur accrédité qui n’est pas partie au projet ; chaque période a le sien, dans l’ordre'),
      say('that samples bear the opinion out; who belongs to the same group without saying so', 'que les échantillons étayent l’avis ; qui est du même groupe sans le dire')],
    [say('Charts, tallies, kilograms on pages', 'Graphiques, bilans, kilogrammes des pages'), '–', say('all of it: lcl verify derives them', 'tout : lcl verify les recalcule')],
    [say('Names, titles, regions, badges', 'Noms, intitulés, régions, distinctions'), say('that somebody who may signed them', 'que quelqu’un qui en a le droit les a signés'),
      say('that they are true', 'qu’ils sont vrais')],
    [say('Times', 'Dates'), say('not later than witnesses saw them, where a policy is given', 'pas plus tard que des témoins ne les ont vues, si une politique est donnée'),
      say('the clock of the registry', 'l’horloge du registre')],
  ];
  return table(say('What stands behind what is shown', 'Ce qui se tient derrière ce qui est montré'),
    [[say('Shown', 'Montré')], [say('Proven here', 'Prouvé ici')], [say('Not proven here', 'Non prouvé ici'), asStated]], rows);
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

function sayQuorum(cosignedAt) {
  if (cosignedAt === undefined) return [];
  const at = instantText(new Date(cosignedAt * 1000).toISOString());
  return [proven(say(`The policy’s quorum had seen it at ${at}.`, `Le quorum de la politique l’avait vu le ${at}.`))];
}

const sayTrial = (replay) => (replay.standing === 'trial' ? [stated(say('The registry is a trial: its units are no credits of the label.',
  'Le registre est un registre d’essai : ses unités ne sont pas des crédits du label.'))] : []);

/// `keeps`: whether this page can keep what it has seen.
export function sayFolder(trust, found, keeps) {
  const { checkpoint, replay, differing } = found;
  const [origin, size, count] = [checkpoint.origin, checkpoint.size, replay.history.size];
  const projects = [...replay.projects.values()];
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
    proven(say(`All ${count} statements are the log’s, in form, signed by who may, and none is left out.`,
      `Les ${count} déclarations sont celles du journal, en bonne forme, signées par qui en a le droit, et aucune n’est omise.`)),
    ...differing.map((each) => refuted(say(...each), '.')),
    ...(differing.length === 0 ? [proven(say('What the pages state of projects and units is what these statements come to.',
      'Ce que les pages affirment des projets et des unités est ce qui résulte de ces déclarations.'))] : []),
    ...sayTrial(replay),
    ...sayQuestioned(replay),
    ...(replay.units().length === 0 ? [] : [unitsTable(replay, replay.units())]),
    ...issuancesTable(projects),
    ...(projects.length === 0 ? [] : [projectsTable(replay, projects)]),
    standingTable(),
  ];
}

function sayEntryProof(at, { entry }) {
  return [proven(say(`Entry ${entry.seq}, ${call(entry.kind)}, is recorded, ${at}.`, `L’entrée ${entry.seq}, ${call(entry.kind)}, est enregistrée, ${at}.`)),
    stated(say('Whether it was voided since is not shown, nor whose certifier the log has.',
      'Ni son annulation éventuelle depuis, ni l’autorité du journal ne sont montrées.'))];
}

function sayDevice(trust, at, { device, events, replay }) {
  return [
    proven(say(`${events.length} entries of device ${device} are recorded, and none between them is left out, ${at}.`,
      `${events.length} entrées de l’appareil ${device} sont enregistrées, et aucune n’est omise entre elles, ${at}.`)),
    sayCertifier(trust, replay), ...sayQuestioned(replay),
    table(say('Entries', 'Entrées'), [[say('Entry', 'Entrée')], [say('Event', 'Événement')], [say('Recorded', 'Enregistré'), asStated], [say('Occurred', 'Survenu'), asStated]],
      events.map(({ entry, payload }) => [String(entry.seq), call(entry.kind), instantText(entry.time), String(payload?.occurred_at ?? '–')])),
  ];
}

function sayUnits(trust, at, { replay, units, serial }) {
  const retired = units.every((unit) => unit.state === 'retired');
  return [
    retired ? proven(say(`All units of ${serial} are retired, for good, ${at}.`, `Toutes les unités de ${serial} sont retirées, définitivement, ${at}.`))
      : refuted(say(`Not all units of ${serial} are retired, ${at}.`, `Toutes les unités de ${serial} ne sont pas retirées, ${at}.`)),
    sayCertifier(trust, replay), ...sayQuestioned(replay), ...sayTrial(replay),
    stated(say('That the auditor was accredited, and that the kilograms follow from the events, is not in this file.',
      'Que l’auditeur était accrédité et que les kilogrammes suivent des événements n’est pas dans ce fichier.')),
    unitsTable(replay, units), historyTable(replay, units),
  ];
}

export function sayProof(trust, proof) {
  const { size } = proof.checkpoint;
  const at = say(`as of the checkpoint of ${size} entries`, `au point de contrôle de ${size} entrées`);
  const of = { entry: () => sayEntryProof(at, proof.events[0]), device: () => sayDevice(trust, at, proof) }[proof.kind] ?? (() => sayUnits(trust, at, proof));
  return [...of(), ...sayQuorum(proof.cosignedAt)];
}

/// Of what was looked up in `replay`.
export function sayLookedUp(replay, looked) {
  if (!looked) return [said('stated', say('Nothing:', 'Rien :'), say('the log has nothing of that name.', 'le journal n’a rien de ce nom.'))];
  if (looked.events) {
    return looked.events.flatMap(({ entry, payload }) => [
      proven(say(`Entry ${entry.seq}, ${call(entry.kind)}, is the log’s.`, `L’entrée ${entry.seq}, ${call(entry.kind)}, est celle du journal.`)),
      element('pre', { tabindex: '0' }, JSON.stringify(entry, undefined, 1)),
      ...(payload ? [element('pre', { tabindex: '0' }, JSON.stringify(payload, undefined, 1))] : []),
    ]);
  }
  const { project, units } = looked;
  const which = say('Looked up: ', 'Recherche : ');
  return [
    ...(project ? [proven(say(`Project ${project.id} is ${call(project.state)}.`, `Projet ${project.id} : ${call(project.state)}.`)),
      stated(`${project.title}, ${project.region}`)] : []),
    ...(units.length === 0 ? [] : [unitsTable(replay, units, which), historyTable(replay, units)]),
    ...(project ? issuancesTable([project], which) : []),
  ];
}
