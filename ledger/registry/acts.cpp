// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/acts.hpp"

#include <array>

#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, role_count> role_words{"operator",  "developer", "auditor",
                                                              "certifier", "holder",    "recovery"};
constexpr std::array<std::string_view, 6> state_words{translatable("absent"), translatable("notified"),
                                                      translatable("filed"),  translatable("labelled"),
                                                      translatable("closed"), translatable("withdrawn")};

template <typename... Roles>
constexpr std::uint8_t by(Roles... roles) {
  return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(roles))));
}

template <typename... States>
constexpr std::uint8_t in(States... states) {
  return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(states))));
}

constexpr ActField optional(ActField field) {
  field.optional = true;
  return field;
}

using Form = FieldForm;
constexpr Role operator_ = Role::operator_;
constexpr Role developer = Role::developer;
constexpr Role auditor = Role::auditor;
constexpr Role certifier = Role::certifier;
constexpr Role holder = Role::holder;
constexpr Role recovery = Role::recovery;
constexpr ProjectState absent = ProjectState::absent;
constexpr ProjectState notified = ProjectState::notified;
constexpr ProjectState filed = ProjectState::filed;
constexpr ProjectState labelled = ProjectState::labelled;
constexpr ProjectState closed = ProjectState::closed;
constexpr std::uint8_t off_project = 0;
constexpr Judge* no_judge = nullptr;
constexpr Recorder* no_recorder = nullptr;
constexpr bool by_quorum = true;

constexpr ActField opened_fields[]{{"format", Form::integer},
                                   {"origin", Form::origin},
                                   {"log_key", Form::key},
                                   {"operator_key", Form::key},
                                   {"certifier_keys", Form::keys},
                                   {"certifier_quorum", Form::integer},
                                   optional({"recovery_key", Form::key}),
                                   {"standing", Form::word, standing_words},
                                   optional({"mandate", Form::digest}),
                                   {"pepper", Form::digest}};
constexpr ActField granted_fields[]{{"public_key", Form::key},
                                    {"role", Form::role_word},
                                    optional({"party", Form::party}),
                                    optional({"number", Form::text}),
                                    optional({"group", Form::text}),
                                    optional({"name", Form::text}),
                                    optional({"possession", Form::base64})};
constexpr ActField revoked_fields[]{
    {"key", Form::digest}, {"reason", Form::text}, optional({"from", Form::instant})};
constexpr ActField annulled_fields[]{{"from_entry", Form::integer}, {"reason", Form::text}};
constexpr ActField replaced_fields[]{{"holder", Form::digest},
                                     {"public_key", Form::key},
                                     {"possession", Form::base64},
                                     {"reason", Form::text}};
constexpr ActField stopped_fields[]{{"holder", Form::digest}, {"reason", Form::text}};
constexpr ActField renamed_fields[]{{"holder", Form::digest},
                                    {"name", Form::text},
                                    optional({"party", Form::siret}),
                                    {"document", Form::digest}};
constexpr ActField accredited_fields[]{{"party", Form::party},
                                       {"body", Form::text},
                                       {"reference", Form::text},
                                       {"scope", Form::text},
                                       {"valid", Form::dates}};
constexpr ActField accreditation_withdrawn_fields[]{
    {"accreditation", Form::integer}, {"withdrawn_on", Form::date}, {"reason", Form::text}};
constexpr ActField adopted_fields[]{
    {"document", Form::document}, optional({"decision", Form::text}), optional({"decided_on", Form::date})};
constexpr ActField registered_fields[]{{"participant", Form::siret}, {"name", Form::text}};
constexpr ActField participant_withdrawn_fields[]{{"participant", Form::siret}, {"reason", Form::text}};
constexpr ActField approval_fields[]{
    {"participant", Form::siret},    {"scheme", Form::word, scheme_words},
    {"issuer", Form::text},          {"reference", Form::text},
    {"issued_on", Form::date},       {"expires_on", Form::date},
    {"evidence", Form::digest},      optional({"criteria", Form::words, criterion_words}),
    optional({"rating", Form::text})};
