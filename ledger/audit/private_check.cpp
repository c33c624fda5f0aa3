// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/private_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lcl {

void PrivateCheck::take(const ExaminedEntry& row, const std::optional<Digest>& stated) {
  if (!stated) {
    if (row.private_part) findings_.add(FindingWord::unexpected_private, row.seq);
    return;
  }
  if (!row.private_part) {
    absent_.push_back(row.seq);
  } else if (row.private_digest != *stated) {
    findings_.add(
        FindingWord::wrong_private, row.seq,
        fmt::format("its SHA-256 is {}, the payload states {}", hex(row.private_digest), hex(*stated)));
  }
}

void PrivateCheck::end(const std::map<std::uint64_t, std::uint64_t>& erased) {
  for (const std::uint64_t seq : absent_) {
    if (erased.contains(seq)) {
      ++erased_;
    } else {
      findings_.add(FindingWord::missing_private, seq);
    }
  }
  for (const auto& [seq, statement] : erased) {
    if (std::binary_search(absent_.begin(), absent_.end(), seq)) continue;
    findings_.add(FindingWord::not_erased, seq, fmt::format("entry {} says that it was erased", statement));
  }
}

}  // namespace lcl
