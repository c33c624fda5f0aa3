// SPDX-License-Identifier: Apache-2.0
// The fields of acts and their forms (schemas/README.md, "Acts"), in the reference's own words.
import { fail, fromBase64, isDigest, isObject, isWhole } from './bytes.mjs';
import { isDecimal } from './decimal.mjs';
import { pointOf } from './note.mjs';
import { isParty, isSiret } from './parties.mjs';
import { hasSerialForm } from './projects.mjs';

/// A field with a question mark may be absent.
export const fields = {
  registry_opened: `
    format: integer, origin: origin, log_key: key, operator_key: key, certifier_keys: keys, certifier_quorum: integer,
    recovery_key: key?, standing: word standing, mandate: digest?, pepper: digest`,
  key_granted: 'public_key: key, role: role_word, party: party?, number: text?, group: text?, name: text?, possession: base64?',
  key_revoked: 'key: digest, reason: text, from: instant?',
  key_acts_annulled: 'from_entry: integer, reason: text',
  holder_key_replaced: 'holder: digest, public_key: key, possession: base64, reason: text',
  replacement_stopped: 'holder: digest, reason: text',
  holder_renamed: 'holder: digest, name: text, party: siret?, document: digest',
  auditor_accredited: 'party: party, body: text, reference: text, scope: text, valid: dates',
  accreditation_withdrawn: 'accreditation: integer, withdrawn_on: date, reason: text',
  methodology_adopted: 'document: document, decision: text?, decided_on: date?',
  participant_registered: 'participant: siret, name: text',
  participant_withdrawn: 'participant: siret, reason: text',
  approval_recorded: `
    participant: siret, scheme: word scheme, issuer: text, reference: text, issued_on: date, expires_on: date, evidence: digest,
    criteria: words criterion?, rating: text?`,
  approval_withdrawn: 'approval: integer, withdrawn_on: date, reason: text',
  participant_suspended: 'participant: siret, from: date, reason: text',
  participant_reinstated: 'participant: siret, from: date, reason: text',
  private_erased: 'entry: integer, reason: text, legal_ground: text',
  clock_corrected: 'checkpoint: checkpoint, last: instant, time: instant, reason: text, disputed: integers?',
  anchored: 'checkpoint: checkpoint, cosignatures: texts?, timestamp: base64?',
  project_notified: `
    title: text, developer: party, region: text, communes: texts, applicant_standing: text, notified_on: date, mandants: mandants?,
    marketplaces: sirets?, sites: sites?`,
  project_amended: 'region: text, communes: texts, applicant_standing: text, notified_on: date, sites: sites?',
  mandants_changed: 'added: mandants?, removed: sirets?',
  project_filed: 'dossier: digest',
  project_labelled: `
    decision: text, notified_on: date, methodology: digest, potential_units: integer, crediting_period: dates, follows: text?,
    parameters: parameters?`,
  developer_changed: 'developer: party, agreement: digest, reason: text',
  incentive_declared: 'kind: word incentive, text: text, granted_on: date, amount: decimal?, document: digest?',
  incentive_withdrawn: 'incentive: integer, reason: text',
  project_closed: 'closed_on: date, reason: text',
  project_withdrawn: 'withdrawn_on: date, reason: text',
  submission: 'count: integer, digest: digest',
  exclusivity_declared: 'period: dates, declaration: digest',
  credited_elsewhere: 'registry: text, foreign_project: text, serials: texts, period: dates?, devices: devices?',
  declaration_withdrawn: 'declaration: integer, reason: text',
  period_reported: `
    period: dates, checkpoint: checkpoint, methodology: digest, tally: digest, lines: digest, reduction: decimal, estimate: integer`,
  sample_committed: `
    reports: integers, number: digest, method: word sampling, assurance: word assurance, materiality: decimal, expected: decimal`,
  sample_challenged: 'commitment: integer, challenge: digest',
  sample_drawn: `
    commitment: integer, number: digest, population: integer, kgco2e: decimal, interval: decimal, size: integer, sample: digest,
    cycles: cycles`,
  sample_recorded: `
    sample: integer, results: results, projected: decimal, bound: decimal, document: digest, beyond_cap: texts?, reason: text?`,
  sample_released: 'commitment: integer, reason: text',
  completeness_recorded: `
    reports: integers, book: word book, listed: integer, drawn: integer, found: integer, omitted_kgco2e: decimal?, document: digest,
    reason: text?`,
  question_asked: 'test: word test?, entries: integers?, text: text',
  question_answered: 'question: integer, text: text, document: digest?',
  opinion_given: `
    reports: integers, opinion: word opinion, assurance: word assurance, materiality: decimal, misstatements: misstatements,
    misstated: decimal, document: digest, independence: digest, disposes_of: integers?`,
  opinion_reopened: 'opinion: integer, reason: text',
  period_forgone: 'report: integer, reason: text',
  collection_disputed: 'entry: integer, reason: text',
  dispute_settled: 'dispute: integer, outcome: word settlement, reason: text',
  beneficiary_named: 'vintage: integer, holder: digest?, use: word use?, contract_date: date?, attestation: digest?',
  beneficiary_accepted: 'naming: integer',
  units_issued: `
    report: integer, opinion: integer, opinions: integers, decision: text, decided_on: date, period: dates, vintage: integer,
    checkpoint: checkpoint, methodology: digest, tally: digest, previous: integer?, beneficiary: digest?, avoided: decimal,
    emitted: decimal, given_back: decimal, baseline: decimal, leakage: decimal, reduction: decimal, creditable: decimal,
    issued_before: integer, cancelled: integer, set_off_in: decimal, set_off_out: decimal, owed: decimal, withheld: decimal?,
    reserve: decimal?, count: integer`,
  units_assigned: `
    units: units, from: digest?, to: digest?, beneficiary: text?, use: word use, contract_date: date, attestation: digest,
    mandate: integer?`,
  assignment_accepted: 'offer: integer',
  assignment_withdrawn: 'offer: integer, reason: text',
  mandate_recorded: 'units: units, to: digest?, document: digest',
  mandate_withdrawn: 'mandate: integer, reason: text',
  units_retired: 'units: units, year: integer, use: word use, beneficiary: text?, mandate: integer?',
  units_cancelled: 'units: units, reason: word cancellation, text: text, vintage: integer?',
  debt_set_off: 'vintage: integer, from_vintage: integer, of_project: text?, kgco2e: decimal, checkpoint: checkpoint',
  debt_stated: 'vintage: integer, kgco2e: decimal, checkpoint: checkpoint',
};

