// SPDX-License-Identifier: Apache-2.0
// Parties, what they may not be at once, and accreditations (schemas/README.md, "Roles that contradict each
// other", "Accreditation").
import { fail } from './bytes.mjs';
import { frenchWord } from './words.mjs';

const europeanCodes = 'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/// The Luhn sum (ISO/IEC 7812-1) of digits.
function luhnSum(digits) {
  return [...digits].reverse().map(Number).reduce((sum, digit, i) => {
    const counted = i % 2 === 0 ? digit : 2 * digit;
    return sum + (counted > 9 ? counted - 9 : counted);
  }, 0);
}
const digitSum = (digits) => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

export const isSiret = (text) => typeof text === 'string' && /^[0-9]{14}$/.test(text) &&
  (luhnSum(text) % 10 === 0 || (text.startsWith('356000000') && digitSum(text) % 5 === 0));

function isLei(text) {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(text)) return false;
  return BigInt([...text].map((letter) => parseInt(letter, 36)).join('')) % 97n === 1n;
}
function isVatNumber(text) {
  const parts = text.match(/^([A-Z]{2})([0-9A-Z+*]{2,12})$/);
  if (!parts || !europeanCodes.includes(parts[1]) || !/[0-9]/.test(parts[2])) return false;
  return parts[1] !== 'FR' || (/^..[0-9]{9}$/.test(parts[2]) && luhnSum(parts[2].slice(2)) % 10 === 0);
}
export const isParty = (text) => typeof text === 'string' && (isSiret(text) || isLei(text) || isVatNumber(text));

/// The SIREN in a party; nothing where it has none.
export function sirenOf(party) {
  if (isSiret(party)) return party.slice(0, 9);
  return isParty(party) && !isLei(party) && party.startsWith('FR') ? party.slice(-9) : undefined;
}

const contradictory = [['auditor', 'operator'], ['auditor', 'developer'], ['auditor', 'certifier'], ['auditor', 'holder'], ['certifier', 'developer']];
const contradict = (a, b) => contradictory.some(([one, other]) => (a === one && b === other) || (a === other && b === one));

const indexed = ['party', 'number', 'group'];

export class Parties {
  #keys;
  #grants = new Map(); // id → {id, role, party, number, group}
  #named = new Map(); // "party P", "number N", "group G" → grants
  #participants = new Map(); // siret → {name, isDisowned}
  #accreditations = new Map(); // seq → {party, from, to}

  /// `keys` says which grants are annulled.
  constructor(keys) {
    this.#keys = keys;
  }

  /// Fails where the act gives somebody a part that contradicts another one.
  take(kind, act, seq, key, id) {
    if (kind === 'key_granted') this.#grant(act, seq, id);
    if (kind === 'holder_renamed' && act.party !== undefined) this.#rename(act, seq);
    if (kind === 'participant_registered') this.#register(act, seq);
    if (kind === 'participant_withdrawn' && this.#participants.has(act.participant))
      this.#participants.get(act.participant).isDisowned = key.role === 'certifier';
    if (kind === 'auditor_accredited') this.#accredit(act, seq);
    if (kind === 'accreditation_withdrawn') this.#withdraw(act, seq);
    if (kind === 'project_notified') this.#requireNoAuditor([...(act.mandants ?? []).map((each) => each.siret), ...(act.marketplaces ?? [])], seq);
    if (kind === 'mandants_changed') this.#requireNoAuditor((act.added ?? []).map((each) => each.siret), seq);
  }

  isAccredited(party, time) {
    return [...this.#accreditations.values()].some((each) => each.party === party && each.from <= time && time < each.to);
  }

  /// What a participant is called; nothing of others.
  nameOf(party) {
    return this.#participants.get(party)?.name;
  }

  /// The national number of whose key it is.
  numberOf(id) {
    return this.#grants.get(id)?.number;
  }

  #requireNoAuditor(sirets, seq) {
    for (const siret of sirets) {
      if (this.#standing('number', sirenOf(siret)).some((each) => each.role === 'auditor'))
        fail('contradictory_roles', `entry ${seq} gives ${siret}, an auditor of this registry, a part in what it may audit`,
          `l’entrée ${seq} donne à ${siret}, auditeur de ce registre, une part dans ce qu’il peut auditer`);
    }
  }

  #called(what, which) {
    const name = `${what} ${which}`;
    if (!this.#named.has(name)) this.#named.set(name, new Set());
    return this.#named.get(name);
  }

  #index(grant) {
    for (const what of indexed) this.#called(what, grant[what]).add(grant);
  }

  /// The grants to a number, or to a group, that are not annulled; none where there is no such thing.
  #standing(what, which) {
    return which === undefined ? [] : [...this.#called(what, which)].filter((each) => this.#keys.granted.get(each.id).standing.annulled === undefined);
  }

  #grant(act, seq, id) {
    const isHolder = act.role === 'holder';
    const isNamed = isHolder ? act.party ?? act.name ?? act.private : act.party !== undefined && act.name === undefined;
    const own = act.party === undefined ? undefined : sirenOf(act.party);
    const needsNumber = act.party !== undefined && own === undefined;
    if (!isNamed || (act.number !== undefined) !== needsNumber)
      fail('malformed_statement', `entry ${seq} does not say whose key it grants`, `l’entrée ${seq} ne dit pas à qui est la clé qu’elle attribue`);
    const grant = { id, role: act.role, party: act.party, number: own ?? act.number, group: act.group };
    const other = [...this.#standing('number', grant.number), ...this.#standing('group', grant.group)].find((each) => contradict(each.role, grant.role));
    if (other)
      fail('contradictory_roles', `entry ${seq} grants a key as ${grant.role} to who has one as ${other.role}`,
        `l’entrée ${seq} attribue une clé (${frenchWord(grant.role)}) à qui en a déjà une autre (${frenchWord(other.role)})`);
    const isParticipant = ([siret, { isDisowned }]) => !isDisowned && sirenOf(siret) === grant.number;
    if (grant.role === 'auditor' && [...this.#participants].some(isParticipant))
      fail('contradictory_roles', `entry ${seq} grants a key as auditor to a participant of this registry`,
        `l’entrée ${seq} attribue une clé d’auditeur à un participant de ce registre`);
    this.#grants.set(id, grant);
    this.#index(grant);
  }

  #rename(act, seq) {
    this.#requireNoAuditor([act.party], seq);
    const grant = this.#grants.get(act.holder);
    for (const what of indexed) this.#called(what, grant[what]).delete(grant);
    Object.assign(grant, { party: act.party, number: sirenOf(act.party) });
    this.#index(grant);
  }

  #register({ participant, name }, seq) {
    this.#requireNoAuditor([participant], seq);
    this.#participants.set(participant, { name, isDisowned: false });
  }

  #accredit(act, seq) {
    if (![...this.#called('party', act.party)].some((each) => each.role === 'auditor'))
      fail('not_an_auditor', `entry ${seq} accredits who is no auditor of this registry`, `l’entrée ${seq} accrédite qui n’est pas auditeur de ce registre`);
    this.#accreditations.set(seq, { party: act.party, from: act.valid.from, to: act.valid.to });
  }

  #withdraw(act, seq) {
    const accreditation = this.#accreditations.get(act.accreditation);
    if (!accreditation || accreditation.isWithdrawn)
      fail('unknown_accreditation', `entry ${seq} withdraws an accreditation that there is not`, `l’entrée ${seq} retire une accréditation qui n’existe pas`);
    accreditation.isWithdrawn = true;
    if (act.withdrawn_on < accreditation.to) accreditation.to = act.withdrawn_on;
  }
}
