// SPDX-License-Identifier: Apache-2.0
// Reports of a project, opinions on them, and what units may be issued by what these state (schemas/README.md,
// "Reports, opinions, issuances"). Kilograms are held to each other here, not to the events that they come of.
import { fail } from './bytes.mjs';
import { decimalText, kilogramsOf, magnitude, parseDecimal, product, wholeAbove, wholeUnits } from './decimal.mjs';
import { sirenOf } from './parties.mjs';

const linesOfNothing = '091f53344369c3f303a9d7a82133c5ec396d9d78122cf33d18de1cc85d16b4f5'; // SHA-256 of "lcl lines 1\n"
const mostUnits = 999999999;
const sum = (amounts) => amounts.reduce((all, each) => all + each, 0n);
const startOf = (year) => `${String(year).padStart(4, '0')}-01-01`;
const samePeriod = (a, b) => a.from === b.from && a.to === b.to;
const sameHead = (a, b) => a.size === b.size && a.root === b.root;

export class Reports {
  #reports = []; // {seq, period, lines, reduction, time, opinions: [opinion], forgone}
  #exclusive = []; // periods
  #setOffs = []; // {vintage, fromVintage, of, kilograms}
  #corrections = []; // {vintage, units}
  #questions = new Map(); // seq → {asker, isAnswered}
  #upheld = false; // whether a dispute of the project was ever upheld

  constructor(project) {
    this.project = project;
  }

  /// Takes an act on the project. `at`: {seq, time, seen, key, keyId, registry}.
  take(kind, act, at) {
    this.#handlers[kind]?.(act, at);
  }

  /// Of units that are cancelled as a correction.
  correct(vintage, units) {
    this.#corrections.push({ vintage, units });
  }

  /// What a report and its opinion are, for people: {report, opinion}; of an issuance.
  of({ report, opinion }) {
    const found = this.#reports.find((each) => each.seq === report);
    return { report: found, opinion: found.opinions.find((each) => each.seq === opinion) };
  }