const words = {
  standing: ['trial', 'official'],
  scheme: ['esus', 'esat', 'ea', 'ecovadis', 'b_corp', 'eco_organisation', 'quality_label', 'carbon_footprint'],
  criterion: ['disability_or_reintegration', 'not_for_profit', 'shared_governance'],
  opinion: ['unmodified', 'qualified', 'adverse', 'disclaimed'],
  assurance: ['limited', 'reasonable'],
  book: ['purchases', 'stock', 'returns', 'repairs', 'waste'],
  sample_result: ['right', 'differing', 'not_available'],
  sampling: ['random', 'stratified', 'monetary_unit'],
  use: ['contribution', 'voluntary_compensation', 'mandatory_compensation'],
  incentive: ['public_aid', 'private_funding', 'other_incentive'],
  settlement: ['upheld', 'rejected'],
  cancellation: ['correction', 'error', 'other_registry'],
  test: [
    'avoided_beyond_band', 'participant_apart', 'one_party', 'left_out', 'unusual_mass', 'other_category', 'confirmed_slips',
    'repeated_value', 'last_digits', 'same_facts', 'copied_block', 'recorded_twice', 'many_identifiers', 'soon_again', 'too_fast',
    'quick_cycle', 'impossible_route', 'crowded_day', 'odd_hours', 'regular_intervals', 'period_end', 'sudden_month', 'late_recording'],
};

const greatestText = 256;
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const isText = (value) => typeof value === 'string' && value !== '' && value.length <= 2 * greatestText &&
  [...value].length <= greatestText && !unprintable.test(value) && value.normalize('NFC') === value;
