// SPDX-License-Identifier: Apache-2.0
// Keys as the acts on keys leave them (schemas/README.md, "Keys").
import { canonical, fail, fromBase64, hex, sha256, utf8 } from './bytes.mjs';
import { keyId, pointOf, verifies } from './note.mjs';
import { frenchWord } from './words.mjs';

const thirtyDays = 30 * 24 * 60 * 60 * 1000;
export const afterThirtyDays = (time) => new Date(Date.parse(time) + thirtyDays).toISOString();

/// What tells one certifier from another.
export async function certifierFingerprint(opening) {
  if (opening.certifier_keys.length === 1 && opening.recovery_key === undefined)
    return keyId(pointOf(opening.certifier_keys[0]));
  const named = { certifier_keys: opening.certifier_keys, certifier_quorum: opening.certifier_quorum };
  if (opening.recovery_key !== undefined) named.recovery_key = opening.recovery_key;
  return hex(await sha256(utf8('lcl certifier 1\n' + canonical(named))));
}

const maySign = (standing) => standing.revoked === undefined && standing.annulled === undefined;

export class Keys {
  #changes = []; // of every act on keys behind entry 0: {seq, id, before}
  granted = new Map(); // id → {point, role, party, standing, holder, since, until}
  holders = new Map(); // id → {name, keys, replacement}
  quorum = 1;

  async open(act) {
    const add = async (text, role) => {
      const point = pointOf(text);
      if (!point)
        fail('malformed_statement', 'entry 0 names a key that is none', 'l’entrée 0 nomme une clé qui n’en est pas une');
      this.granted.set(await keyId(point), { point, role, party: '', standing: {} });
    };
    await add(act.operator_key, 'operator');
    for (const each of act.certifier_keys) await add(each, 'certifier');
    if (act.recovery_key !== undefined) await add(act.recovery_key, 'recovery');
    this.quorum = act.certifier_quorum;
  }

  /// Fails unless the key may sign an act of this kind at this time.
  require(id, roles, seq, time) {
    const key = this.granted.get(id);
    if (!key)
      fail('not_enrolled', `entry ${seq} is signed with a key that was never granted`,
        `l’entrée ${seq} est signée avec une clé qui n’a jamais été attribuée`);
    if (!maySign(key.standing))
      fail('key_was_revoked', `entry ${seq} is signed with a key that was revoked before`,
        `l’entrée ${seq} est signée avec une clé révoquée auparavant`);
    if (key.until !== undefined && time >= key.until)
      fail('key_was_revoked', `entry ${seq} is signed with a key whose place another has taken`,
        `l’entrée ${seq} est signée avec une clé qu’une autre a remplacée`);
    if (key.since !== undefined && time < key.since)
      fail('replacement_pending', `entry ${seq} is signed with a key that cannot sign yet`,
        `l’entrée ${seq} est signée avec une clé qui ne peut pas encore signer`);
    if (!roles.includes(key.role))
      fail('wrong_role', `entry ${seq} is signed by a ${key.role}, who may not`,
        `l’entrée ${seq} est signée par qui n’en a pas le droit : ${frenchWord(key.role)}`);
    return key;
  }

  /// The statement that the key signed, or that another holds to be signed, is in question.
  isQuestioned(id, time) {
    const standing = this.granted.get(id).standing;
    return standing.annulled !== undefined || (standing.compromised !== undefined && time >= standing.compromised);
  }

  async take(kind, act, seq, time, origin) {
    if (kind === 'key_granted') await this.#grant(act, seq, origin);
    if (kind === 'key_revoked') this.#revoke(act, seq);
    if (kind === 'key_acts_annulled') this.#annul(act.from_entry, seq);
    if (kind === 'holder_key_replaced') await this.#replace(act, seq, time, origin);
    if (kind === 'replacement_stopped') this.#stop(act, seq, time);
    if (kind === 'holder_renamed') this.#holder(act.holder, seq).name = act.name;
  }

