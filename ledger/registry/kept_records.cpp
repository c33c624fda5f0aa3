// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/kept_records.hpp"

#include <memory>
#include <utility>
#include <variant>

#include "ledger/registry/certifier.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/packing.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

// Each binding names all members of its type, or does not compile: none is forgotten.

template <typename Archive, AnyOf<PublicKey> Any>
void fields(Archive& archive, Any& key) {
  if constexpr (Archive::reads) {
    std::array<std::uint8_t, 32> raw{};
    packing::pass_bytes(archive, raw);
    key = PublicKey::from_checked(raw);
  } else {
    packing::pass_bytes(archive, key.raw());
  }
}

template <typename Archive, AnyOf<AdoptedMethodology> Any>
void fields(Archive& archive, Any& any) {
  auto& [methodology, adopted, decision, decided_on] = any;
  if constexpr (Archive::reads) {
    std::string document;
    archive(document);
    auto loaded = Methodology::load(document);
    auto* good = std::get_if<Methodology>(&loaded);
    if (good == nullptr) throw Error(Obstacle::damaged, phrase("a methodology that was kept cannot be read"));
    methodology = std::make_shared<const Methodology>(std::move(*good));
  } else {
    archive(methodology->document());
  }
  archive(adopted, decision, decided_on);
}

template <typename Archive, AnyOf<Head> Any>
void fields(Archive& archive, Any& any) {
  auto& [size, root] = any;
  archive(size, root);
}

template <typename Archive, AnyOf<SamplingPlan> Any>
void fields(Archive& archive, Any& any) {
  auto& [method, reasonable, materiality, expected] = any;
  archive(method, reasonable, materiality, expected);
}

template <typename Archive, AnyOf<Certifier> Any>
void fields(Archive& archive, Any& any) {
  auto& [keys, quorum, recovery_key] = any;
  archive(keys, quorum, recovery_key);
}

template <typename Archive, AnyOf<KeyStanding> Any>
void fields(Archive& archive, Any& any) {
  auto& [revoked, compromised, annulled] = any;
  archive(revoked, compromised, annulled);
}

template <typename Archive, AnyOf<GrantedKey> Any>
void fields(Archive& archive, Any& any) {
  auto& [key, role, party, granted, standing, number, group, holder, since, until] = any;
  archive(key, role, party, granted, standing, number, group, holder, since, until);
}

template <typename Archive, AnyOf<ClockCorrection> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, from, last, time] = any;
  archive(seq, from, last, time);
}

template <typename Archive, AnyOf<AnchoredTime> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, since] = any;
  archive(seq, since);
}

template <typename Archive, AnyOf<KeyChange> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, key, before] = any;
  archive(seq, key, before);
}

template <typename Archive, AnyOf<CertifierChange> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, time, kind, key, compromised, from_entry, by_recovery_key, may_sign, may_not_sign] = any;
  archive(seq, time, kind, key, compromised, from_entry, by_recovery_key, may_sign, may_not_sign);
}

template <typename Archive, AnyOf<Maker> Any>
void fields(Archive& archive, Any& any) {
  auto& [role, party] = any;
  archive(role, party);
}

template <typename Archive, AnyOf<Approval> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, scheme, issuer, reference, issued_on, expires_on, evidence, criteria, rating, withdrawn_on,
         maker] = any;
  archive(seq, scheme, issuer, reference, issued_on, expires_on, evidence, criteria, rating, withdrawn_on,
          maker);
}

template <typename Archive, AnyOf<Suspension> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, from, to, reason] = any;
  archive(seq, from, to, reason);
}

template <typename Archive, AnyOf<Participant> Any>
void fields(Archive& archive, Any& any) {
  auto& [siret, name, registered, approvals, suspensions, maker, withdrawn, disowned] = any;
  archive(siret, name, registered, approvals, suspensions, maker, withdrawn, disowned);
}

template <typename Archive, AnyOf<Mandant> Any>
void fields(Archive& archive, Any& any) {
  auto& [siret, notified_on] = any;
  archive(siret, notified_on);
}

