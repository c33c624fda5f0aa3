// SPDX-License-Identifier: Apache-2.0
// Statements judged one after the other: form, signatures, roles, and what they put on record. Figures are
// held to each other, and not derived here: that takes every event, and `lcl verify`.
import { canonical, equal, fail, fromBase64, hex, isDigest, isObject, isWhole, parseCanonical, sha256, utf8 } from './bytes.mjs';
import { acts, byQuorum } from './acts.mjs';
import { requireForm } from './forms.mjs';
import { Keys, afterThirtyDays, certifierFingerprint } from './keys.mjs';
import { keyId, pointOf, verifies } from './note.mjs';
import { Parties } from './parties.mjs';
import { Project } from './projects.mjs';
import { frenchWord } from './words.mjs';

const anyText = (value) => typeof value === 'string';
const payloadMembers = ['act', 'endorsements', 'key', 'nonce', 'seen', 'signature'];

const areEndorsements = (list) => list === undefined ||
  (Array.isArray(list) && list.every((each) => isObject(each) && isDigest(each.key) && anyText(each.signature)));

/// {entry, statement}: what the bytes say. Fails where they are not a statement's in its only form.
export async function readStatement(entryBytes, payloadBytes, seq) {
  const malformed = () => fail('malformed_entry', `entry ${seq} is not written as a statement is`,
    `l’entrée ${seq} n’est pas écrite comme l’est une déclaration`);
  const entry = parseCanonical(entryBytes);
  if (!isObject(entry) || !anyText(entry.kind) || !anyText(entry.time) || !isDigest(entry.payload))
    malformed();
  if (entry.seq !== seq)
    fail('wrong_seq', `what stands at ${seq} says that it is entry ${entry.seq}`,
      `ce qui se trouve à la place ${seq} dit être l’entrée ${entry.seq}`);
  if (!Object.hasOwn(acts, entry.kind) || entry.device !== undefined) malformed();
  if (hex(await sha256(payloadBytes)) !== entry.payload)
    fail('wrong_payload', `the payload of entry ${seq} is not the one that it names`,
      `le contenu de l’entrée ${seq} n’est pas celui qu’elle nomme`);
  const statement = parseCanonical(payloadBytes);
  const isFormed = isObject(statement) && Object.keys(statement).every((name) => payloadMembers.includes(name)) &&
    isObject(statement.act) && isDigest(statement.key) && anyText(statement.nonce) && isObject(statement.seen) &&
    isDigest(statement.seen.root) && isWhole(statement.seen.size) && areEndorsements(statement.endorsements);
  if (!isFormed)
    fail('malformed_payload', `the payload of entry ${seq} is no statement`,
      `le contenu de l’entrée ${seq} n’est pas une déclaration`);
  requireForm(entry.kind, statement.act, seq);
  return { entry, statement };
}

/// How many entries stand between a statement and the next one.
export const eventsAfter = (entry, statement) => (entry.kind === 'submission' ? statement.act.count : 0);

export class Replay {
  keys = new Keys();
  parties = new Parties(this.keys);
  methodologies = new Map(); // digest → document
  projects = new Map();
  history = new Map(); // seq → {kind, time, project, act, key, role, party}
  #seen = new Set(); // what was signed
  #corrections = []; // of the clock: {from, to, time, last}

  /// `logKey` as parseVkey gives it; `certifier`, a fingerprint, may be absent. `isWhole`: whether it takes all statements of the
  /// log, and not just those on keys and one project.
  constructor(logKey, certifier, isWhole) {
    this.logKey = logKey;
    this.certifier = certifier;
    this.isWhole = isWhole;
  }

  /// Takes the next statement that was read. Fails with the first rule that it breaks.
  async take({ entry, statement }) {
    const { kind, project: projectId, seq, time } = entry;
    const { act, key: id } = statement;
    if (seq === 0) await this.#open(entry, statement);
    else if (kind === 'registry_opened')
      fail('malformed_statement', `entry ${seq} opens the registry a second time`,
        `l’entrée ${seq} ouvre le registre une seconde fois`);
    const rule = acts[kind];
    if ((rule.states === undefined) !== (projectId === undefined))
      fail('malformed_statement',
        `entry ${seq} is on the wrong kind of matter`,
        `l’entrée ${seq} n’est pas sur un sujet de sa sorte`);
    const key = this.keys.require(id, rule.roles, seq, time);
    const project = projectId === undefined ? undefined : this.#project(projectId);
    if (project && !rule.states.includes(project.state))
      fail('wrong_project_state', `entry ${seq} is an act that project ${projectId}, which is ${project.state}, does not take`,
        `l’entrée ${seq} est un acte que n’admet pas le projet ${projectId}, à l’état « ${frenchWord(project.state)} »`);
    if (project && key.role === 'developer' && !project.isOf(key.party, kind, act))
      fail('wrong_party', `entry ${seq} is signed by a developer of another project`,
        `l’entrée ${seq} est signée par le porteur d’un autre projet`);
    this.#requireFresh(statement.seen.size, seq, time);
    await this.#verify(entry, statement, key);
    if (kind === 'clock_corrected') this.correct(act, seq);
    this.history.set(seq, { kind, time, project: projectId, act, key: id, role: key.role, party: key.party });
    await this.keys.take(kind, act, seq, time, this.origin);
    this.parties.take(kind, act, seq, key, kind === 'key_granted' ? await keyId(pointOf(act.public_key)) : undefined);
    if (kind === 'methodology_adopted') this.methodologies.set(hex(await sha256(utf8(canonical(act.document)))), act.document);
    project?.take(kind, act, { seq, time, seen: statement.seen, key, keyId: id, registry: this });
  }

