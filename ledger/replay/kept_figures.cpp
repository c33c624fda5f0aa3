// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/kept_figures.hpp"

#include <algorithm>
#include <utility>

#include "ledger/registry/acts.hpp"

namespace lcl {
namespace {

/// Where more is new than this, entries or what they lead back to, deriving again costs no more than looking.
constexpr std::uint64_t most_looked_at = 50'000;

std::size_t bytes_of(const DerivedFigures& figures) {
  constexpr std::size_t of_a_tally = 4096;
  return of_a_tally + figures.lines.size() * sizeof(CycleLine) +
         figures.given_back.size() * sizeof(GivenBackLine) +
         figures.frame.cycles.size() * sizeof(FrameCycle) + figures.tally.rows.size() * sizeof(TallyRow);
}

}  // namespace

KeptFigures::Place KeptFigures::place_of(const FiguresBatch::Key& key, const FiguresBatch::Lists& lists,
                                         const Head& head) {
  const bool at_head = key.checkpoint == head;
  return {key.project,
          key.period,
          {lists.frame, lists.lines, lists.given_back, lists.by_participant},
          at_head ? 0 : key.checkpoint.size,
          at_head ? std::nullopt : std::optional(key.checkpoint.root)};
}

std::optional<DerivedFigures> KeptFigures::find(const FiguresBatch::Key& key,
                                                const FiguresBatch::Lists& lists,
                                                const AuthenticatedLog& log) {
  const std::lock_guard lock(mutex_);
  if (seen_ && log.head().size < seen_->size) return std::nullopt;  // whoever came first stands further on
  look_at_what_is_new(log);
  const auto found = kept_.find(place_of(key, lists, log.head()));
  if (found == kept_.end()) return std::nullopt;
  Kept& kept = found->second;
  if (key.checkpoint == log.head() && !holds(key.project, kept.size)) return std::nullopt;
  kept.asked = ++asked_;
  std::optional<DerivedFigures> figures(kept.figures);
  figures->tally.checkpoint = key.checkpoint;
  return figures;
}

void KeptFigures::keep(const FiguresBatch::Key& key, const FiguresBatch::Lists& lists,
                       const DerivedFigures& figures, const AuthenticatedLog& log) {
  const std::lock_guard lock(mutex_);
  if (!seen_ || log.head().size < seen_->size) return;
  Kept& kept = kept_[place_of(key, lists, log.head())];
  bytes_ -= kept.bytes;
  kept = {figures, log.head().size, ++asked_, bytes_of(figures)};
  bytes_ += kept.bytes;
  drop_the_oldest();
}

bool KeptFigures::holds(const std::string& project, std::uint64_t size) const {
  const auto changed = changed_.find(project);
  return all_changed_ <= size && (changed == changed_.end() || changed->second <= size);
}

void KeptFigures::look_at_what_is_new(const AuthenticatedLog& log) {
  const Head& head = log.head();
  if (seen_ == head) return;
  if (seen_ && log.root_at(seen_->size) != seen_->root) {
    kept_.clear();
    bytes_ = 0;
    seen_.reset();
  }
  if (seen_ && head.size - seen_->size > most_looked_at) {
    all_changed_ = head.size;
  } else if (seen_) {
    std::uint64_t looked_up = 0;
    log.scan(seen_->size, head.size, [&](const AuthenticEntry& stored) { take(stored, log, looked_up); });
  }
  seen_ = head;
}

void KeptFigures::take(const AuthenticEntry& stored, const AuthenticatedLog& log, std::uint64_t& looked_up) {
  const std::uint64_t behind = stored.entry.seq + 1;
  if (!stored.entry.device) {
    if (stored.entry.kind != rule_of(Act::submission).kind) all_changed_ = behind;
    return;
  }
  changed_[std::string(stored.entry.project)] = behind;
  std::uint64_t before = stored.entry.seq;
  std::optional<std::uint64_t> at = stored.entry.after;
  // What the device did within what is new was followed back from there.
  if (at && *at >= seen_->size) return;
  while (at) {
    if (*at >= before || ++looked_up > most_looked_at) {
      all_changed_ = behind;
      return;
    }
    before = *at;
    log.entry(before, [&](const AuthenticEntry& earlier) {
      changed_[std::string(earlier.entry.project)] = behind;
      at = earlier.entry.after;
    });
  }
}

void KeptFigures::drop_the_oldest() {
  while (bytes_ > most_bytes_) {
    const auto oldest = std::min_element(kept_.begin(), kept_.end(), [](const auto& one, const auto& other) {
      return one.second.asked < other.second.asked;
    });
    bytes_ -= oldest->second.bytes;
    kept_.erase(oldest);
  }
}

}  // namespace lcl
