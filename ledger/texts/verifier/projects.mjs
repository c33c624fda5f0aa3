// SPDX-License-Identifier: Apache-2.0
// Projects as their acts leave them, and what became of every unit (schemas/README.md, "Units").
import { fail } from './bytes.mjs';
import { stateAfter } from './acts.mjs';
import { afterThirtyDays } from './keys.mjs';

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

/// Nothing where the text is no serial, or mistyped.
export function parseSerial(text) {
  const parts = String(text).match(/^(LBC|TRIAL)-([A-Z0-9]{3,16})-([0-9]{4})-([1-9][0-9]{0,9})-([0-9]{9})-([0-9]{9})-[0-9]{2}$/);
  if (!parts) return undefined;
  const [registry, project, vintage, issuance, first, last] = [parts[1], parts[2], ...parts.slice(3).map(Number)];
  const block = { registry, project, vintage, issuance, first, last };
  return first >= 1 && first <= last && serialOf(block) === text ? block : undefined;
}

const isLive = (holding) => holding.state === 'issued' || holding.state === 'assigned';

export class Project {
  issuances = []; // {vintage, seq, holdings: [{first, last, state, holder, beneficiary, use, since, offer, acts}]}
  #offers = new Map();
  #mandates = new Map();
  #namings = [];

  constructor(id, registry) {
    this.id = id;
    this.registry = registry;
    this.state = 'absent';
  }

  /// Whether a developer's key of this party acts for the project.
  isOf(party, kind, act) {
    return party === (kind === 'project_notified' ? act.developer : this.developer);
  }

  take(kind, act, seq, time, key) {
    if (Object.hasOwn(stateAfter, kind)) this.state = stateAfter[kind];
    for (const field of ['title', 'developer', 'region']) {
      if (['project_notified', 'project_amended'].includes(kind) && act[field] !== undefined) this[field] = act[field];
    }
    this.#handlers[kind]?.(act, seq, time, key);
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
    if (!block) fail('serial_check_digits', `entry ${seq} names units by a serial that is none`);
    const issuance = block.project === this.id && block.registry === this.registry ? this.issuances[block.issuance - 1] : undefined;
    if (!issuance || issuance.vintage !== block.vintage || block.last > issuance.count)
      fail('unknown_units', `entry ${seq} is on units that were not issued: ${serial}`);
    for (const each of this.#within(block)) {
      if (!isLive(each)) fail('units_not_held', `entry ${seq} is on units that are ${each.state}: ${serial}`);
      if (this.#openOffer(each, time)) fail('units_offered', `entry ${seq} is on units that are offered to somebody: ${serial}`);
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
    if (!this.#within(block).every(mine)) fail('not_the_holder', `entry ${seq} disposes of units that are somebody else's`);
  }

  #requireMandate(act, block, seq, time, to) {
    const mandate = this.#mandates.get(act.mandate);
    const fits = mandate && !mandate.withdrawn && mandate.block.issuance === block.issuance && mandate.block.first <= block.first &&
      block.last <= mandate.block.last && mandate.to === to && this.#within(block).every((each) => each.since <= act.mandate);
    if (!fits) fail('not_mandated', `entry ${seq} acts for a holder without its mandate`);
    if (time < mandate.from) fail('mandate_pending', `entry ${seq} uses a mandate before its time`);
  }

  #openOffer(holding, time) {
    const offer = this.#offers.get(holding.offer);
    return offer && !offer.closed && time < offer.until ? offer : undefined;
  }

  #offerNamed(act, seq, time) {
    const offer = this.#offers.get(act.offer);
    if (!offer || offer.closed || time >= offer.until) fail('offer_not_open', `entry ${seq} is on an offer that is not open`);
    return offer;
  }

