// SPDX-License-Identifier: Apache-2.0
// What the registry knows at one point of the log: keys, participants,
// methodologies, projects; built by applying its statements in order, and the
// judge of the next one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Version of the ledger's format that this library reads and writes.
inline constexpr std::int64_t format_version = 1;

struct GrantedKey {
  PublicKey key;
  Role role{};
  std::string party;                     ///< SIRET; empty for the keys of registry_opened
  std::uint64_t granted = 0;             ///< seq
  std::optional<std::uint64_t> revoked;  ///< seq
};

struct Participant {
  std::string siret;
  std::string name;
  std::uint64_t registered = 0;  ///< seq
};

struct AdoptedMethodology {
  std::unique_ptr<const Methodology> methodology;
  std::uint64_t adopted = 0;  ///< seq
};

struct Project {
  std::string id;
  ProjectState state = ProjectState::absent;
  std::string title;
  std::string developer;  ///< SIRET
  std::string region;
  std::vector<std::string> communes;
  std::string capacity;
  Instant notified_on;   ///< start of that day, UTC
  std::string decision;  ///< of the label
  Digest methodology;
  std::uint64_t potential_units = 0;
  Period crediting_period;
  std::optional<Instant> closed_on;  ///< start of that day, UTC
  std::uint64_t notified = 0;        ///< seq of the statements that brought it there
  std::uint64_t filed = 0;
  std::uint64_t labelled = 0;
  std::uint64_t closed = 0;
};

class RegistryState {
 public:
  /// Whether some stored checkpoint says exactly `head`.
  using KnowsHead = std::function<bool(const Head& head)>;

  /// The first rule, in the order of Refusal, that `statement` breaks at this point, were it recorded at
  /// `time`; nothing if it may be appended: form, head seen, role, party, state and signature. That the same
  /// bytes were not accepted before (`replayed`) is for who keeps the statements to say.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement, Instant time,
                                               const KnowsHead& knows_head) const;
  /// As `refusal`, of an unsigned draft: all but the signature.
  [[nodiscard]] std::optional<Refused> refusal_of_draft(const Statement& statement, Instant time,
                                                        const KnowsHead& knows_head) const;

  /// Takes in a statement that `refusal` let pass, as entry `seq`. A submission changes nothing.
  void apply(std::uint64_t seq, const Statement& statement);

  [[nodiscard]] bool is_open() const { return opened_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] const PublicKey& log_key() const { return *log_key_; }
  [[nodiscard]] const PublicKey& certifier_key() const { return *certifier_key_; }  ///< of registry_opened
  [[nodiscard]] const PublicKey& operator_key() const { return *operator_key_; }
  [[nodiscard]] const Digest& pepper_commitment() const { return pepper_; }

  [[nodiscard]] const std::map<Digest, GrantedKey>& keys() const { return keys_; }
  [[nodiscard]] const std::map<std::string, Participant, std::less<>>& participants() const {
    return participants_;
  }
  [[nodiscard]] const std::map<Digest, AdoptedMethodology>& methodologies() const { return methodologies_; }
  [[nodiscard]] const std::map<std::string, Project, std::less<>>& projects() const { return projects_; }
  [[nodiscard]] const Project* project(std::string_view id) const;
  /// The methodology a labelled project is bound to; nullptr before it is labelled.
  [[nodiscard]] const Methodology* methodology_of(const Project& project) const;
  [[nodiscard]] bool knows_participant(std::string_view siret) const { return participants_.contains(siret); }

 private:
  std::optional<Refused> opening_refusal(const Statement& statement) const;
  std::optional<Refused> signer_refusal(const Statement& statement, const ActRule& rule) const;
  std::optional<Refused> act_refusal(const Statement& statement, const ActRule& rule, Instant time) const;
  std::optional<Refused> revocation_refusal(const Digest& id) const;
  std::optional<Refused> project_refusal(const Statement& statement, const ActRule& rule, Instant time) const;
  std::optional<Refused> label_refusal(const Json& act, const Project& project) const;
  void open(std::uint64_t seq, const Statement& statement);
  void apply_to_project(std::uint64_t seq, const ActRule& rule, const Statement& statement);

  bool opened_ = false;
  std::string origin_;
  std::optional<PublicKey> log_key_, operator_key_, certifier_key_;
  Digest pepper_;
  std::map<Digest, GrantedKey> keys_;
  std::map<std::string, Participant, std::less<>> participants_;
  std::map<Digest, AdoptedMethodology> methodologies_;
  std::map<std::string, Project, std::less<>> projects_;
};

}  // namespace lcl