constexpr ActField approval_withdrawn_fields[]{
    {"approval", Form::integer}, {"withdrawn_on", Form::date}, {"reason", Form::text}};
constexpr ActField suspended_fields[]{
    {"participant", Form::siret}, {"from", Form::date}, {"reason", Form::text}};
constexpr ActField reinstated_fields[]{
    {"participant", Form::siret}, {"from", Form::date}, {"reason", Form::text}};
constexpr ActField erased_fields[]{
    {"entry", Form::integer}, {"reason", Form::text}, {"legal_ground", Form::text}};
constexpr ActField corrected_fields[]{{"checkpoint", Form::checkpoint},
                                      {"last", Form::instant},
                                      {"time", Form::instant},
                                      {"reason", Form::text},
                                      optional({"disputed", Form::integers})};
constexpr ActField anchored_fields[]{{"checkpoint", Form::checkpoint},
                                     optional({"cosignatures", Form::texts}),
                                     optional({"timestamp", Form::base64})};
constexpr ActField notified_fields[]{{"title", Form::text},
                                     {"developer", Form::party},
                                     {"region", Form::text},
                                     {"communes", Form::texts},
                                     {"applicant_standing", Form::text},
                                     {"notified_on", Form::date},
                                     optional({"mandants", Form::mandants}),
                                     optional({"marketplaces", Form::sirets}),
                                     optional({"sites", Form::sites})};
constexpr ActField amended_fields[]{{"region", Form::text},
                                    {"communes", Form::texts},
                                    {"applicant_standing", Form::text},
                                    {"notified_on", Form::date},
                                    optional({"sites", Form::sites})};
constexpr ActField mandants_fields[]{optional({"added", Form::mandants}),
                                     optional({"removed", Form::sirets})};
constexpr ActField filed_fields[]{{"dossier", Form::digest}};
constexpr ActField labelled_fields[]{{"decision", Form::text},
                                     {"notified_on", Form::date},
                                     {"methodology", Form::digest},
                                     {"potential_units", Form::integer},
                                     {"crediting_period", Form::dates},
                                     optional({"follows", Form::text}),
                                     optional({"parameters", Form::parameters})};
constexpr ActField developer_fields[]{
    {"developer", Form::party}, {"agreement", Form::digest}, {"reason", Form::text}};
constexpr ActField incentive_fields[]{{"kind", Form::word, incentive_words},
                                      {"text", Form::text},
                                      {"granted_on", Form::date},
                                      optional({"amount", Form::decimal}),
                                      optional({"document", Form::digest})};
constexpr ActField incentive_withdrawn_fields[]{{"incentive", Form::integer}, {"reason", Form::text}};
constexpr ActField closed_fields[]{{"closed_on", Form::date}, {"reason", Form::text}};
constexpr ActField withdrawn_fields[]{{"withdrawn_on", Form::date}, {"reason", Form::text}};
constexpr ActField submission_fields[]{{"count", Form::integer}, {"digest", Form::digest}};
constexpr ActField exclusivity_fields[]{{"period", Form::dates}, {"declaration", Form::digest}};
constexpr ActField elsewhere_fields[]{{"registry", Form::text},
                                      {"foreign_project", Form::text},
                                      {"serials", Form::texts},
                                      optional({"period", Form::dates}),
                                      optional({"devices", Form::devices})};
constexpr ActField declaration_withdrawn_fields[]{{"declaration", Form::integer}, {"reason", Form::text}};
constexpr ActField reported_fields[]{{"period", Form::dates},       {"checkpoint", Form::checkpoint},
                                     {"methodology", Form::digest}, {"tally", Form::digest},
                                     {"lines", Form::digest},       {"reduction", Form::decimal},
                                     {"estimate", Form::integer}};
constexpr ActField committed_fields[]{{"reports", Form::integers},
                                      {"number", Form::digest},
                                      {"method", Form::word, sampling_words},
                                      {"assurance", Form::word, assurance_words},
                                      {"materiality", Form::decimal},
                                      {"expected", Form::decimal}};
