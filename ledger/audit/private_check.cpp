// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/private_check.hpp"

#include <algorithm>

#include "ledger/values/phrase.hpp"

namespace lcl {

void PrivateCheck::take(const ExaminedEntry& row, const std::optional<Digest>& stated) {
  if (!stated) {
    if (row.private_part) findings_.add(FindingWord::unexpected_private, row.seq);
    return;
  }
  const bool may_be_withheld = withheld_by_bundle_.withholds_private(row.entry);
  if (!row.private_part) {
    absent_.push_back({row.seq, may_be_withheld});
  } else if (row.private_digest != *stated) {
    findings_.add(FindingWord::wrong_private, row.seq,
                  phrase("its SHA-256 is {}, the payload states {}", hex(row.private_digest), hex(*stated)));
  } else if (may_be_withheld) {
    findings_.add(FindingWord::not_withheld, row.seq, phrase("its private part"));
  }
}

void PrivateCheck::end(const std::map<std::uint64_t, std::uint64_t>& erased) {
  for (const AbsentPart& absent : absent_) {
    if (erased.contains(absent.seq)) {
      ++erased_;
    } else if (absent.may_be_withheld) {
      ++withheld_;
    } else {
      ++missing_;
      findings_.add(FindingWord::missing_private, absent.seq);
    }
  }
  for (const auto& [seq, statement] : erased) {
    if (is_absent(seq)) continue;
    if (is_withheld_whole(seq)) {
      ++erased_;
    } else {
      findings_.add(FindingWord::not_erased, seq, phrase("entry {} says that it was erased", statement));
    }
  }
}

bool PrivateCheck::is_absent(std::uint64_t seq) const {
  const auto found =
      std::lower_bound(absent_.begin(), absent_.end(), seq,
                       [](const AbsentPart& absent, std::uint64_t at) { return absent.seq < at; });
  return found != absent_.end() && found->seq == seq;
}

/// Whether a bundle has neither payload nor private part of the entry, so that nothing states one.
bool PrivateCheck::is_withheld_whole(std::uint64_t seq) {
  if (!withheld_by_bundle_.terms()) return false;
  bool is_withheld = false;
  reader_.with([&](const Reader& from) {
    return from.entry(seq, [&](const StoredEntry& row) { is_withheld = !row.payload && !row.private_part; });
  });
  return is_withheld;
}

}  // namespace lcl
