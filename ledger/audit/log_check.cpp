// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/log_check.hpp"

#include <fmt/format.h>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

void LogCheck::check(const ExaminedEntry& row) {
  if (row.seq > expected_) miss(row.seq);
  expected_ = row.seq + 1;
  withheld_.take(row);
  if (row.form_fault != nullptr) {
    findings_.add(FindingWord::malformed_entry, row.seq, std::string(translation(row.form_fault)));
    links_.interrupt();
    return;
  }
  links_.check(row.seq, row.entry, row.leaf);
  if (row.about == EntryClass::unknown) {
    findings_.add(FindingWord::unknown_kind, row.seq, fmt::format("\"{}\"", row.entry.kind));
  }
  check_payload(row);
}

void LogCheck::end(std::uint64_t size) {
  if (expected_ < size) miss(size);
}

void LogCheck::miss(std::uint64_t until) {
  findings_.add(FindingWord::missing_entry, expected_,
                until - expected_ == 1
                    ? phrase("the entries after it are not replayed")
                    : phrase("and all up to {}; the entries after it are not replayed", until - 1));
  has_gap_ = true;
  links_.interrupt();
}

void LogCheck::check_payload(const ExaminedEntry& row) {
  if (!row.payload) {
    if (withheld_.is_withheld()) return;
    ++missing_payloads_;
    findings_.add(FindingWord::missing_payload, row.seq);
    return;
  }
  if (!row.payload_matches) {
    findings_.add(
        FindingWord::wrong_payload, row.seq,
        phrase("its SHA-256 is {}, the entry names {}", hex(sha256(*row.payload)), hex(row.entry.payload)));
    return;
  }
  if (row.payload_fault != nullptr) {
    findings_.add(FindingWord::malformed_payload, row.seq, std::string(translation(row.payload_fault)));
    return;
  }
  if (row.about == EntryClass::event) privates_.take(row, row.stated_private);
}

std::optional<Digest> kept_leaf(SharedReader& reader, std::uint64_t seq) {
  try {
    return reader.with([seq](const Reader& from) { return from.stored_hashes()(0, seq); });
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::damaged) throw;
    return std::nullopt;  // a missing tile is a finding of its own
  }
}

}  // namespace lcl
