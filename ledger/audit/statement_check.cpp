// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/statement_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <variant>

#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// A digest that `act` holds under `name`.
std::optional<Digest> digest_in(const Json& act, const char* name) {
  const auto found = act.find(name);
  const auto* text = found == act.end() ? nullptr : found->get_ptr<const std::string*>();
  return text == nullptr ? std::nullopt : digest_from_hex(*text);
}

FindingWord finding_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::bad_signature:
      return FindingWord::wrong_signature;
    case Refusal::unknown_head:
      return FindingWord::unknown_seen;
    case Refusal::replayed:
      return FindingWord::replayed_statement;
    case Refusal::methodology_malformed:
    case Refusal::methodology_syntax:
    case Refusal::methodology_unknown_name:
    case Refusal::methodology_recursion:
    case Refusal::methodology_wrong_unit:
    case Refusal::methodology_missing_row:
    case Refusal::methodology_division_by_zero:
    case Refusal::methodology_overflow:
    case Refusal::methodology_too_large:
    case Refusal::methodology_vector_failed:
      return FindingWord::methodology_unsound;
    default:
      return FindingWord::not_permitted;
  }
}

bool is_submission(const ExaminedEntry& row) { return row.entry.kind == rule_of(Act::submission).kind; }

}  // namespace

std::size_t StatementCheck::FirstBytes::operator()(const Digest& digest) const noexcept {
  std::size_t first = 0;
  std::memcpy(&first, digest.bytes.data(), sizeof first);
  return first;
}

void StatementCheck::take(const ExaminedEntry& row) {
  if (row.about == EntryClass::event) {
    manifest_.take(row);
  } else {
    manifest_.end();
    project_ = nullptr;
    if (row.about == EntryClass::statement) take_statement(row);
  }
  if (row.seq == 0 && !state_.is_open()) {
    findings_.add(FindingWord::not_opened, row.seq, phrase("no statement of this ledger can be judged"));
  }
}

void StatementCheck::take_unreadable(const ExaminedEntry& row) {
  chain_is_unknown_ = true;
  if (!manifest_.is_running()) {
    is_in_doubt_ = true;
    project_ = nullptr;
  }
  manifest_.take_unreadable();
  unreadable_.push_back(row.seq);
  if (row.seq == 0)
    findings_.add(FindingWord::not_opened, row.seq, phrase("no statement of this ledger can be judged"));
}

void StatementCheck::lose(const ExaminedEntry& row) {
  manifest_.take_unreadable();
  unreadable_.push_back(row.seq);
  if (!is_submission(row)) is_in_doubt_ = true;
}

/// That its entry names the statements before it; behind an entry that cannot be read nobody knows.
void StatementCheck::check_links(std::uint64_t seq, const Entry& entry) {
  const StatementChain::Links expected = chain_.links(seq, entry.kind, entry.project);
  const StatementChain::Links found{entry.previous, entry.on, entry.matters};
  if (found == expected || chain_is_unknown_) return;
  const auto shown = [](const std::optional<std::uint64_t>& seq) {
    return seq ? std::to_string(*seq) : std::string("none");
  };
  if (found.previous == expected.previous && found.on == expected.on) {
    findings_.add(FindingWord::wrong_link, seq, phrase("matters is not the root of the tree of matters"));
    return;
  }
  findings_.add(FindingWord::wrong_link, seq,
                phrase("previous {}, on {}; expected {} and {}", shown(found.previous), shown(found.on),
                       shown(expected.previous), shown(expected.on)));
}

/// Whether it is a head of these entries. One that was signed and is not is said of its checkpoint, not once
/// more of each statement that has seen it.
SeenHead StatementCheck::look_up(const Head& head, std::uint64_t seq) const {
  const auto found =
      std::lower_bound(heads_.begin(), heads_.end(), head.size,
                       [](const PassedHead& each, std::uint64_t size) { return each.head.size < size; });
  if (found != heads_.end() && found->head == head) {
    return {true, head.size == seq ? std::nullopt : std::optional(found->passed_at), found->reached_at};
  }
  return {.is_known = head.size <= seq && checkpoints_.knows(head)};
}

void StatementCheck::take_statement(const ExaminedEntry& row) {
  ++statements_;
  check_links(row.seq, row.entry);
  chain_.take(row.seq, row.entry.kind, row.entry.project, 0);
  if (!row.payload_matches) return lose(row);
  auto read = read_statement(*row.payload, row.entry.kind, state_.is_open() ? state_.origin() : std::string(),
                             row.entry.project);
  if (const auto* fault = std::get_if<std::string>(&read)) {
    findings_.add(FindingWord::malformed_payload, row.seq, *fault);
    return lose(row);
  }
  auto& statement = std::get<Statement>(read);
  privates_.take(row, digest_in(statement.act, "private"));
  if (row.seq == 0) {  // the registry's first act says itself which registry it opens
    const auto origin = statement.act.find("origin");
    if (origin != statement.act.end() && origin->is_string()) statement.origin = origin->get<std::string>();
  }
  judge(row, statement);
  if (!is_submission(row)) return;
  const std::uint64_t count = events_after(statement.kind, statement.act);
  const std::optional<Digest> digest = digest_in(statement.act, "digest");
  if (count > 0 && digest) manifest_.begin(row.seq, row.entry.project, count, *digest);
}

void StatementCheck::judge(const ExaminedEntry& row, const Statement& statement) {
  if (row.seq > 0 && !state_.is_open()) return;
  const Digest signed_digest = sha256(signed_bytes(statement));
  std::optional<Refused> refused = refusal(row, statement);
  if (!refused) ++signatures_;
  if (!signed_before_.insert(signed_digest).second) refused = Refused{Refusal::replayed, {}, {}};
  if (refused) return report(row, statement, *refused);
  if (statement.kind == rule_of(Act::anchored).kind) {
    const Head head = act_fields::checkpoint(statement.act, "checkpoint");
    times_.take_anchored(row.seq, statement, look_up(head, row.seq).reached_at);
  }
  state_.apply(row.seq, statement, row.entry.time);
  signed_.push_back({row.seq, statement.key, row.entry.time});
  if (states_figures(statement.kind, statement.act)) stating_figures_.push_back({row.seq, statement.project});
  // What is said of events rests on all acts before them.
  if (!is_submission(row) || is_in_doubt_) return;
  project_ = state_.project(statement.project);
  signer_ = state_.keys().at(statement.key).role;
}

std::optional<Refused> StatementCheck::refusal(const ExaminedEntry& row, const Statement& statement) {
  return state_.refusal(statement, row.entry.time, [&](const Head& head) { return look_up(head, row.seq); });
}

std::vector<std::uint64_t> StatementCheck::questioned() const {
  std::vector<std::uint64_t> questioned;
  for (const Signed& each : signed_) {
    const Instant latest = state_.records().recorded_between(each.seq, each.time).latest;
    if (state_.keys().at(each.key).questioned_at(latest)) questioned.push_back(each.seq);
  }
  return questioned;
}

void StatementCheck::report(const ExaminedEntry& row, const Statement& statement, const Refused& refused) {
  if (is_in_doubt_ && !doubts_.emplace(refused.refusal, statement.key, statement.project).second) return;
  findings_.add(finding_of(refused.refusal), row.seq,
                refused.message.empty() ? std::string()
                                        : fmt::format("{}: {}", word(refused.refusal), refused.message));
}

}  // namespace lcl
