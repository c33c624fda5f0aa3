// SPDX-License-Identifier: Apache-2.0
// What the registry knows at one point of the log, built by applying its
// statements in order; and the judge of the next one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/registry/acts.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/packing.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// How long a signed statement can be recorded after the head that its signer saw was passed: so nobody can
/// keep an act back until it suits.
inline constexpr std::int64_t seen_lasts_ms = std::int64_t{30} * 24 * 60 * 60 * 1000;

/// Version of the ledger's format that this library reads and writes.
inline constexpr std::int64_t format_version = 1;

class RegistryState {
 public:
  /// To be made of the acts on keys and on one project alone, as a certificate holds them. What acts on other
  /// matters would say is not asked: that methodologies were adopted, that auditors are no participants.
  [[nodiscard]] static RegistryState of_one_project();

  /// The first rule, in the order of Refusal, that `statement` breaks at this point, were it recorded at
  /// `time`; nothing if it may be appended: form, head seen, role, party, state and signature. That the same
  /// bytes were not accepted before (`replayed`) is for who keeps the statements to say.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement, Instant time,
                                               const LooksUpHead& look_up) const;
  /// As `refusal`, of an unsigned draft: all but the signature.
  [[nodiscard]] std::optional<Refused> refusal_of_draft(const Statement& statement, Instant time,
                                                        const LooksUpHead& look_up) const;

  /// As `refusal`, but that no signature is verified: that those who signed may do so is judged.
  [[nodiscard]] std::optional<Refused> refusal_but_for_signatures(const Statement& statement, Instant time,
                                                                  const LooksUpHead& look_up) const;
  /// The keys that the signature and the endorsements of such a statement must verify under, in their order.
  [[nodiscard]] std::vector<PublicKey> signers_of(const Statement& statement) const;
  /// `bad_signature` where one does not. What it costs is most of what `refusal` costs.
  [[nodiscard]] static std::optional<Refused> signature_refusal(const Statement& statement,
                                                                const std::vector<PublicKey>& signers);

  /// Takes in a statement that `refusal` let pass, as entry `seq`, recorded at `time`. A submission changes
  /// nothing.
  void apply(std::uint64_t seq, const Statement& statement, Instant time);

  [[nodiscard]] bool is_open() const { return opened_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] const PublicKey& log_key() const { return *log_key_; }
  [[nodiscard]] const Certifier& certifier() const { return *certifier_; }  ///< as registry_opened has it
  [[nodiscard]] const PublicKey& operator_key() const { return *operator_key_; }
  [[nodiscard]] const Digest& pepper_commitment() const { return pepper_; }

  [[nodiscard]] const Records& records() const { return records_; }
  [[nodiscard]] const std::map<Digest, GrantedKey>& keys() const { return records_.keys; }
  [[nodiscard]] const std::map<std::string, Participant, std::less<>>& participants() const {
    return records_.participants;
  }
  [[nodiscard]] const std::map<Digest, AdoptedMethodology>& methodologies() const {
    return records_.methodologies;
  }
  [[nodiscard]] const std::map<std::string, Project, std::less<>>& projects() const {
    return records_.projects;
  }
  [[nodiscard]] const Project* project(std::string_view id) const { return records_.project(id); }
  /// The methodology a labelled project is bound to; nullptr before it is labelled.
  [[nodiscard]] const Methodology* methodology_of(const Project& project) const;
  /// Whether a participant was suspended at an instant.
  [[nodiscard]] bool suspended(std::string_view siret, Instant at) const {
    if (!records_.any_suspension) return false;
    const Participant* participant = records_.participant(siret);
    return participant != nullptr && participant->suspended_at(at);
  }
  [[nodiscard]] bool knows_participant(std::string_view siret) const {
    const Participant* participant = records_.participant(siret);
    return participant != nullptr && !participant->withdrawn;
  }

  /// To be kept and read back (values/packing.hpp); see kept_records.hpp.
  template <typename Archive, AnyOf<RegistryState> State>
  friend void fields(Archive& archive, State& state) {
    auto& [opened, origin, log_key, operator_key, certifier, pepper, records] = state;
    archive(opened, origin, log_key, operator_key, certifier, pepper, records);
  }

 private:
  std::optional<Refused> opening_refusal(const Statement& statement) const;
  std::optional<Refused> endorsement_refusal(const Statement& statement, const ActRule& rule) const;
  std::optional<Refused> signer_refusal(const Statement& statement, const ActRule& rule, Instant time) const;
  std::optional<Refused> project_refusal(const Statement& statement, const ActRule& rule) const;
  void open(std::uint64_t seq, const Statement& statement);

  bool opened_ = false;
  std::string origin_;
  std::optional<PublicKey> log_key_, operator_key_;
  std::optional<Certifier> certifier_;
  Digest pepper_;
  Records records_;
};

}  // namespace lcl