constexpr ActField challenged_fields[]{{"commitment", Form::integer}, {"challenge", Form::digest}};
constexpr ActField drawn_fields[]{{"commitment", Form::integer}, {"number", Form::digest},
                                  {"population", Form::integer}, {"kgco2e", Form::decimal},
                                  {"interval", Form::decimal},   {"size", Form::integer},
                                  {"sample", Form::digest},      {"cycles", Form::cycles}};
constexpr ActField recorded_fields[]{{"sample", Form::integer},       {"results", Form::results},
                                     {"projected", Form::decimal},    {"bound", Form::decimal},
                                     {"document", Form::digest},      optional({"beyond_cap", Form::texts}),
                                     optional({"reason", Form::text})};
constexpr ActField released_fields[]{{"commitment", Form::integer}, {"reason", Form::text}};
constexpr ActField completeness_fields[]{
    {"reports", Form::integers}, {"book", Form::word, book_words},
    {"listed", Form::integer},   {"drawn", Form::integer},
    {"found", Form::integer},    optional({"omitted_kgco2e", Form::decimal}),
    {"document", Form::digest},  optional({"reason", Form::text})};
constexpr ActField opinion_fields[]{{"reports", Form::integers},
                                    {"opinion", Form::word, opinion_words},
                                    {"assurance", Form::word, assurance_words},
                                    {"materiality", Form::decimal},
                                    {"misstatements", Form::misstatements},
                                    {"misstated", Form::decimal},
                                    {"document", Form::digest},
                                    {"independence", Form::digest},
                                    optional({"disposes_of", Form::integers})};
constexpr ActField forgone_fields[]{{"report", Form::integer}, {"reason", Form::text}};
constexpr ActField disputed_fields[]{{"entry", Form::integer}, {"reason", Form::text}};
constexpr ActField settled_fields[]{
    {"dispute", Form::integer}, {"outcome", Form::word, settlement_words}, {"reason", Form::text}};
constexpr ActField reopened_fields[]{{"opinion", Form::integer}, {"reason", Form::text}};
constexpr ActField asked_fields[]{
    optional({"test", Form::word, test_words}), optional({"entries", Form::integers}), {"text", Form::text}};
constexpr ActField answered_fields[]{
    {"question", Form::integer}, {"text", Form::text}, optional({"document", Form::digest})};
constexpr ActField named_fields[]{{"vintage", Form::integer},
                                  optional({"holder", Form::digest}),
                                  optional({"use", Form::word, use_words}),
                                  optional({"contract_date", Form::date}),
                                  optional({"attestation", Form::digest})};
constexpr ActField naming_accepted_fields[]{{"naming", Form::integer}};
constexpr ActField issued_fields[]{{"report", Form::integer},
                                   {"opinion", Form::integer},
                                   {"opinions", Form::integers},
                                   {"decision", Form::text},
                                   {"decided_on", Form::date},
                                   {"period", Form::dates},
                                   {"vintage", Form::integer},
                                   {"checkpoint", Form::checkpoint},
                                   {"methodology", Form::digest},
                                   {"tally", Form::digest},
                                   optional({"previous", Form::integer}),
                                   optional({"beneficiary", Form::digest}),
                                   {"avoided", Form::decimal},
                                   {"emitted", Form::decimal},
                                   {"given_back", Form::decimal},
                                   {"baseline", Form::decimal},
                                   {"leakage", Form::decimal},
                                   {"reduction", Form::decimal},
                                   {"creditable", Form::decimal},
                                   {"issued_before", Form::integer},
                                   {"cancelled", Form::integer},
                                   {"set_off_in", Form::decimal},
                                   {"set_off_out", Form::decimal},
                                   {"owed", Form::decimal},
                                   optional({"withheld", Form::decimal}),
                                   optional({"reserve", Form::decimal}),
                                   {"count", Form::integer}};
constexpr ActField assigned_fields[]{{"units", Form::units},         optional({"from", Form::digest}),
                                     optional({"to", Form::digest}), optional({"beneficiary", Form::text}),
                                     {"use", Form::word, use_words}, {"contract_date", Form::date},
                                     {"attestation", Form::digest},  optional({"mandate", Form::integer})};