  #initialBeneficiary(vintage) {
    const last = this.#namings.filter((each) => each.vintage <= vintage).pop();
    return last?.accepted ? last : undefined;
  }

  #handlers = {
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
    beneficiary_named: (act, seq) => this.#namings.push({ seq, vintage: act.vintage, holder: act.holder, use: act.use }),
    beneficiary_accepted: (act, seq, time, key) => {
      const naming = this.#namings.find((each) => each.seq === act.naming);
      const isReplaced = this.#namings.some((each) => each.seq > act.naming && each.vintage <= naming?.vintage);
      if (!naming?.holder || naming.accepted || isReplaced) fail('offer_not_open', `entry ${seq} accepts what nobody offers`);
      if (naming.holder !== key.holder) fail('not_the_holder', `entry ${seq} accepts what is offered to somebody else`);
      naming.accepted = seq;
    },
    units_issued: (act, seq) => {
      const naming = this.#initialBeneficiary(act.vintage);
      if (act.beneficiary !== naming?.holder) fail('figures_differ', `entry ${seq} issues units to somebody whom the developer has not named`);
      const all = { first: 1, last: act.count, state: 'issued', since: seq, acts: [seq] };
      if (naming) Object.assign(all, { state: 'assigned', holder: naming.holder, use: naming.use });
      this.issuances.push({ vintage: act.vintage, count: act.count, seq, holdings: [all] });
    },
    units_assigned: (act, seq, time, key) => {
      const block = this.#block(act.units, seq, time);
      this.#requireHolder(block, key, seq);
      if (act.from !== key.holder) fail('not_the_holder', `entry ${seq} does not name whom the units are taken from`);
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
      if (offer.to !== key.holder) fail('not_the_holder', `entry ${seq} accepts what is offered to somebody else`);
      offer.closed = seq;
      this.#change(offer.block, seq, (holding) => {
        delete holding.beneficiary;
        Object.assign(holding, { state: 'assigned', holder: offer.to, use: offer.use, since: seq });
      });
    },
    assignment_withdrawn: (act, seq, time, key) => {
      const offer = this.#offerNamed(act, seq, time);
      const isOwn = key.role === 'developer' ? !offer.from && !offer.underMandate : offer.from && offer.from === key.holder;
      if (key.role !== 'certifier' && !isOwn) fail('not_the_holder', `entry ${seq} withdraws somebody else's offer`);
      offer.closed = seq;
      this.#change(offer.block, seq, () => {});
    },
    mandate_recorded: (act, seq, time) => {
      const block = this.#block(act.units, seq, time);
      if (!this.#within(block).every((each) => each.state === 'assigned' && !each.holder))
        fail('not_the_holder', `entry ${seq} records a mandate on units of somebody who has a key, or of nobody yet`);
      this.#mandates.set(seq, { block, to: act.to, from: afterThirtyDays(time) });
      this.#change(block, seq, () => {});
    },
    mandate_withdrawn: (act, seq) => {
      const mandate = this.#mandates.get(act.mandate);
      if (!mandate || mandate.withdrawn) fail('not_mandated', `entry ${seq} withdraws a mandate that there is not`);
      mandate.withdrawn = seq;
    },
    units_retired: (act, seq, time, key) => {
      const block = this.#block(act.units, seq, time);
      this.#requireHolder(block, key, seq);
      if (key.role === 'certifier') {
        this.#requireMandate(act, block, seq, time, undefined);
        if (!this.#within(block).every((each) => each.beneficiary === act.beneficiary))
          fail('not_mandated', `entry ${seq} retires units for somebody else than their holder`);
      }
      this.#change(block, seq, (holding) => {
        delete holding.beneficiary;
        Object.assign(holding, { state: 'retired', use: act.use, year: act.year });
        if (act.beneficiary !== undefined) holding.beneficiary = act.beneficiary;
      });
    },
    units_cancelled: (act, seq, time, key) => {
      const isCorrection = act.reason === 'correction';
      if (isCorrection !== (key.role === 'certifier')) fail('wrong_role', `entry ${seq} cancels units for a reason that is not its signer's`);
      const block = this.#block(act.units, seq, time);
      if (!isCorrection) this.#requireHolder(block, key, seq);
      if (isCorrection && !this.#within(block).every((each) => each.state === 'issued'))
        fail('not_the_holder', `entry ${seq} cancels units that were sold`);
      this.#change(block, seq, (holding) => { holding.state = 'cancelled'; });
    },
  };
}