  #holder(id, seq) {
    return this.holders.get(id) ?? fail('unknown_holder', `entry ${seq} names a holder that there is not`,
      `l’entrée ${seq} nomme un titulaire qui n’existe pas`);
  }

  async #newKey(act, seq, origin, needsPossession) {
    const point = pointOf(act.public_key);
    if (!point)
      fail('malformed_statement', `entry ${seq} names a key that is none`, `l’entrée ${seq} nomme une clé qui n’en est pas une`);
    const id = await keyId(point);
    if (this.granted.has(id))
      fail('key_already_granted', `entry ${seq} grants a key a second time`,
        `l’entrée ${seq} attribue une clé une seconde fois`);
    if (act.possession === undefined && !needsPossession) return [id, point];
    const signed = 'lcl possession 1\n' + canonical({ origin, public_key: act.public_key });
    if (!(await verifies(point, fromBase64(act.possession), utf8(signed))))
      fail('possession_not_proven', `entry ${seq} grants a key that its holder was not shown to have`,
        `l’entrée ${seq} attribue une clé dont la possession n’a pas été prouvée`);
    return [id, point];
  }

  async #grant(act, seq, origin) {
    const isHolder = act.role === 'holder';
    if (!['operator', 'developer', 'auditor', 'certifier', 'holder'].includes(act.role))
      fail('malformed_statement', `entry ${seq} grants a role that there is not`, `l’entrée ${seq} attribue un rôle qui n’existe pas`);
    const [id, point] = await this.#newKey(act, seq, origin, isHolder);
    const key = { point, role: act.role, party: act.party ?? '', standing: {} };
    if (isHolder) {
      key.holder = id;
      this.holders.set(id, { name: act.name ?? '', keys: [id] });
    } else {
      this.#changes.push({ seq, id });
    }
    this.granted.set(id, key);
  }

  #stand(id, standing, seq) {
    const key = this.granted.get(id);
    this.#changes.push({ seq, id, before: key.standing });
    key.standing = standing;
  }

  #revoke(act, seq) {
    const key = this.granted.get(act.key);
    if (!key || ['recovery', 'holder'].includes(key.role) || !maySign(key.standing))
      fail('unknown_key', `entry ${seq} revokes a key that nobody can revoke`, `l’entrée ${seq} révoque une clé que nul ne peut révoquer`);
    const certifiers = [...this.granted.values()].filter((each) => each.role === 'certifier' && maySign(each.standing));
    if (key.role === 'certifier' && certifiers.length <= this.quorum)
      fail('too_few_certifier_keys', `entry ${seq} leaves too few keys of the certifier`,
        `l’entrée ${seq} laisse trop peu de clés à l’autorité`);
    this.#stand(act.key, act.from === undefined ? { revoked: seq } : { revoked: seq, compromised: act.from }, seq);
  }

  /// Every key stands as it did before `from`; one that was granted since was never rightly granted.
  #annul(from, seq) {
    const first = new Map();
    for (const change of this.#changes.filter((each) => each.seq >= from).reverse()) first.set(change.id, change.before);
    if (!this.#changes.some((each) => each.seq === from))
      fail('nothing_to_annul', `entry ${seq} annuls what was no act on keys`,
        `l’entrée ${seq} annule ce qui n’était pas un acte sur des clés`);
    for (const [id, before] of first) {
      const now = this.granted.get(id).standing;
      const then = before ?? (now.annulled !== undefined ? now : { annulled: seq });
      if (canonical(then) !== canonical(now)) this.#stand(id, then, seq);
    }
  }

  async #replace(act, seq, time, origin) {
    const [id, point] = await this.#newKey(act, seq, origin, true);
    const holder = this.#holder(act.holder, seq);
    if (holder.replacement && time < holder.replacement.at)
      fail('replacement_pending', `entry ${seq} replaces a key that is being replaced already`,
        `l’entrée ${seq} remplace une clé dont le remplacement est déjà en cours`);
    const old = holder.replacement ? holder.replacement.to : act.holder;
    const at = afterThirtyDays(time);
    this.granted.get(old).until = at;
    const first = this.granted.get(act.holder);
    this.granted.set(id, { point, role: 'holder', party: first.party, standing: {}, holder: act.holder, since: at });
    holder.keys.push(id);
    holder.replacement = { from: old, to: id, at, before: holder.replacement };
  }

  #stop(act, seq, time) {
    const holder = this.#holder(act.holder, seq);
    if (!holder.replacement || time >= holder.replacement.at)
      fail('nothing_to_stop', `entry ${seq} stops a replacement that there is not`,
        `l’entrée ${seq} arrête un remplacement qui n’existe pas`);
    delete this.granted.get(holder.replacement.from).until;
    this.granted.get(holder.replacement.to).standing.annulled = seq;
    holder.replacement = holder.replacement.before;
  }
}