template <typename Archive, AnyOf<Exclusivity> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, period] = any;
  archive(seq, period);
}

template <typename Archive, AnyOf<CreditedElsewhere> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, registry, foreign_project, period, devices, maker, withdrawn] = any;
  archive(seq, registry, foreign_project, period, devices, maker, withdrawn);
}

template <typename Archive, AnyOf<Incentive> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, kind, text, granted_on, amount, document, maker, withdrawn] = any;
  archive(seq, kind, text, granted_on, amount, document, maker, withdrawn);
}

template <typename Archive, AnyOf<Opinion> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, word, reasonable, materiality, misstated, auditor, key, given, reports, reduction, reopened,
         lapsed] = any;
  archive(seq, word, reasonable, materiality, misstated, auditor, key, given, reports, reduction, reopened,
          lapsed);
}

template <typename Archive, AnyOf<Accreditation> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, party, body, reference, scope, valid, withdrawn_on] = any;
  archive(seq, party, body, reference, scope, valid, withdrawn_on);
}

template <typename Archive, AnyOf<Report> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, period, checkpoint, methodology, tally, lines, reduction, estimate, opinions, forgone, made,
         payload] = any;
  archive(seq, period, checkpoint, methodology, tally, lines, reduction, estimate, opinions, forgone, made,
          payload);
}

template <typename Archive, AnyOf<SignedWith> Any>
void fields(Archive& archive, Any& any) {
  auto& [key, at, in_question] = any;
  archive(key, at, in_question);
}

template <typename Archive, AnyOf<SampleChallenge> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, challenge, with] = any;
  archive(seq, challenge, with);
}

template <typename Archive, AnyOf<SampleCommitment> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, reports, period, number, plan, auditor, challenged, drawn, released, with] = any;
  archive(seq, reports, period, number, plan, auditor, challenged, drawn, released, with);
}

template <typename Archive, AnyOf<SampleResult> Any>
void fields(Archive& archive, Any& any) {
  auto& [collection, found, outcome] = any;
  archive(collection, found, outcome);
}

template <typename Archive, AnyOf<SampleEvaluation> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, results, projected, bound, beyond_cap, reason, with] = any;
  archive(seq, results, projected, bound, beyond_cap, reason, with);
}

template <typename Archive, AnyOf<DrawnSample> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, commitment, number, population, kg_co2e, reduction, interval, size, sample, cycles, evaluations,
         with] = any;
  archive(seq, commitment, number, population, kg_co2e, reduction, interval, size, sample, cycles,
          evaluations, with);
}

template <typename Archive, AnyOf<CompletenessRecord> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, period, book, listed, drawn, found, omitted, auditor, document, reason, with] = any;
  archive(seq, period, book, listed, drawn, found, omitted, auditor, document, reason, with);
}

template <typename Archive, AnyOf<QuestionAnswer> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, text] = any;
  archive(seq, text);
}

template <typename Archive, AnyOf<AskedQuestion> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, test, entries, text, asker, answers] = any;
  archive(seq, test, entries, text, asker, answers);
}

template <typename Archive, AnyOf<Dispute> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, entry, reason, settled, upheld, finding] = any;
  archive(seq, entry, reason, settled, upheld, finding);
}

template <typename Archive, AnyOf<Holding> Any>
void fields(Archive& archive, Any& any) {
  auto& [first, last, state, holder, beneficiary, use, settles, since, offer, acts] = any;
  archive(first, last, state, holder, beneficiary, use, settles, since, offer, acts);
}

template <typename Archive, AnyOf<KeyReplacement> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, old_key, new_key, at] = any;
  archive(seq, old_key, new_key, at);
}

template <typename Archive, AnyOf<UnitHolder> Any>
void fields(Archive& archive, Any& any) {
  auto& [id, seq, name, party, further_keys, replacement] = any;
  archive(id, seq, name, party, further_keys, replacement);
}

