// SPDX-License-Identifier: Apache-2.0
// Projects as their acts leave them, and what became of every unit (schemas/README.md, "Units").
import { fail } from './bytes.mjs';
import { stateAfter } from './acts.mjs';
import { afterThirtyDays } from './keys.mjs';
import { Reports } from './reports.mjs';
import { frenchWord } from './words.mjs';

const greatestIssuance = 4294967295;

/// Two digits by ISO/IEC 7064 MOD 97-10, letters as 10 to 35.
function checkDigits(text) {
  let remainder = 0;
  for (const letter of text.replaceAll('-', '')) {
    for (const digit of String(parseInt(letter, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return String(98 - ((remainder * 100) % 97)).padStart(2, '0');
}

export function serialOf(block) {
  const number = (unit) => String(unit).padStart(9, '0');
  const begin = [block.registry, block.project, String(block.vintage).padStart(4, '0'), block.issuance,
    number(block.first), number(block.last)].join('-');
  return `${begin}-${checkDigits(begin)}`;
}

function blockNamed(text) {
  const parts = String(text).match(/^(LBC|TRIAL)-([A-Z0-9]{3,16})-([0-9]{4})-([1-9][0-9]{0,9})-([0-9]{9})-([0-9]{9})-[0-9]{2}$/);
  if (!parts) return undefined;
  const [registry, project, vintage, issuance, first, last] = [parts[1], parts[2], ...parts.slice(3).map(Number)];
  return first >= 1 && first <= last && issuance <= greatestIssuance ? { registry, project, vintage, issuance, first, last } : undefined;
}
/// Whether the text is a serial, though it may be mistyped.
export const hasSerialForm = (text) => typeof text === 'string' && blockNamed(text) !== undefined;

/// Nothing where the text is no serial, or mistyped.
export function parseSerial(text) {
  const block = blockNamed(text);
  return block && serialOf(block) === text ? block : undefined;
}

const isLive = (holding) => holding.state === 'issued' || holding.state === 'assigned';

export class Project {
  issuances = []; // {vintage, count, seq, report, opinion, holdings: [{first, last, state, holder, beneficiary, use, since, offer, acts}]}
  #offers = new Map();
  #mandates = new Map();
  #namings = [];

  mandants = []; // SIRETs
  marketplaces = []; // SIRETs
  reports = new Reports(this);

  constructor(id, registry) {
    this.id = id;
    this.registry = registry;
    this.state = 'absent';
  }

  /// Whether a developer's key of this party acts for the project.
  isOf(party, kind, act) {
    return party === (kind === 'project_notified' ? act.developer : this.developer);
  }

  /// Takes an act on the project. `at`: {seq, time, seen, key, keyId, registry}, what it is done with and on.
  take(kind, act, at) {
    if (Object.hasOwn(stateAfter, kind)) this.state = stateAfter[kind];
    for (const field of ['title', 'developer', 'region', 'notified_on']) {
      if (['project_notified', 'project_amended'].includes(kind) && act[field] !== undefined) this[field] = act[field];
    }
    this.reports.take(kind, act, at);
    this.#handlers[kind]?.(act, at.seq, at.time, at.key, at.registry);
  }

  /// Each run of units with one fate, under its serial.
  units() {
    return this.issuances.flatMap((issuance, place) => issuance.holdings.map((holding) => ({ ...holding,
      serial: serialOf({ ...this.#place(place, issuance), first: holding.first, last: holding.last }) })));
  }

  #place(place, issuance) {
    return { registry: this.registry, project: this.id, vintage: issuance.vintage, issuance: place + 1 };
  }

  #block(serial, seq, time) {
    const block = parseSerial(serial);
    if (!block)
      fail('serial_check_digits', `entry ${seq} names units by a serial that is none`,
        `l’entrée ${seq} nomme des unités par un numéro de série qui n’en est pas un`);
    const issuance = block.project === this.id && block.registry === this.registry ? this.issuances[block.issuance - 1] : undefined;
    if (!issuance || issuance.vintage !== block.vintage || block.last > issuance.count)
      fail('unknown_units', `entry ${seq} is on units that were not issued: ${serial}`,
        `l’entrée ${seq} porte sur des unités qui n’ont pas été délivrées : ${serial}`);
    for (const each of this.#within(block)) {
      if (!isLive(each))
        fail('units_not_held', `entry ${seq} is on units that are ${each.state}: ${serial}`,
          `l’entrée ${seq} porte sur des unités déjà ${frenchWord(each.state)} : ${serial}`);
      if (this.#openOffer(each, time))
        fail('units_offered', `entry ${seq} is on units that are offered to somebody: ${serial}`,
          `l’entrée ${seq} porte sur des unités proposées à quelqu’un : ${serial}`);
    }
    return block;
  }

  #within(block) {
    return this.issuances[block.issuance - 1].holdings.filter((each) => each.first <= block.last && block.first <= each.last);
  }

  /// Splits what the block's ends cut, and changes what is inside.
  #change(block, seq, change) {
    const issuance = this.issuances[block.issuance - 1];
    issuance.holdings = issuance.holdings.flatMap((each) => {
      if (each.last < block.first || block.last < each.first) return [each];
      const parts = [];
      const part = (first, last) => ({ ...each, acts: [...each.acts], first, last });
      if (each.first < block.first) parts.push(part(each.first, block.first - 1));
      const inside = part(Math.max(each.first, block.first), Math.min(each.last, block.last));
      change(inside);
      inside.acts.push(seq);
      parts.push(inside);
      if (block.last < each.last) parts.push(part(block.last + 1, each.last));
      return parts;
    });
  }

  /// Fails unless every unit of the block is the signer's: the developer's as long as they are issued, a
  /// holder's once they are assigned to it, and the certifier's to act for who has no key.
  #requireHolder(block, key, seq) {
    const mine = { developer: (each) => each.state === 'issued', certifier: (each) => each.state === 'assigned' && !each.holder,
      holder: (each) => each.state === 'assigned' && each.holder === key.holder }[key.role];
    if (!this.#within(block).every(mine))
      fail('not_the_holder', `entry ${seq} disposes of units that are somebody else's`,
        `l’entrée ${seq} dispose d’unités qui sont à quelqu’un d’autre`);
  }

  #requireMandate(act, block, seq, time, to) {
    const mandate = this.#mandates.get(act.mandate);
    const fits = mandate && !mandate.withdrawn && mandate.block.issuance === block.issuance && mandate.block.first <= block.first &&
      block.last <= mandate.block.last && mandate.to === to && this.#within(block).every((each) => each.since <= act.mandate);
    if (!fits)
      fail('not_mandated', `entry ${seq} acts for a holder without its mandate`,
        `l’entrée ${seq} agit pour un titulaire sans son mandat`);
    if (time < mandate.from)
      fail('mandate_pending', `entry ${seq} uses a mandate before its time`,
        `l’entrée ${seq} utilise un mandat avant son délai`);
  }

  #openOffer(holding, time) {
    const offer = this.#offers.get(holding.offer);
    return offer && !offer.closed && time < offer.until ? offer : undefined;
  }

  #offerNamed(act, seq, time) {
    const offer = this.#offers.get(act.offer);
    if (!offer || offer.closed || time >= offer.until)
      fail('offer_not_open', `entry ${seq} is on an offer that is not open`,
        `l’entrée ${seq} porte sur une proposition qui n’est pas ouverte`);
    return offer;
  }

  #initialBeneficiary(vintage) {
    const last = this.#namings.filter((each) => each.vintage <= vintage).pop();
    return last?.accepted ? last : undefined;
  }

  #requireDay(date, seq, time) {
    if (date > time || date < this.notified_on)
      fail('impossible_date', `entry ${seq} names a day to come, or before the project was notified`,
        `l’entrée ${seq} nomme un jour à venir, ou d’avant la notification du projet`);
  }

  #requireKnown(holder, seq, registry) {
    if (holder !== undefined && !registry.keys.holders.has(holder))
      fail('unknown_holder', `entry ${seq} names a holder that there is not`, `l’entrée ${seq} nomme un titulaire qui n’existe pas`);
  }

  #handlers = {
    project_notified: (act) => {
      this.mandants = (act.mandants ?? []).map((each) => each.siret);
      this.marketplaces = act.marketplaces ?? [];
    },
    mandants_changed: (act) => {
      this.mandants = [...this.mandants.filter((siret) => !act.removed?.includes(siret)), ...(act.added ?? []).map((each) => each.siret)];
    },
    project_labelled: (act, seq, time, key, registry) => {
      if (registry.isWhole && !registry.methodologies.has(act.methodology))
        fail('unknown_methodology', `entry ${seq} labels a project under a methodology that was not adopted`,
          `l’entrée ${seq} labellise un projet selon une méthode qui n’a pas été adoptée`);
      Object.assign(this, { labelled: seq, methodology: act.methodology, creditingPeriod: act.crediting_period });
    },
    developer_changed: (act, seq) => {
      for (const [place, issuance] of this.issuances.entries()) {
        for (const each of issuance.holdings.filter((holding) => holding.state === 'issued')) {
          this.#change({ ...this.#place(place, issuance), first: each.first, last: each.last }, seq, (holding) =>
            Object.assign(holding, { state: 'assigned', beneficiary: this.developer, since: seq }));
        }
      }
      this.#namings = [];
      this.developer = act.developer;
    },
    beneficiary_named: (act, seq, time, key, registry) => {
      this.#requireKnown(act.holder, seq, registry);
      this.#namings.push({ seq, vintage: act.vintage, holder: act.holder, use: act.use });
    },
    beneficiary_accepted: (act, seq, time, key) => {
      const naming = this.#namings.find((each) => each.seq === act.naming);
      const isReplaced = this.#namings.some((each) => each.seq > act.naming && each.vintage <= naming?.vintage);
      if (!naming?.holder || naming.accepted || isReplaced)
        fail('offer_not_open', `entry ${seq} accepts what nobody offers`,
          `l’entrée ${seq} accepte ce que personne ne propose`);
      if (naming.holder !== key.holder)
        fail('not_the_holder', `entry ${seq} accepts what is offered to somebody else`,
          `l’entrée ${seq} accepte ce qui est proposé à quelqu’un d’autre`);
      naming.accepted = seq;
    },
    units_issued: (act, seq) => {
      const naming = this.#initialBeneficiary(act.vintage);
      if (act.beneficiary !== naming?.holder)
        fail('figures_differ',
          `entry ${seq} issues units to somebody whom the developer has not named`,
          `l’entrée ${seq} délivre des unités à quelqu’un que le porteur n’a pas désigné`);
      const all = { first: 1, last: act.count, state: 'issued', since: seq, acts: [seq] };
      if (naming) Object.assign(all, { state: 'assigned', holder: naming.holder, use: naming.use });
      this.issuances.push({ vintage: act.vintage, count: act.count, seq, report: act.report, opinion: act.opinion, holdings: [all] });
    },
    units_assigned: (act, seq, time, key, registry) => {
      const isReceived = act.to === undefined ? (act.beneficiary ?? act.private) !== undefined && key.role !== 'certifier' : act.beneficiary === undefined;
      if (!isReceived)
        fail('malformed_statement', `entry ${seq} does not say to whom it assigns units`, `l’entrée ${seq} ne dit pas à qui elle cède des unités`);
      const block = this.#block(act.units, seq, time);
      this.#requireKnown(act.to, seq, registry);
      this.#requireDay(act.contract_date, seq, time);
      this.#requireHolder(block, key, seq);
      if (act.from !== key.holder)
        fail('not_the_holder', `entry ${seq} does not name whom the units are taken from`,
          `l’entrée ${seq} ne nomme pas à qui les unités sont prises`);
      if (key.role === 'certifier') this.#requireMandate(act, block, seq, time, act.to);
      if (act.to === undefined) {
        this.#change(block, seq, (holding) => {
          delete holding.holder;
          delete holding.beneficiary;
          Object.assign(holding, { state: 'assigned', use: act.use, since: seq });
          if (act.beneficiary !== undefined) holding.beneficiary = act.beneficiary;
        });
        return;
      }
      this.#offers.set(seq, { block, from: act.from, to: act.to, use: act.use, until: afterThirtyDays(time),
        underMandate: act.mandate !== undefined });
      this.#change(block, seq, (holding) => { holding.offer = seq; });
    },
    assignment_accepted: (act, seq, time, key) => {
      const offer = this.#offerNamed(act, seq, time);
      if (offer.to !== key.holder)
        fail('not_the_holder', `entry ${seq} accepts what is offered to somebody else`,
          `l’entrée ${seq} accepte ce qui est proposé à quelqu’un d’autre`);
      offer.closed = seq;
      this.#change(offer.block, seq, (holding) => {
        delete holding.beneficiary;
        Object.assign(holding, { state: 'assigned', holder: offer.to, use: offer.use, since: seq });
      });
    },
    assignment_withdrawn: (act, seq, time, key) => {
      const offer = this.#offerNamed(act, seq, time);
      const isOwn = key.role === 'developer' ? !offer.from && !offer.underMandate : offer.from && offer.from === key.holder;
      if (key.role !== 'certifier' && !isOwn)
        fail('not_the_holder', `entry ${seq} withdraws somebody else's offer`,
          `l’entrée ${seq} retire la proposition de quelqu’un d’autre`);
      offer.closed = seq;
      this.#change(offer.block, seq, () => {});
    },
    mandate_recorded: (act, seq, time, key, registry) => {
      this.#requireKnown(act.to, seq, registry);
      const block = this.#block(act.units, seq, time);
      if (!this.#within(block).every((each) => each.state === 'assigned' && !each.holder))
        fail('not_the_holder', `entry ${seq} records a mandate on units of somebody who has a key, or of nobody yet`,
          `l’entrée ${seq} enregistre un mandat sur des unités de quelqu’un qui a une clé, ou de personne encore`);
      this.#mandates.set(seq, { block, to: act.to, from: afterThirtyDays(time) });
      this.#change(block, seq, () => {});
    },
    mandate_withdrawn: (act, seq) => {
      const mandate = this.#mandates.get(act.mandate);
      if (!mandate || mandate.withdrawn)
        fail('not_mandated', `entry ${seq} withdraws a mandate that there is not`,
          `l’entrée ${seq} retire un mandat qui n’existe pas`);
      mandate.withdrawn = seq;
    },
    units_retired: (act, seq, time, key) => {
      if ((act.beneficiary ?? act.private) === undefined || (act.mandate !== undefined && key.role !== 'certifier'))
        fail('malformed_statement', `entry ${seq} retires units for nobody`, `l’entrée ${seq} retire des unités pour personne`);
      if (act.year < Number(this.notified_on.slice(0, 4)) || act.year > Number(time.slice(0, 4)))
        fail('impossible_date', `entry ${seq} retires units for the year ${act.year}`, `l’entrée ${seq} retire des unités pour l’année ${act.year}`);
      const block = this.#block(act.units, seq, time);
      this.#requireHolder(block, key, seq);
      if (key.role === 'certifier') {
        this.#requireMandate(act, block, seq, time, undefined);
        if (!this.#within(block).every((each) => each.beneficiary === act.beneficiary))
          fail('not_mandated', `entry ${seq} retires units for somebody else than their holder`,
            `l’entrée ${seq} retire des unités pour quelqu’un d’autre que leur titulaire`);
      }
      this.#change(block, seq, (holding) => {
        delete holding.beneficiary;
        Object.assign(holding, { state: 'retired', use: act.use, year: act.year });
        if (act.beneficiary !== undefined) holding.beneficiary = act.beneficiary;
      });
    },
    units_cancelled: (act, seq, time, key) => {
      const isCorrection = act.reason === 'correction';
      if (isCorrection !== (key.role === 'certifier'))
        fail('wrong_role',
          `entry ${seq} cancels units for a reason that is not its signer's`,
          `l’entrée ${seq} annule des unités pour un motif qui n’appartient pas à son signataire`);
      const block = this.#block(act.units, seq, time);
      if (!isCorrection) this.#requireHolder(block, key, seq);
      if (isCorrection && !this.#within(block).every((each) => each.state === 'issued'))
        fail('not_the_holder', `entry ${seq} cancels units that were sold`, `l’entrée ${seq} annule des unités qui ont été cédées`);
      if (isCorrection) this.reports.correct(act.vintage ?? block.vintage, block.last - block.first + 1);
      this.#change(block, seq, (holding) => { holding.state = 'cancelled'; });
    },
  };
}