  /// What the audited reports by which periods count state of a vintage, which is the most that can be credited of it. Nothing
  /// where it does not follow from them alone: a report that spans years does not say what is of which, and a dispute that
  /// was upheld gives back what a report had taken off.
  creditableAtMost(vintage) {
    const [from, to] = [startOf(vintage), startOf(vintage + 1)];
    const touching = this.#counted().filter(({ period }) => period.from < to && from < period.to);
    if (this.#upheld || touching.some(({ period }) => period.from < from || to < period.to)) return undefined;
    return sum(touching.map((each) => (this.#isClean(each) ? each.reduction : 0n)));
  }

  #standing(period) {
    return this.#reports.findLast((each) => samePeriod(each.period, period));
  }

  /// Of each period the last report of which something holds.
  #lastOfPeriods(holds) {
    const last = new Map();
    for (const each of this.#reports.filter(holds)) last.set(`${each.period.from} ${each.period.to}`, each);
    return [...last.values()];
  }

  #counts(report) {
    const last = report.opinions.at(-1);
    return report.forgone !== undefined || report.lines === linesOfNothing || (last !== undefined && last.reopened === undefined);
  }
  #counted() {
    return this.#lastOfPeriods((each) => this.#counts(each));
  }

  #isLapsed(opinion, { registry }) {
    return opinion.word === 'unmodified' && registry.keys.isQuestioned(opinion.key, opinion.time);
  }
  /// The last opinion, where it stands.
  #standingOpinion(report, at) {
    const last = report.opinions.at(-1);
    return last && last.reopened === undefined && !this.#isLapsed(last, at) ? last : undefined;
  }
  #isClean(report) {
    if (report.forgone !== undefined) return false;
    const last = report.opinions.at(-1);
    if (!last || last.reopened !== undefined) return report.lines === linesOfNothing;
    return last.word === 'unmodified' && (last.misstated === 0n || last.misstated < product(last.materiality, magnitude(last.reduction)));
  }
  #waits(report, at) {
    const last = report.opinions.at(-1);
    return report.forgone === undefined && report.lines !== linesOfNothing && last !== undefined && last.reopened === undefined &&
      this.#isLapsed(last, at);
  }

  #requirePast(period, { seq, time }) {
    const { creditingPeriod } = this.project;
    if (period.from < creditingPeriod.from || creditingPeriod.to < period.to)
      fail('impossible_date', `entry ${seq} is on a period outside the crediting period`, `l’entrée ${seq} porte sur une période hors de la période de validité`);
    if (period.to > time)
      fail('impossible_date', `entry ${seq} is on a period that is not over`, `l’entrée ${seq} porte sur une période qui n’est pas terminée`);
  }

  /// The reports that an act names, by period.
  #named(seqs, { seq, time }) {
    const reports = seqs.map((named) => {
      const report = this.#reports.find((each) => each.seq === named);
      if (!report || this.#standing(report.period) !== report)
        fail('unknown_report', `entry ${seq} is on a report that there is not, or that was replaced: ${named}`,
          `l’entrée ${seq} porte sur un rapport qui n’existe pas, ou qui a été remplacé : ${named}`);
      if (report.period.to > time)
        fail('impossible_date', `entry ${seq} is on a period that is not over`, `l’entrée ${seq} porte sur une période qui n’est pas terminée`);
      return report;
    }).sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
    if (reports.some((each, i) => i > 0 && reports[i - 1].period.to !== each.period.from))
      fail('reports_apart', `entry ${seq} is on reports whose periods do not follow one another`,
        `l’entrée ${seq} porte sur des rapports dont les périodes ne se suivent pas`);
    return reports;
  }

  #requireNotForgone(report, seq) {
    if (report.forgone !== undefined)
      fail('period_is_forgone', `entry ${seq} is on a period that was given up`, `l’entrée ${seq} porte sur une période qui a été abandonnée`);
  }

  /// Who says that a report holds is independent of the project, and accredited.
  #requireAuditor(reports, { seq, time, key, keyId, registry }) {
    const number = registry.parties.numberOf(keyId);
    if ([...this.project.mandants, ...this.project.marketplaces].some((siret) => sirenOf(siret) === number))
      fail('not_independent', `entry ${seq} is an opinion by who has a part in the project`, `l’entrée ${seq} est un avis de qui a part au projet`);
    if (registry.isWhole && ![...reports.map((each) => each.time), time].every((each) => registry.parties.isAccredited(key.party, each)))
      fail('not_accredited', `entry ${seq} is an opinion by an auditor who is not accredited`, `l’entrée ${seq} est un avis d’un auditeur qui n’est pas accrédité`);
  }

  #handlers = {
    exclusivity_declared: (act, at) => {
      this.#requirePast(act.period, at);
      this.#exclusive.push(act.period);
    },
    period_reported: (act, at) => {
      const { seq, time, seen } = at;
      if (!sameHead(act.checkpoint, seen) || seen.size <= this.project.labelled)
        fail('malformed_statement', `entry ${seq} is a report on another log than its signer saw`, `l’entrée ${seq} est un rapport sur un autre journal que celui qu’a vu son signataire`);
      if (act.methodology !== this.project.methodology)
        fail('unknown_methodology', `entry ${seq} is a report under another methodology than the project's`, `l’entrée ${seq} est un rapport selon une autre méthode que celle du projet`);
      const replaced = this.#standing(act.period);
      if (replaced) this.#requireNotForgone(replaced, seq);
      if (replaced?.lines === act.lines)
        fail('report_unchanged', `entry ${seq} reports again what was reported`, `l’entrée ${seq} rapporte de nouveau ce qui l’a déjà été`);
      const until = this.#reports.reduce((last, { period }) => (period.to > last ? period.to : last), this.project.creditingPeriod.from);
      if (!replaced && act.period.from !== until)
        fail('report_out_of_order', `entry ${seq} leaves out a period`, `l’entrée ${seq} omet une période`);
      this.#requirePast(act.period, at);
      this.#reports.push({ seq, period: act.period, lines: act.lines, reduction: parseDecimal(act.reduction), time, opinions: [] });
    },
    opinion_given: (act, at) => {
      const { seq, time, key, keyId } = at;
      const materiality = parseDecimal(act.materiality);
      if (materiality <= 0n || materiality > parseDecimal('1'))
        fail('malformed_statement', `entry ${seq} is an opinion whose materiality is no share`, `l’entrée ${seq} est un avis dont le seuil de signification n’est pas une part`);
      const reports = this.#named(act.reports, at);
      if (['unmodified', 'qualified'].includes(act.opinion)) this.#requireAuditor(reports, at);
      for (const each of reports) {
        this.#requireNotForgone(each, seq);
        if (this.#standingOpinion(each, at))
          fail('opinion_already_given', `entry ${seq} is an opinion on what has one: the report of entry ${each.seq}`,
            `l’entrée ${seq} est un avis sur ce qui en a déjà un : le rapport de l’entrée ${each.seq}`);
      }
      const misstated = parseDecimal(act.misstated);
      if (misstated !== sum(act.misstatements.map((each) => magnitude(parseDecimal(each.kgco2e)))))
        fail('sum_differs', `entry ${seq} is an opinion whose misstatements do not add up`, `l’entrée ${seq} est un avis dont les inexactitudes ne s’additionnent pas`);
      if (act.opinion === 'unmodified' && [...this.#questions.values()].some((each) => each.asker === key.party && !each.isAnswered))
        fail('contradicts_record', `entry ${seq} vouches for a report while its auditor's own question has no answer`,
          `l’entrée ${seq} se porte garante d’un rapport alors que la question de son propre auditeur reste sans réponse`);
      const opinion = { seq, time, word: act.opinion, key: keyId, auditor: key.party, materiality, misstated, reduction: sum(reports.map((each) => each.reduction)) };
      for (const each of reports) each.opinions.push(opinion);
    },
    question_asked: (act, { seq, key }) => this.#questions.set(seq, { asker: key.party, isAnswered: false }),
    question_answered: (act, { seq }) => {
      const question = this.#questions.get(act.question);
      if (!question)
        fail('unknown_question', `entry ${seq} answers what nobody asks`, `l’entrée ${seq} répond à ce que personne ne demande`);
      question.isAnswered = true;
    },
    opinion_reopened: (act, at) => {
      const standing = this.#reports.map((each) => this.#standingOpinion(each, at)).find((each) => each?.seq === act.opinion);
      if (!standing)
        fail('unknown_opinion', `entry ${at.seq} reopens an opinion that does not stand`, `l’entrée ${at.seq} retire un avis qui ne vaut pas`);
      if (at.key.role === 'auditor' && at.key.party !== standing.auditor)
        fail('wrong_party', `entry ${at.seq} reopens another auditor's opinion`, `l’entrée ${at.seq} retire l’avis d’un autre auditeur`);
      standing.reopened = at.seq;
    },
    period_forgone: (act, at) => {
      const report = this.#reports.find((each) => each.seq === act.report);
      if (!report || this.#standing(report.period) !== report)
        fail('unknown_report', `entry ${at.seq} gives up a period of which there is no such report`, `l’entrée ${at.seq} abandonne une période dont il n’y a pas ce rapport`);
      this.#requireNotForgone(report, at.seq);
      report.forgone = at.seq;
    },
    dispute_settled: (act) => {
      this.#upheld ||= act.outcome === 'upheld';
    },
    debt_set_off: (act, { seq, seen }) => {
      const kilograms = parseDecimal(act.kgco2e);
      if (kilograms <= 0n || !sameHead(act.checkpoint, seen))
        fail('malformed_statement', `entry ${seq} sets off nothing, or on another log than its signer saw`,
          `l’entrée ${seq} ne compense rien, ou sur un autre journal que celui qu’a vu son signataire`);
      this.#setOffs.push({ vintage: act.vintage, fromVintage: act.from_vintage, of: act.of_project ?? this.project.id, kilograms });
    },
    units_issued: (act, at) => {
      this.#requireAudited(act, at);
      this.#requireAccount(act, at);
    },
  };

  #requireAudited(act, at) {
    const { seq, time, seen } = at;
    if (!sameHead(act.checkpoint, seen))
      fail('malformed_statement', `entry ${seq} issues units on another log than its signer saw`, `l’entrée ${seq} délivre des unités sur un autre journal que celui qu’a vu son signataire`);
    const [report] = this.#named([act.report], at);
    if (startOf(act.vintage + 1) <= report.period.from || report.period.to <= startOf(act.vintage) || act.decided_on > time)
      fail('impossible_date', `entry ${seq} issues units of a vintage that its report does not touch, or before they were decided on`,
        `l’entrée ${seq} délivre des unités d’un millésime que son rapport ne touche pas, ou avant la décision`);
    this.#requireNotForgone(report, seq);
    const opinion = this.#standingOpinion(report, at);
    if (opinion?.seq !== act.opinion)
      fail('unknown_opinion', `entry ${seq} issues units by an opinion that does not stand on their report`, `l’entrée ${seq} délivre des unités par un avis qui ne vaut pas sur leur rapport`);
    if (opinion.word !== 'unmodified')
      fail('opinion_modified', `entry ${seq} issues units by an opinion that has reservations`, `l’entrée ${seq} délivre des unités par un avis qui émet des réserves`);
    if (!this.#isClean(report))
      fail('misstatement_material', `entry ${seq} issues units by an opinion that finds a material misstatement`,
        `l’entrée ${seq} délivre des unités par un avis qui constate une inexactitude significative`);
    const isHeldUp = this.#lastOfPeriods(() => true).some((each) => each.period.from < report.period.to && !this.#counts(each)) ||
      this.#counted().some((each) => this.#waits(each, at));
    if (isHeldUp)
      fail('period_not_audited', `entry ${seq} issues units while an earlier period is not audited`, `l’entrée ${seq} délivre des unités alors qu’une période antérieure n’est pas auditée`);
    if (!this.#exclusive.some(({ from, to }) => from <= report.period.from && report.period.to <= to))
      fail('exclusivity_not_declared', `entry ${seq} issues units of what was not declared to be credited nowhere else`,
        `l’entrée ${seq} délivre des unités de ce qui n’a pas été déclaré crédité nulle part ailleurs`);
    if (!samePeriod(act.period, report.period) || act.methodology !== this.project.methodology)
      this.#differs('period', seq);
  }

  #differs(what, seq) {
    fail('figures_differ', `entry ${seq} issues units by figures that do not follow from the record: "${what}"`,
      `l’entrée ${seq} délivre des unités d’après des chiffres qui ne suivent pas de ce qui est enregistré : « ${what} »`);
  }

  /// What units and set-offs take from what a vintage is worth.
  #account(vintage, registry) {
    const own = registry.isWhole ? [...registry.projects.values()].flatMap((each) => each.reports.#setOffs) : this.#setOffs;
    return {
      issued: this.project.issuances.filter((each) => each.vintage === vintage).reduce((all, each) => all + each.count, 0),
      cancelled: this.#corrections.filter((each) => each.vintage === vintage).reduce((all, each) => all + each.units, 0),
      setOffIn: sum(own.filter((each) => each.vintage === vintage && each.of === this.project.id).map((each) => each.kilograms)),
      setOffOut: sum(this.#setOffs.filter((each) => each.fromVintage === vintage).map((each) => each.kilograms)),
    };
  }

  #requireAccount(act, { seq, time, registry }) {
    const require = (what, holds) => { if (!holds) this.#differs(what, seq); };
    const figure = (name) => parseDecimal(act[name] ?? '0');
    const touching = this.#reports.filter(({ period }) => period.from < startOf(act.vintage + 1) && startOf(act.vintage) < period.to);
    const opinions = [...new Set(touching.flatMap((each) => each.opinions.map(({ seq: given }) => given)))].sort((a, b) => a - b);
    require('opinions', act.opinions.join() === opinions.join());
    require('previous', act.previous === this.project.issuances.at(-1)?.seq);
    const account = this.#account(act.vintage, registry);
    require('issued_before', act.issued_before === account.issued);
    require('cancelled', act.cancelled === account.cancelled);
    // What other projects paid is not in a proof file.
    require('set_off_in', registry.isWhole ? figure('set_off_in') === account.setOffIn : figure('set_off_in') >= account.setOffIn);
    require('set_off_out', figure('set_off_out') === account.setOffOut);
    const most = this.creditableAtMost(act.vintage);
    if (most !== undefined && figure('reduction') > most)
      fail('figures_differ', `entry ${seq} issues units for ${act.reduction} kgCO2e, and the audited reports state ${decimalText(most)}`,
        `l’entrée ${seq} délivre des unités pour ${act.reduction} kgCO2e, et les rapports audités affirment ${decimalText(most)}`);
    require('creditable', figure('creditable') <= (figure('reduction') > 0n ? figure('reduction') : 0n));
    const owed = figure('creditable') - kilogramsOf(account.issued - account.cancelled) + figure('set_off_in') - account.setOffOut;
    require('owed', figure('owed') === owed);
    if (owed < 0n) fail('vintage_in_debt', `entry ${seq} issues units of a vintage that is in debt`, `l’entrée ${seq} délivre des unités d’un millésime en dette`);
    const reserve = registry.isWhole ? this.#reserve(act, time, registry) : figure('reserve');
    require('withheld', act.withheld === undefined || (figure('withheld') > 0n && figure('withheld') <= owed));
    require('reserve', figure('reserve') === reserve && (act.reserve !== undefined) === (reserve !== 0n));
    const free = owed - figure('withheld') - reserve;
    require('count', act.count === Math.min(wholeUnits(free > 0n ? free : 0n), mostUnits));
  }

  /// What the methodology keeps of a vintage until its devices' longest second life has passed.
  #reserve(act, time, registry) {
    const { reserve, parameters } = registry.methodologies.get(this.project.methodology);
    const creditable = parseDecimal(act.creditable);
    if (reserve === undefined || creditable <= 0n) return 0n;
    const years = wholeAbove(parseDecimal(parameters[reserve.years].value));
    return time < startOf(act.vintage + 1 + years) ? product(creditable, parseDecimal(parameters[reserve.share].value)) : 0n;
  }
}
