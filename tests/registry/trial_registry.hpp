// SPDX-License-Identifier: Apache-2.0
// A registry in memory on which acts are tried one after the other: what is
// accepted is applied at once as the next entry. Its checkpoints are made up,
// one for every size.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/state.hpp"

namespace lcl::test {

/// A SIRET of the SIREN `number`, zeros before it.
[[nodiscard]] std::string siret(std::uint64_t number, std::uint64_t establishment = 0);
/// `act` with the members of `changes`, those that are null taken out.
[[nodiscard]] Json with(Json act, const Json& changes);
/// A digest of 64 equal hex digits.
[[nodiscard]] std::string digest_of(char digit);
[[nodiscard]] Json dates(std::string_view from, std::string_view to);

class TrialRegistry {
 public:
  /// Which certifier keys entry 0 names.
  struct Trust {
    std::size_t keys = 1;  ///< of `certifier` and `further`
    std::uint64_t quorum = 1;
    bool recovery = false;  ///< with `recovery_key`
    bool official = false;
  };
  /// Opened, with the five keys below granted, the reference methodology adopted, nobody registered, and no
  /// project.
  TrialRegistry() : TrialRegistry(Trust{}) {}
  explicit TrialRegistry(const Trust& trust);

  /// "done", or the word and, after a space, the field of what it is refused for. Checks that what is refused
  /// changes nothing.
  std::string act(std::string_view kind, std::string_view project, const Json& act, const PrivateKey& signer);
  /// As `act`, of an act that `endorsers` sign besides.
  std::string act(std::string_view kind, const Json& act, const PrivateKey& signer,
                  std::initializer_list<const PrivateKey*> endorsers);
  /// As `act`, of a statement as it stands.
  std::string take(const Statement& statement);
  /// The act as `act` would sign it: at the present head.
  [[nodiscard]] Statement drafted(std::string_view kind, std::string_view project, const Json& act,
                                  const PrivateKey& signer) const;
  [[nodiscard]] SeenHead look_up(const Head& head) const;

  /// Records that an auditor, whose key is granted, is accredited.
  void accredit(const std::string& party, std::string_view from = "2020-01-01",
                std::string_view to = "9999-12-31");
  /// Brings `project`, which is new, to `state`; from 2025-01-01, crediting until 2030-01-01.
  void bring(std::string_view project, ProjectState state);
  /// Reports the period as `project`'s developer, declares it exclusive, and has it audited; gives the seq of
  /// the report, the opinion's being last().
  std::uint64_t audited_report(std::string_view project, const Json& period);

  [[nodiscard]] std::uint64_t last() const { return next - 1; }  ///< seq
  /// The checkpoint of a size; as acts state it; and the present one.
  [[nodiscard]] static Head head_at(std::uint64_t size);
  [[nodiscard]] static Json head_json(std::uint64_t size);
  [[nodiscard]] Json head() const { return head_json(next); }
  [[nodiscard]] std::string first_methodology() const;  ///< the one adopted first, by its identifier

  PrivateKey log_key = PrivateKey::generate();
  PrivateKey operator_key = PrivateKey::generate();
  PrivateKey certifier = PrivateKey::generate();
  std::array<PrivateKey, 2> further{PrivateKey::generate(), PrivateKey::generate()};
  PrivateKey recovery_key = PrivateKey::generate();
  PrivateKey developer = PrivateKey::generate();        ///< siret(1)'s, developer of every project
  PrivateKey other_developer = PrivateKey::generate();  ///< siret(2)'s
  PrivateKey auditor = PrivateKey::generate();          ///< siret(3)'s
  PrivateKey holder = PrivateKey::generate();           ///< not granted yet: holder_grant
  PrivateKey other_holder = PrivateKey::generate();     ///< the same
  RegistryState state;
  std::uint64_t next = 0;
  std::optional<Instant>
      passed_at;               ///< when the log went on from the heads that are seen, where not as it did
  std::vector<Instant> times;  ///< of the entries
  Instant time = *parse_instant("2029-06-01T12:00:00Z");  ///< of every entry
};

// Acts that a registry of the right state takes.
/// To siret(8).
[[nodiscard]] Json grant(const PrivateKey& key, const char* role);
/// Of a key in the role holder, of that name, which proves that it is there.
[[nodiscard]] Json holder_grant(const PrivateKey& key, const char* name);
[[nodiscard]] Json revocation(const PrivateKey& key);
[[nodiscard]] Json registration(std::uint64_t number);
[[nodiscard]] Json notification();
[[nodiscard]] Json label(const TrialRegistry& registry);
[[nodiscard]] Json report(const TrialRegistry& registry, const Json& period);
[[nodiscard]] Json opinion(std::uint64_t report);
/// Of 5 units of 2025, the project's first.
[[nodiscard]] Json issuance(const TrialRegistry& registry, std::uint64_t report, std::uint64_t opinion,
                            const Json& period);

}  // namespace lcl::test