constexpr ActField accepted_fields[]{{"offer", Form::integer}};
constexpr ActField offer_withdrawn_fields[]{{"offer", Form::integer}, {"reason", Form::text}};
constexpr ActField mandate_fields[]{
    {"units", Form::units}, optional({"to", Form::digest}), {"document", Form::digest}};
constexpr ActField mandate_withdrawn_fields[]{{"mandate", Form::integer}, {"reason", Form::text}};
constexpr ActField retired_fields[]{{"units", Form::units},
                                    {"year", Form::integer},
                                    {"use", Form::word, use_words},
                                    optional({"beneficiary", Form::text}),
                                    optional({"mandate", Form::integer})};
constexpr ActField cancelled_fields[]{{"units", Form::units},
                                      {"reason", Form::word, cancellation_words},
                                      {"text", Form::text},
                                      optional({"vintage", Form::integer})};
constexpr ActField set_off_fields[]{{"vintage", Form::integer},
                                    {"from_vintage", Form::integer},
                                    optional({"of_project", Form::text}),
                                    {"kgco2e", Form::decimal},
                                    {"checkpoint", Form::checkpoint}};
constexpr ActField debt_fields[]{
    {"vintage", Form::integer}, {"kgco2e", Form::decimal}, {"checkpoint", Form::checkpoint}};