  units() {
    return [...this.projects.values()].flatMap((project) => project.units());
  }

  /// The entries whose keys are in question by now.
  questioned() {
    return [...this.history].filter(([, each]) => this.keys.isQuestioned(each.key, each.time)).map(([seq]) => seq);
  }

  /// Times from the act's checkpoint up to entry `seq`, after the time that it states, are wrong.
  correct(act, seq) {
    this.#corrections.push({ from: act.checkpoint?.size, to: seq, time: act.time, last: act.last });
  }

  /// The earliest that the entry of a statement can have been recorded, whatever the clock said.
  #earliest(seq) {
    const { time } = this.history.get(seq);
    return this.#corrections.find((each) => each.from <= seq && seq < each.to && time > each.time)?.last ?? time;
  }

  /// What was signed is recorded within 30 days of the entry behind what its signer saw, if there is one that is known.
  #requireFresh(seen, seq, time) {
    if (this.history.has(seen) && time > afterThirtyDays(this.#earliest(seen)))
      fail('seen_expired', `entry ${seq} was signed more than 30 days before it was recorded`,
        `l’entrée ${seq} a été signée plus de 30 jours avant son enregistrement`);
  }

  #project(id) {
    if (!this.projects.has(id)) this.projects.set(id, new Project(id, this.standing === 'official' ? 'LBC' : 'TRIAL'));
    return this.projects.get(id);
  }

  async #open({ kind }, { act, seen }) {
    const isFormed = kind === 'registry_opened' && act.format === 1 && act.certifier_quorum >= 1 &&
      act.certifier_quorum <= act.certifier_keys.length && (act.mandate !== undefined) === (act.standing === 'official');
    if (!isFormed)
      fail('malformed_statement', 'entry 0 does not open a registry', 'l’entrée 0 n’ouvre pas un registre');
    const logPoint = pointOf(act.log_key);
    if (!logPoint || !equal(logPoint, this.logKey.point) || act.origin !== this.logKey.name)
      fail('wrong_registry', 'entry 0 names another log key, or another registry, than the one given',
        'l’entrée 0 nomme une autre clé de journal, ou un autre registre, que ceux qui ont été donnés');
    this.fingerprint = await certifierFingerprint(act);
    if (this.certifier !== undefined && this.fingerprint !== this.certifier)
      fail('wrong_certifier', `another certifier: entry 0 names the one of fingerprint ${this.fingerprint}`,
        `une autre autorité : l’entrée 0 nomme celle dont l’empreinte est ${this.fingerprint}`);
    if (seen.size !== 0)
      fail('unknown_head', 'entry 0 has seen what was before it', 'l’entrée 0 a vu quelque chose avant elle');
    this.origin = act.origin;
    this.standing = act.standing;
      await this.keys.open(act);
  }

  async #verify({ kind, project, seq, time }, statement, key) {
    const { act, key: id, nonce, seen } = statement;
    const signed = { act, key: id, kind, nonce, origin: this.origin, seen };
    if (project !== undefined) signed.project = project;
    const bytes = utf8('lcl statement 1\n' + canonical(signed));
    const endorsements = statement.endorsements ?? [];
    if (endorsements.length > 0 && !byQuorum.includes(kind))
      fail('malformed_statement', `entry ${seq} takes no endorsements`,
        `l’entrée ${seq} n’admet pas de contresignatures`);
    const signers = new Set([id]);
    for (const each of endorsements) {
      const endorser = this.keys.require(each.key, ['certifier'], seq, time);
      signers.add(each.key);
      if (!(await verifies(endorser.point, fromBase64(each.signature), bytes)))
        fail('wrong_signature', `an endorsement of entry ${seq} does not verify`, `une contresignature de l’entrée ${seq} est fausse`);
    }
    if (byQuorum.includes(kind) && key.role !== 'recovery' && signers.size < this.keys.quorum)
      fail('too_few_endorsements', `entry ${seq} is signed by fewer certifier keys than entry 0 asks for`,
        `l’entrée ${seq} est signée par moins de clés de l’autorité que n’en demande l’entrée 0`);
    if (!(await verifies(key.point, fromBase64(statement.signature), bytes)))
      fail('wrong_signature', `the signature of entry ${seq} does not verify`, `la signature de l’entrée ${seq} est fausse`);
    const digest = hex(await sha256(bytes));
    if (this.#seen.has(digest))
      fail('replayed', `entry ${seq} is a statement that was recorded before`,
        `l’entrée ${seq} est une déclaration déjà enregistrée`);
    this.#seen.add(digest);
  }
}