const isInstant = (value) => typeof value === 'string' && /^[0-9]{4}-.{18}Z$/.test(value) && !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString() === value;
const isDate = (value) => typeof value === 'string' && value.length === 10 && isInstant(`${value}T00:00:00.000Z`);
const isKey = (value) => pointOf(value) !== undefined;
const isPseudonym = (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

const isList = (value, least, most, isForm) => Array.isArray(value) && value.length >= least && value.length <= most && value.every(isForm);
const areDifferent = (list) => new Set(list).size === list.length;
const areAscending = (list) => list.every((each, i) => i === 0 || list[i - 1] < each);
const isRecord = (value, forms) => isObject(value) && Object.keys(value).length === Object.keys(forms).length &&
  Object.entries(forms).every(([name, isForm]) => Object.hasOwn(value, name) && isForm(value[name]));

const isResult = (value) => isObject(value) && isWhole(value.seq) && words.sample_result.includes(value.result) &&
  (value.result === 'differing') === (value.found_kgco2e !== undefined) && (value.found_kgco2e === undefined || isDecimal(value.found_kgco2e)) &&
  (value.result === 'right' || value.text !== undefined) && (value.text === undefined || isText(value.text)) &&
  (value.evidence === undefined || isDigest(value.evidence)) &&
  Object.keys(value).every((name) => ['seq', 'result', 'found_kgco2e', 'text', 'evidence'].includes(name));
const areNamed = (value, most, isForm) => isObject(value) && Object.keys(value).length >= 1 && Object.keys(value).length <= most &&
  Object.entries(value).every(([name, each]) => name !== '' && new TextEncoder().encode(name).length <= 64 && isForm(each));
const isParameter = (value) => isRecord(value, { source: isText, value: isDecimal }) ||
  isRecord(value, { source: isText, values: (each) => areNamed(each, 10000, isDecimal) });

const forms = {
  integer: isWhole,
  integers: (value) => isList(value, 1, 200, isWhole) && areAscending(value),
  decimal: isDecimal,
  text: isText,
  texts: (value) => isList(value, 1, 200, isText),
  word: (value, list) => words[list].includes(value),
  words: (value, list) => isList(value, 1, words[list].length, (each) => words[list].includes(each)) && areDifferent(value),
  date: isDate,
  dates: (value) => isRecord(value, { from: isDate, to: isDate }) && value.from < value.to,
  instant: isInstant,
  siret: isSiret,
  sirets: (value) => isList(value, 1, 200, isSiret) && areDifferent(value),
  party: isParty,
  digest: isDigest,
  key: isKey,
  keys: (value) => isList(value, 1, 16, isKey) && areAscending(value),
  role_word: (value) => ['operator', 'developer', 'auditor', 'certifier', 'holder'].includes(value),
  origin: (value) => typeof value === 'string' && value.length >= 3 && value.length <= 128 && /^[a-z0-9.-]+(\/[a-z0-9._-]+)*$/.test(value),
  base64: (value) => { const length = fromBase64(value)?.length ?? 0; return length >= 1 && length <= 65536; },
  document: isObject,
  checkpoint: (value) => isRecord(value, { root: isDigest, size: isWhole }),
  mandants: (value) => isList(value, 1, 1000, (each) => isRecord(each, { notified_on: isDate, siret: isSiret })) &&
    areDifferent(value.map((each) => each.siret)),
  sites: (value) => isList(value, 2, 200, (each) => isRecord(each, { commune: isText, region: isText })),
  devices: (value) => isList(value, 1, 1000, isPseudonym) && areAscending(value),
  units: hasSerialForm,
  misstatements: (value) => isList(value, 0, 200, (each) => isRecord(each, { kgco2e: isDecimal, text: isText })),
  cycles: (value) => isList(value, 1, 10000, isWhole) && areAscending(value),
  results: (value) => isList(value, 1, 10000, isResult) && areAscending(value.map((each) => each.seq)) &&
    new Set(value.map((each) => each.evidence === undefined)).size === 1,
  parameters: (value) => areNamed(value, 64, isParameter),
};

/// {field: [is it optional, form, list of words]} of each act.
const rules = Object.fromEntries(Object.entries(fields).map(([kind, text]) => [kind,
  new Map(text.split(',').map((field) => field.trim().match(/^([a-z_0-9]+): ([a-z_0-9]+) ?([a-z_]*)(\??)$/)).map(([, name, form, list, mark]) =>
    [name, { form: forms[form], list, isOptional: mark === '?' }]))]));

/// Fails with the first field of an act that is missing, not of its form, or not the act's.
export function requireForm(kind, act, seq) {
  const malformed = (name) => fail('malformed_statement', `entry ${seq}: its field "${name}" is missing, or not of its form`,
    `entrée ${seq} : son champ « ${name} » manque, ou n’a pas la forme prescrite`);
  for (const [name, { form, list, isOptional }] of rules[kind]) {
    if (!Object.hasOwn(act, name) ? !isOptional : !form(act[name], list)) malformed(name);
  }
  if (Object.hasOwn(act, 'private') && !isDigest(act.private)) malformed('private');
  const surplus = Object.keys(act).find((name) => name !== 'private' && !rules[kind].has(name));
  if (surplus !== undefined)
    fail('malformed_statement', `entry ${seq} has a field that such an act has not: "${surplus}"`,
      `l’entrée ${seq} a un champ qu’un tel acte n’a pas : « ${surplus} »`);
}
