// SPDX-License-Identifier: Apache-2.0
// A registry whose operator holds every key and keeps to no rule: it appends,
// signs and seals whatever a test asks for, right or wrong, so that only what
// the verifier looks for itself can give a lie away.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/verify.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/registry/lifecycle.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/registry/statement_chain.hpp"
#include "ledger/store/writer.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl::test {

/// An event as a developer would send it, but for its device, which is a pseudonym already.
struct SentEvent {
  Pseudonym device;
  Facts facts;
  std::vector<Pseudonym> also{};
  PrivateFacts private_facts{};
};

/// A pseudonym that differs from number to number.
[[nodiscard]] Pseudonym device_number(std::uint64_t number);

class DishonestRegistry {
 public:
  /// An empty ledger, without entry 0.
  DishonestRegistry();

  /// A statement signed by `key`. Its seq.
  std::uint64_t act(std::string_view kind, std::string project, Json act, const PrivateKey& key);
  /// A submission of `events`, signed by `key`, and the events. The statement's seq.
  std::uint64_t submit(const std::string& project, const std::vector<SentEvent>& events,
                       const PrivateKey& key);
  /// An event by itself, of no submission. Its seq.
  std::uint64_t record(const std::string& project, const SentEvent& event);
  /// Ends the transaction with a signed checkpoint; what comes next has seen it. Between two statements that
  /// it does not stand between, there is a checkpoint nevertheless, which nobody has seen.
  void seal();
  /// Ends the transaction without one.
  void commit();

  // The steps in between, for what has no other way.
  std::uint64_t append(Entry entry, std::string_view payload,
                       std::optional<std::string_view> private_part = {});
  [[nodiscard]] Writer& writer();

  /// What is signed, and what is appended, passes through these when they are set.
  std::function<void(Statement&)> before_signing;
  std::function<void(Statement&)> after_signing;
  std::function<void(Entry&)> before_appending;
  std::function<void(EventPayload&)> before_hashing;
  std::function<void(std::string& payload)> instead_of_payload;
  std::function<void(Checkpoint&)> before_sealing;
  bool keeps_rows = true;
  bool keeps_checkpoints = true;  ///< those between statements

  PrivateKey log = PrivateKey::generate();
  PrivateKey operator_key = PrivateKey::generate();
  PrivateKey certifier = PrivateKey::generate();
  std::optional<PublicKey> recovery_key;
  PrivateKey developer = PrivateKey::generate();
  std::string origin = "registry.example/test";
  Instant time{};  ///< of the next entry; a second passes with each

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "ledger.db"; }
  [[nodiscard]] const std::string& head() const { return head_; }  ///< the last checkpoint's note
  [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
  [[nodiscard]] Head seen() const { return seen_; }
  [[nodiscard]] const StatementChain& chain() const { return chain_; }
  [[nodiscard]] VerifyRequest request() const;
  [[nodiscard]] VerifyReport verify() const { return lcl::verify(Reader(file()), request()); }
  [[nodiscard]] Json opening() const;  ///< the act registry_opened

 private:
  std::uint64_t append_event(const std::string& project, const SentEvent& event, const std::string& payload,
                             const std::optional<std::string>& private_part);
  void end_commit();
  void keep_row(const std::string& project, const SentEvent& event, std::uint64_t seq);

  TemporaryFolder folder_;
  std::unique_ptr<Writer> writer_;
  Tree tree_;
  Digest prev_;
  StatementChain chain_;
  Head seen_;
  std::uint64_t sealed_ = 0;  // how far a checkpoint is stored
  std::string head_;
  SaltPool salts_;
  std::map<Pseudonym, DeviceRow> rows_;
  std::map<Pseudonym, std::vector<RecordedEvent>> standing_;
};

}  // namespace lcl::test
