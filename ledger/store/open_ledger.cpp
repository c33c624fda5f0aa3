// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/open_ledger.hpp"

#include <fmt/format.h>

#include <utility>

#include "ledger/store/statements.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// That these very bytes were not accepted before.
std::optional<Refused> replay_refusal(const Statement& statement, const Reader& from) {
  if (!from.has_statement(sha256(signed_bytes(statement)))) return std::nullopt;
  return Refused{Refusal::replayed, {}, "the very same statement was accepted before"};
}

}  // namespace

OpenLedger::OpenLedger(RegistryFolder folder, int wait_ms)
    : folder_(std::move(folder)), wait_ms_(wait_ms), reader_(folder_.ledger(), wait_ms) {
  refresh();
}

void OpenLedger::refresh(const Reader& from) {
  const auto stored = from.last_checkpoint();
  if (!stored) throw Error(Obstacle::damaged, fmt::format("{} has no checkpoint", folder_.ledger().string()));
  auto read = read_checkpoint(stored->note);
  if (!read) throw Error(Obstacle::damaged, "the last checkpoint cannot be read; run lcl verify");
  Checkpoint& next = read->checkpoint;
  if (next.size < checkpoint_.size) {
    throw Error(Obstacle::damaged, "the ledger became shorter while it was open; run lcl verify");
  }
  take_statements(from, next.origin, checkpoint_.size, next.size, state_);
  if (!state_.is_open()) throw Error(Obstacle::damaged, "entry 0 is not registry_opened; run lcl verify");
  if (verify_note(read->note, {state_.origin(), state_.log_key()}) != NoteVerdict::verified) {
    throw Error(Obstacle::damaged, "the last checkpoint is not signed by the log key; run lcl verify");
  }
  checkpoint_ = std::move(next);
  note_ = stored->note;
}

void OpenLedger::take_over(std::uint64_t seq, const Statement& statement, Instant time, std::string note) {
  checkpoint_ = read_checkpoint(note)->checkpoint;
  note_ = std::move(note);
  state_.apply(seq, statement, time);
}

RegistryState::KnowsHead OpenLedger::knows_head(const Reader& from) const {
  return [&from](const Head& seen) {
    for (const StoredCheckpoint& stored : from.checkpoints_of(seen.size)) {
      const auto read = read_checkpoint(stored.note);
      if (read && read->checkpoint.root == seen.root) return true;
    }
    return false;
  };
}

std::optional<Refused> OpenLedger::refusal(const Statement& statement, const Reader& from) const {
  if (auto refused = state_.refusal(statement, now(), knows_head(from))) return refused;
  return replay_refusal(statement, from);
}

std::optional<Refused> OpenLedger::refusal_of_draft(const Statement& statement, const Reader& from) const {
  if (auto refused = state_.refusal_of_draft(statement, now(), knows_head(from))) return refused;
  return replay_refusal(statement, from);
}

Statement OpenLedger::draft(std::string_view kind, std::string project, Json act, const Digest& key) const {
  Statement statement;
  statement.kind = kind;
  statement.origin = state_.origin();
  statement.project = std::move(project);
  statement.act = std::move(act);
  statement.key = key;
  statement.seen = head();
  random_bytes(statement.nonce);
  return statement;
}

std::optional<DeviceRow> OpenLedger::device(const Pseudonym& pseudonym) const {
  auto row = reader_.device(pseudonym);
  return row && row->is_alias() ? reader_.device(row->device) : row;
}

const Project& OpenLedger::labelled_project(const std::string& id) const {
  const Project* project = state_.project(id);
  if (project == nullptr || state_.methodology_of(*project) == nullptr) {
    throw Error(
        Obstacle::unavailable,
        fmt::format("project {} {}", id, project == nullptr ? "was never notified" : "is not labelled yet"));
  }
  return *project;
}

std::optional<std::string> OpenLedger::why_read_only() const {
  if (!folder_.is_file() && !reader_.bundle()) return std::nullopt;
  const std::string what = reader_.bundle() ? fmt::format("a bundle of project {} at size {}",
                                                          reader_.bundle()->project, reader_.bundle()->size)
                                            : std::string("a ledger without its registry's folder");
  return fmt::format("{}: this is {}: it can be read, not written", folder_.path.string(), what);
}

void OpenLedger::require_registry() const {
  if (auto why = why_read_only()) throw Error(Obstacle::unavailable, *why);
}

}  // namespace lcl