template <typename Archive, AnyOf<UnitBlock> Any>
void fields(Archive& archive, Any& any) {
  auto& [project, vintage, issuance, first, last, standing] = any;
  archive(project, vintage, issuance, first, last, standing);
}

template <typename Archive, AnyOf<Offer> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, block, from, to, use, until, under_mandate, closed, accepted] = any;
  archive(seq, block, from, to, use, until, under_mandate, closed, accepted);
}

template <typename Archive, AnyOf<Mandate> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, block, to, from, withdrawn] = any;
  archive(seq, block, to, from, withdrawn);
}

template <typename Archive, AnyOf<Issuance> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, ordinal, vintage, count, report, opinion, checkpoint, holdings] = any;
  archive(seq, ordinal, vintage, count, report, opinion, checkpoint, holdings);
}

template <typename Archive, AnyOf<SetOff> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, debtor, vintage, payer, from_vintage, kg_co2e] = any;
  archive(seq, debtor, vintage, payer, from_vintage, kg_co2e);
}

template <typename Archive, AnyOf<Site> Any>
void fields(Archive& archive, Any& any) {
  auto& [region, commune] = any;
  archive(region, commune);
}

template <typename Archive, AnyOf<DebtStatement> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, vintage, kg_co2e] = any;
  archive(seq, vintage, kg_co2e);
}

template <typename Archive, AnyOf<BeneficiaryNaming> Any>
void fields(Archive& archive, Any& any) {
  auto& [seq, vintage, holder, use, accepted] = any;
  archive(seq, vintage, holder, use, accepted);
}

template <typename Archive, AnyOf<StatedParameter> Any>
void fields(Archive& archive, Any& any) {
  auto& [name, values, source] = any;
  archive(name, values, source);
}

template <typename Archive, AnyOf<Project> Any>
void fields(Archive& archive, Any& any) {
  auto& [id, standing, state, title, developer, region, communes, sites, applicant_standing, notified_on,
         mandants, marketplaces, decision, methodology, potential_units, crediting_period, parameters,
         follows, followed_by, followed_from, closed_on, withdrawn_on, notified, amended, mandants_changed,
         developer_changed, filed, labelled, closed, withdrawn, exclusivities, credited_elsewhere, incentives,
         reports, commitments, samples, completeness, questions, disputes, issuances, set_offs, debts, offers,
         mandates, namings] = any;
  archive(id, standing, state, title, developer, region, communes, sites, applicant_standing, notified_on,
          mandants, marketplaces, decision, methodology, potential_units, crediting_period, parameters,
          follows, followed_by, followed_from, closed_on, withdrawn_on, notified, amended, mandants_changed,
          developer_changed, filed, labelled, closed, withdrawn, exclusivities, credited_elsewhere,
          incentives, reports, commitments, samples, completeness, questions, disputes, issuances, set_offs,
          debts, offers, mandates, namings);
}

template <typename Archive, AnyOf<Records> Any>
void fields(Archive& archive, Any& any) {
  auto& [log_key, standing, mandate, keys, keys_of, audited_with, certifier_quorum, certifier_keys,
         key_changes, certifier_changes, holders, accreditations, participants, methodologies,
         holds_methodologies, projects, any_suspension, approved, void_collections, committed, erased,
         clock_corrections, anchored_times] = any;
  archive(log_key, standing, mandate, keys, keys_of, audited_with, certifier_quorum, certifier_keys,
          key_changes, certifier_changes, holders, accreditations, participants, methodologies,
          holds_methodologies, projects, any_suspension, approved, void_collections, committed, erased,
          clock_corrections, anchored_times);
}

std::string bytes_of_records(const RegistryState& state, const StatementChain& chain) {
  Packer packer;
  packer(state, chain);
  return std::move(packer).take();
}

void read_records(std::string_view bytes, RegistryState& state, StatementChain& chain) {
  Unpacker unpacker(bytes);
  unpacker(state, chain);
  unpacker.expect_end();
}

}  // namespace lcl