/// One row for each act; registry_opened is judged and recorded by RegistryState itself.
constexpr std::array<ActRule, act_count> rules{{
    {Act::registry_opened, "registry_opened", by(operator_), opened_fields, off_project, no_judge,
     no_recorder},
    {Act::key_granted, "key_granted", by(certifier), granted_fields, off_project, judge_key_granted,
     record_key_granted, by_quorum},
    {Act::key_revoked, "key_revoked", by(certifier), revoked_fields, off_project, judge_key_revoked,
     record_key_revoked, by_quorum},
    {Act::key_acts_annulled, "key_acts_annulled", by(certifier, recovery), annulled_fields, off_project,
     judge_key_acts_annulled, record_key_acts_annulled, by_quorum},
    {Act::holder_key_replaced, "holder_key_replaced", by(certifier), replaced_fields, off_project,
     judge_holder_key_replaced, record_holder_key_replaced, by_quorum},
    {Act::replacement_stopped, "replacement_stopped", by(certifier, holder), stopped_fields, off_project,
     judge_replacement_stopped, record_replacement_stopped},
    {Act::holder_renamed, "holder_renamed", by(certifier), renamed_fields, off_project, judge_holder_renamed,
     record_holder_renamed},
    {Act::auditor_accredited, "auditor_accredited", by(certifier), accredited_fields, off_project,
     judge_auditor_accredited, record_auditor_accredited},
    {Act::accreditation_withdrawn, "accreditation_withdrawn", by(certifier), accreditation_withdrawn_fields,
     off_project, judge_accreditation_withdrawn, record_accreditation_withdrawn},
    {Act::methodology_adopted, "methodology_adopted", by(certifier), adopted_fields, off_project,
     judge_methodology_adopted, record_methodology_adopted},
    {Act::participant_registered, "participant_registered", by(operator_, developer, certifier),
     registered_fields, off_project, judge_participant_registered, record_participant_registered},
    {Act::participant_withdrawn, "participant_withdrawn", by(operator_, developer, certifier),
     participant_withdrawn_fields, off_project, judge_participant_withdrawn, record_participant_withdrawn},
    {Act::approval_recorded, "approval_recorded", by(operator_, developer, certifier), approval_fields,
     off_project, judge_approval_recorded, record_approval_recorded},
    {Act::approval_withdrawn, "approval_withdrawn", by(operator_, developer, certifier),
     approval_withdrawn_fields, off_project, judge_approval_withdrawn, record_approval_withdrawn},
    {Act::participant_suspended, "participant_suspended", by(certifier), suspended_fields, off_project,
     judge_participant_suspended, record_participant_suspended},
    {Act::participant_reinstated, "participant_reinstated", by(certifier), reinstated_fields, off_project,
     judge_participant_reinstated, record_participant_reinstated},
    {Act::private_erased, "private_erased", by(operator_, certifier), erased_fields, off_project,
     judge_private_erased, record_private_erased},
    {Act::clock_corrected, "clock_corrected", by(certifier), corrected_fields, off_project,
     judge_clock_corrected, record_clock_corrected, by_quorum},
    {Act::anchored, "anchored", by(operator_, developer, auditor, certifier), anchored_fields, off_project,
     judge_anchored, record_anchored},
    {Act::project_notified, "project_notified", by(developer), notified_fields, in(absent),
     judge_project_notified, record_project_notified},
    {Act::project_amended, "project_amended", by(developer), amended_fields, in(notified, filed),
     judge_project_amended, record_project_amended},
    {Act::mandants_changed, "mandants_changed", by(developer), mandants_fields, in(notified, filed, labelled),
     judge_mandants_changed, record_mandants_changed},
    {Act::project_filed, "project_filed", by(developer), filed_fields, in(notified), no_judge,
     record_project_filed},
    {Act::project_labelled, "project_labelled", by(certifier), labelled_fields, in(filed),
     judge_project_labelled, record_project_labelled},
    {Act::developer_changed, "developer_changed", by(certifier), developer_fields,
     in(notified, filed, labelled, closed), judge_developer_changed, record_developer_changed},
    {Act::incentive_declared, "incentive_declared", by(developer), incentive_fields,
     in(notified, filed, labelled, closed), judge_incentive_declared, record_incentive_declared},
    {Act::incentive_withdrawn, "incentive_withdrawn", by(developer, certifier), incentive_withdrawn_fields,
     in(notified, filed, labelled, closed), judge_incentive_withdrawn, record_incentive_withdrawn},
    {Act::project_closed, "project_closed", by(developer, certifier), closed_fields, in(labelled),
     judge_project_closed, record_project_closed},
    {Act::project_withdrawn, "project_withdrawn", by(developer, certifier), withdrawn_fields,
     in(notified, filed, labelled), judge_project_withdrawn, record_project_withdrawn},
    {Act::submission, "submission", by(developer, certifier), submission_fields, in(labelled, closed),
     judge_submission, no_recorder},
    {Act::exclusivity_declared, "exclusivity_declared", by(developer), exclusivity_fields,
     in(labelled, closed), judge_exclusivity_declared, record_exclusivity_declared},
    {Act::credited_elsewhere, "credited_elsewhere", by(developer, auditor, certifier), elsewhere_fields,
     in(labelled, closed), judge_credited_elsewhere, record_credited_elsewhere},
    {Act::declaration_withdrawn, "declaration_withdrawn", by(developer, auditor, certifier),
     declaration_withdrawn_fields, in(labelled, closed), judge_declaration_withdrawn,
     record_declaration_withdrawn},
    {Act::period_reported, "period_reported", by(developer), reported_fields, in(labelled, closed),
     judge_period_reported, record_period_reported},
    {Act::sample_committed, "sample_committed", by(auditor), committed_fields, in(labelled, closed),
     judge_sample_committed, record_sample_committed},
    {Act::sample_challenged, "sample_challenged", by(certifier), challenged_fields, in(labelled, closed),
     judge_sample_challenged, record_sample_challenged},
    {Act::sample_drawn, "sample_drawn", by(auditor), drawn_fields, in(labelled, closed), judge_sample_drawn,
     record_sample_drawn},
    {Act::sample_recorded, "sample_recorded", by(auditor), recorded_fields, in(labelled, closed),
     judge_sample_recorded, record_sample_recorded},
    {Act::sample_released, "sample_released", by(certifier), released_fields, in(labelled, closed),
     judge_sample_released, record_sample_released},
    {Act::completeness_recorded, "completeness_recorded", by(auditor), completeness_fields,
     in(labelled, closed), judge_completeness_recorded, record_completeness_recorded},
    {Act::question_asked, "question_asked", by(auditor, certifier), asked_fields, in(labelled, closed),
     judge_question_asked, record_question_asked},
    {Act::question_answered, "question_answered", by(developer), answered_fields, in(labelled, closed),
     judge_question_answered, record_question_answered},
    {Act::opinion_given, "opinion_given", by(auditor), opinion_fields, in(labelled, closed),
     judge_opinion_given, record_opinion_given},
    {Act::opinion_reopened, "opinion_reopened", by(auditor, certifier), reopened_fields, in(labelled, closed),
     judge_opinion_reopened, record_opinion_reopened},
    {Act::period_forgone, "period_forgone", by(certifier), forgone_fields, in(labelled, closed),
     judge_period_forgone, record_period_forgone},
    {Act::collection_disputed, "collection_disputed", by(developer), disputed_fields, in(labelled, closed),
     judge_collection_disputed, record_collection_disputed},
    {Act::dispute_settled, "dispute_settled", by(certifier), settled_fields, in(labelled, closed),
     judge_dispute_settled, record_dispute_settled},
    {Act::beneficiary_named, "beneficiary_named", by(developer), named_fields, in(labelled, closed),
     judge_beneficiary_named, record_beneficiary_named},
    {Act::beneficiary_accepted, "beneficiary_accepted", by(holder), naming_accepted_fields,
     in(labelled, closed), judge_beneficiary_accepted, record_beneficiary_accepted},
    {Act::units_issued, "units_issued", by(certifier), issued_fields, in(labelled, closed),
     judge_units_issued, record_units_issued},
    {Act::units_assigned, "units_assigned", by(developer, certifier, holder), assigned_fields,
     in(labelled, closed), judge_units_assigned, record_units_assigned},
    {Act::assignment_accepted, "assignment_accepted", by(holder), accepted_fields, in(labelled, closed),
     judge_assignment_accepted, record_assignment_accepted},
    {Act::assignment_withdrawn, "assignment_withdrawn", by(developer, certifier, holder),
     offer_withdrawn_fields, in(labelled, closed), judge_assignment_withdrawn, record_assignment_withdrawn},
    {Act::mandate_recorded, "mandate_recorded", by(certifier), mandate_fields, in(labelled, closed),
     judge_mandate_recorded, record_mandate_recorded},
    {Act::mandate_withdrawn, "mandate_withdrawn", by(certifier), mandate_withdrawn_fields,
     in(labelled, closed), judge_mandate_withdrawn, record_mandate_withdrawn},
    {Act::units_retired, "units_retired", by(developer, certifier, holder), retired_fields,
     in(labelled, closed), judge_units_retired, record_units_retired},
    {Act::units_cancelled, "units_cancelled", by(developer, certifier, holder), cancelled_fields,
     in(labelled, closed), judge_units_cancelled, record_units_cancelled},
    {Act::debt_set_off, "debt_set_off", by(certifier), set_off_fields, in(labelled, closed),
     judge_debt_set_off, record_debt_set_off},
    {Act::debt_stated, "debt_stated", by(certifier), debt_fields, in(labelled, closed), judge_debt_stated,
     record_debt_stated},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (static_cast<std::size_t>(rules[i].act) != i) return false;
      }
      return true;
    }(),
    "the rules stand in the order of Act");

}  // namespace

std::string_view word(Role role) noexcept { return role_words[static_cast<std::size_t>(role)]; }

std::optional<Role> role(std::string_view word) noexcept {
  for (std::size_t i = 0; i < role_words.size(); ++i) {
    if (role_words[i] == word && static_cast<Role>(i) != Role::recovery) return static_cast<Role>(i);
  }
  return std::nullopt;
}

std::string_view word(ProjectState state) noexcept { return state_words[static_cast<std::size_t>(state)]; }

std::span<const ActRule> act_rules() noexcept { return rules; }

const ActRule& rule_of(Act act) noexcept { return rules[static_cast<std::size_t>(act)]; }

const ActRule* rule_of_kind(std::string_view kind) noexcept {
  for (const ActRule& rule : rules) {
    if (rule.kind == kind) return &rule;
  }
  return nullptr;
}

}  // namespace lcl
