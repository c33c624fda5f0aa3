// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/link_check.hpp"

#include <utility>

#include "ledger/registry/acts.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

void LinkCheck::check(std::uint64_t seq, const Entry& entry, const Digest& leaf) {
  if (entry.seq != seq) findings_.add(FindingWord::wrong_seq, seq, phrase("it states {}", entry.seq));
  // The next entry is held to this one as it is stored, so one fault is said once.
  const std::optional<Digest> before = std::exchange(last_leaf_, leaf);
  if (seq == 0) {
    check_prev(seq, entry, Digest{});
  } else if (before) {
    check_prev(seq, entry, *before);
  }
  // How far a correction of the clock may go back, its own judge says.
  const bool may_go_back = entry.kind == rule_of(Act::clock_corrected).kind;
  if (last_time_ && entry.time < *last_time_ && !may_go_back) {
    findings_.add(FindingWord::time_goes_back, seq,
                  phrase("{} after {}", to_string(entry.time), to_string(*last_time_)));
  }
  last_time_ = entry.time;
}

void LinkCheck::interrupt() {
  last_leaf_.reset();
  last_time_.reset();
}

void LinkCheck::check_prev(std::uint64_t seq, const Entry& entry, const Digest& before) {
  if (entry.prev == before) return;
  if (seq > 0 && kept_leaf_ && kept_leaf_(seq - 1) == entry.prev) {
    findings_.add(
        FindingWord::altered_entry, seq - 1,
        phrase("entry {} and the tree have {}, its bytes give {}", seq, hex(entry.prev), hex(before)));
    return;
  }
  findings_.add(FindingWord::wrong_prev, seq, phrase("found {}, expected {}", hex(entry.prev), hex(before)));
}

}  // namespace lcl
