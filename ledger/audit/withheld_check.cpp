// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/withheld_check.hpp"

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr int ranges_at_once = 2'000;

}  // namespace

WithheldCheck::WithheldCheck(FindingList& findings, SharedReader& reader, std::uint64_t size)
    : findings_(findings),
      reader_(reader),
      size_(size),
      terms_(reader.with([](const Reader& from) { return from.bundle(); })) {
  if (terms_ && terms_->size != size) {
    findings_.add(FindingWord::wrong_bundle, std::nullopt,
                  phrase("it was made of {} entries, and has {}", terms_->size, size));
  }
}

void WithheldCheck::take(const ExaminedEntry& row) {
  is_withheld_ = false;
  is_wrongly_withheld_ = false;
  if (!terms_) return;
  const bool is_event = row.form_fault == nullptr && row.about == EntryClass::event;
  if (terms_->project.empty() && is_event && row.payload && !disclosure_is_said_) {
    disclosure_is_said_ = true;
    findings_.add(FindingWord::wrong_bundle, row.seq,
                  phrase("it is of statements alone, and discloses an event"));
  }
  if (!is_listed(row.seq)) return;
  if (row.payload) {
    findings_.add(FindingWord::not_withheld, row.seq, phrase("its payload"));
    return;
  }
  if (!is_event) return;  // only an event's may be withheld
  is_withheld_ = true;
  ++payloads_;
  if (!first_of_project_.contains(row.entry.project))
    first_of_project_.emplace(std::string(row.entry.project), row.seq);
  if (row.private_part) findings_.add(FindingWord::not_withheld, row.seq, phrase("its private part"));
  if (!is_of_project(row.entry)) return;
  is_wrongly_withheld_ = true;
  findings_.add(FindingWord::wrong_bundle, row.seq,
                phrase("it withholds an event of {} itself", terms_->project));
}

bool WithheldCheck::is_needed_for(const std::string& project, std::uint64_t size) const {
  const auto found = first_of_project_.find(project);
  return found != first_of_project_.end() && found->second < size;
}

bool WithheldCheck::is_listed(std::uint64_t seq) {
  while (true) {
    while (next_ < ranges_.size() && ranges_[next_].last < seq) ++next_;
    if (next_ < ranges_.size()) return ranges_[next_].first <= seq;
    if (all_loaded_) return false;
    load_ranges();
  }
}

/// Loads the next ranges. One that is not in order counts for nothing: what it lists is missing.
void WithheldCheck::load_ranges() {
  ranges_.clear();
  next_ = 0;
  const std::vector<SeqRange> stored =
      reader_.with([this](const Reader& from) { return from.withheld(load_from_, ranges_at_once); });
  all_loaded_ = stored.size() < static_cast<std::size_t>(ranges_at_once);
  for (const SeqRange& range : stored) {
    load_from_ = range.first + 1;
    if (is_in_order(range)) {
      ranges_.push_back(range);
      free_from_ = range.last + 1;
    } else if (!disorder_is_said_) {
      disorder_is_said_ = true;
      findings_.add(FindingWord::wrong_bundle, std::nullopt,
                    phrase("its list has {} to {}, which is not in order", range.first, range.last));
    }
  }
}

bool WithheldCheck::is_in_order(const SeqRange& range) const {
  return range.first >= free_from_ && range.first <= range.last && range.last < size_;
}

}  // namespace lcl
