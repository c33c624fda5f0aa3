// SPDX-License-Identifier: Apache-2.0
// A registry of phones with a unit issued, and the certificates of that unit.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/registry/statement.hpp"
#include "tests/audit/monitored_phones.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl::test {

/// Phones with a unit issued.
struct Credited : MonitoredPhones {
  explicit Credited(const std::function<void(DishonestRegistry&)>& before_opening = [](DishonestRegistry&) {})
      : MonitoredPhones(before_opening) {}

  void credit() {
    const std::uint64_t reported = report();
    issue(issuance_fields(reported, give_opinion(reported)));
  }
  std::uint64_t grant_to(const PrivateKey& key, std::string_view role) {
    Json granted = grant(key.public_key(), role);
    granted["party"] = "73282932000074";
    const std::uint64_t seq = act("key_granted", "", granted, certifier);
    seal();
    return seq;
  }
  std::uint64_t revoke(const PrivateKey& key, const PrivateKey& by) {
    const std::uint64_t seq =
        act("key_revoked", "", {{"key", hex(key.public_key().id())}, {"reason", "lost"}}, by);
    seal();
    return seq;
  }

  /// The last checkpoint, and one before it.
  [[nodiscard]] std::string certificate() const { return certificate(seen(), head()); }
  [[nodiscard]] std::string certificate(const Head& at, const std::string& note,
                                        ProofKind kind = ProofKind::units) const {
    const PinnedLog pinned(file(), at);
    Registrations made(Signatures::verified_before);
    made.go_on(pinned.log, origin, at.size);
    const Issuance& issuance = made.state().project(phones)->issuances.back();
    return unit_certificate({pinned.log, note}, made, issuance,
                            UnitBlock{phones, 2026, issuance.ordinal, 1, 1}, kind);
  }
  [[nodiscard]] std::string proof_of_retirement() const {
    return certificate(seen(), head(), ProofKind::retirement);
  }
  std::uint64_t retire() {
    return then("units_retired",
                {{"units", to_string(UnitBlock{phones, 2026, 1, 1, 1})},
                 {"beneficiary", "A town"},
                 {"use", "contribution"},
                 {"year", 2026}},
                developer);
  }
  /// A statement on the units' project.
  std::uint64_t then(std::string_view kind, const Json& fields, const PrivateKey& by) {
    const std::uint64_t seq = act(kind, phones, fields, by);
    seal();
    return seq;
  }
  std::uint64_t assign_to(const std::string& buyer) {
    return then("units_assigned",
                {{"units", to_string(UnitBlock{phones, 2026, 1, 1, 1})},
                 {"beneficiary", buyer},
                 {"use", "contribution"},
                 {"contract_date", "2026-03-01"},
                 {"attestation", hex(sha256("contract"))}},
                developer);
  }
  std::uint64_t mandated() {
    return then(
        "mandate_recorded",
        {{"units", to_string(UnitBlock{phones, 2026, 1, 1, 1})}, {"document", hex(sha256("mandate"))}},
        certifier);
  }
  std::uint64_t reopen(std::uint64_t opinion) {
    return then("opinion_reopened", {{"opinion", opinion}, {"reason", "a sample was invented"}}, auditor);
  }
  [[nodiscard]] NoteVerifier vkey() const { return {origin, log.public_key()}; }
  [[nodiscard]] Digest fingerprint() const { return certifier.public_key().id(); }
};

inline PrivateKey copy_of(const PrivateKey& key) {
  const TemporaryFolder folder;
  key.write(folder / "key");
  return PrivateKey::from_file(folder / "key");
}

inline std::string word_of(const CheckedProof& proof) {
  return proof.fault ? std::string(word(proof.fault->word)) : std::string("holds");
}

/// The certificate without its entry `seq`.
inline std::string without(const std::string& certificate, std::uint64_t seq) {
  ProofFile file = *parse_proof_file(certificate);
  for (auto* list : {&file.entries, &file.keys})
    std::erase_if(*list, [&](const ProvenEntry& each) { return each.index == seq; });
  return to_text(file);
}

inline std::string changed(const std::string& certificate, const std::function<void(ProofFile&)>& change) {
  ProofFile file = *parse_proof_file(certificate);
  change(file);
  return to_text(file);
}

inline const Holding& holding_in(const CheckedProof& proof) {
  return proof.registry->project(phones)->issuances.front().holdings.front();
}

}  // namespace lcl::test
