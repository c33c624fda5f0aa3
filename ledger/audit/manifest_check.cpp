// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/manifest_check.hpp"

#include "ledger/chain/manifest.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Lines are hashed some dozens at a time: to start a hash's update costs as much as a line.
constexpr std::size_t lines_at_once = 4096;

}  // namespace

void ManifestCheck::begin(std::uint64_t seq, std::string_view project, std::uint64_t count,
                          const Digest& digest) {
  seq_ = seq;
  project_ = project;
  digest_ = digest;
  count_ = count;
  due_ = count;
  has_unreadable_ = false;
  strays_are_excused_ = false;
  lines_.clear();
  (void)hasher_.finish();  // forgets what an incomplete submission has left
}

void ManifestCheck::take(const ExaminedEntry& event) {
  if (due_ == 0) {
    if (!strays_are_excused_) findings_.add(FindingWord::stray_event, event.seq);
    return;
  }
  if (event.entry.project != project_) {
    findings_.add(
        FindingWord::stray_event, event.seq,
        phrase("it is of {} among those submitted to {} by entry {}", event.entry.project, project_, seq_));
  }
  append_manifest_line(event.entry, lines_);
  if (lines_.size() >= lines_at_once) {
    hasher_.update(lines_);
    lines_.clear();
  }
  if (--due_ == 0) complete();
}

void ManifestCheck::take_unreadable() {
  if (due_ == 0) {
    strays_are_excused_ = true;
    return;
  }
  has_unreadable_ = true;
  if (--due_ == 0) complete();
}

void ManifestCheck::end() {
  if (due_ > 0) {
    findings_.add(FindingWord::incomplete_submission, seq_,
                  phrase("{} of {} events are there", count_ - due_, count_));
  }
  due_ = 0;
  strays_are_excused_ = false;
}

void ManifestCheck::complete() {
  hasher_.update(lines_);
  lines_.clear();
  const Digest found = hasher_.finish();
  if (has_unreadable_ || found == digest_) return;
  findings_.add(FindingWord::wrong_manifest, seq_, phrase("signed {}, found {}", hex(digest_), hex(found)));
}

}  // namespace lcl
