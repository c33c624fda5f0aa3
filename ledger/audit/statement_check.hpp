// SPDX-License-Identifier: Apache-2.0
// Statements: that each was signed by someone who might do this at this point,
// on a head of this log, and never before. Whether it may be done is judged by
// RegistryState alone, as it was when the statement was appended.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "ledger/audit/checkpoint_check.hpp"
#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/manifest_check.hpp"
#include "ledger/audit/private_check.hpp"
#include "ledger/audit/time_check.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/statement_chain.hpp"

namespace lcl {

class StatementCheck {
 public:
  /// All must outlive this. `checkpoints` is asked from the second statement on.
  StatementCheck(FindingList& findings, const CheckpointCheck& checkpoints, PrivateCheck& privates,
                 TimeCheck& times)
      : findings_(findings),
        checkpoints_(checkpoints),
        privates_(privates),
        times_(times),
        manifest_(findings) {}

  /// A statement recorded at `passed_at` comes next, on this head, the last entry of which is of
  /// `reached_at`, if it could be read.
  void reach(const Head& head, Instant passed_at, std::optional<Instant> reached_at) {
    if (head.size > 0) heads_.push_back({head, passed_at, reached_at});
  }
  /// The next entry, if it can be read.
  void take(const ExaminedEntry& row);
  /// The next entry, if it cannot.
  void take_unreadable(const ExaminedEntry& row);
  void end() { manifest_.end(); }

  /// The registry as the statements so far made it.
  [[nodiscard]] const RegistryState& state() const { return state_; }
  /// The project that the events now due were rightly submitted to; nullptr where that cannot be said.
  [[nodiscard]] const Project* project() const { return project_; }
  /// Of that submission, where there is a project.
  [[nodiscard]] Role signer() const { return signer_; }
  [[nodiscard]] std::uint64_t statements() const { return statements_; }
  [[nodiscard]] std::uint64_t signatures() const { return signatures_; }

  /// Of those in order, the ones signed with a key from the instant on from which it is in question;
  /// ascending.
  [[nodiscard]] std::vector<std::uint64_t> questioned() const;
  /// One of those in order whose figures can be recomputed.
  struct StatingFigures {
    std::uint64_t seq = 0;
    std::string project;
  };
  /// In order of seq.
  [[nodiscard]] const std::vector<StatingFigures>& stating_figures() const { return stating_figures_; }

  /// The seq of entries that could not be read and may be statements, ascending.
  [[nodiscard]] const std::vector<std::uint64_t>& unreadable() const { return unreadable_; }

 private:
  void take_statement(const ExaminedEntry& row);
  void check_links(std::uint64_t seq, const Entry& entry);
  [[nodiscard]] SeenHead look_up(const Head& head, std::uint64_t seq) const;
  void judge(const ExaminedEntry& row, const Statement& statement);
  [[nodiscard]] std::optional<Refused> refusal(const ExaminedEntry& row, const Statement& statement);
  void report(const ExaminedEntry& row, const Statement& statement, const Refused& refused);
  void lose(const ExaminedEntry& row);

  struct Signed {
    std::uint64_t seq = 0;
    Digest key;
    Instant time;
  };
  struct PassedHead {
    Head head;
    Instant passed_at;  // of the statement behind it
    std::optional<Instant> reached_at;
  };
  struct FirstBytes {
    std::size_t operator()(const Digest& digest) const noexcept;
  };

  FindingList& findings_;
  const CheckpointCheck& checkpoints_;
  PrivateCheck& privates_;
  TimeCheck& times_;
  ManifestCheck manifest_;
  RegistryState state_;
  const Project* project_ = nullptr;
  Role signer_{};
  std::uint64_t statements_ = 0;
  std::uint64_t signatures_ = 0;
  std::unordered_set<Digest, FirstBytes> signed_before_;
  StatementChain chain_;
  bool chain_is_unknown_ = false;  // an entry could not be read that may be a statement
  std::vector<PassedHead> heads_;  // that a statement could be signed on, by size
  std::vector<Signed> signed_;
  std::vector<StatingFigures> stating_figures_;
  std::vector<std::uint64_t> unreadable_;
  // Once an act is lost, what follows from it is said once for each refusal, key and project.
  bool is_in_doubt_ = false;
  std::set<std::tuple<Refusal, Digest, std::string>> doubts_;
};

}  // namespace lcl
