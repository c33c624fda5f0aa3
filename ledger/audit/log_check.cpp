// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/log_check.hpp"

#include <fmt/format.h>

#include "ledger/values/error.hpp"

namespace lcl {

void LogCheck::check(const ExaminedEntry& row) {
  if (row.seq > expected_) miss(row.seq);
  expected_ = row.seq + 1;
  withheld_.take(row);
  if (row.form_fault != nullptr) {
    findings_.add(FindingWord::malformed_entry, row.seq, row.form_fault);
    last_leaf_.reset();
    last_time_.reset();
    return;
  }
  check_place(row);
  check_link(row);
  check_time(row);
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
                    ? std::string("the entries after it are not replayed")
                    : fmt::format("and all up to {}; the entries after it are not replayed", until - 1));
  has_gap_ = true;
  last_leaf_.reset();
  last_time_.reset();
}

void LogCheck::check_place(const ExaminedEntry& row) {
  if (row.entry.seq != row.seq) {
    findings_.add(FindingWord::wrong_seq, row.seq, fmt::format("it states {}", row.entry.seq));
  }
}

/// The next entry is held to this one as it is stored, so one fault is said once.
void LogCheck::check_link(const ExaminedEntry& row) {
  const std::optional<Digest> before = row.seq == 0 ? Digest{} : last_leaf_;
  last_leaf_ = row.leaf;
  if (!before || row.entry.prev == *before) return;
  if (row.seq > 0 && kept_leaf(reader_, row.seq - 1) == row.entry.prev) {
    findings_.add(FindingWord::altered_entry, row.seq - 1,
                  fmt::format("entry {} and the tree have {}, its bytes give {}", row.seq,
                              hex(row.entry.prev), hex(*before)));
    return;
  }
  findings_.add(FindingWord::wrong_prev, row.seq,
                fmt::format("found {}, expected {}", hex(row.entry.prev), hex(*before)));
}

void LogCheck::check_time(const ExaminedEntry& row) {
  if (last_time_ && row.entry.time < *last_time_) {
    findings_.add(FindingWord::time_goes_back, row.seq,
                  fmt::format("{} after {}", to_string(row.entry.time), to_string(*last_time_)));
  }
  last_time_ = row.entry.time;
}

void LogCheck::check_payload(const ExaminedEntry& row) {
  if (!row.payload) {
    if (withheld_.is_withheld()) return;
    ++missing_payloads_;
    findings_.add(FindingWord::missing_payload, row.seq);
    return;
  }
  if (!row.payload_matches) {
    findings_.add(FindingWord::wrong_payload, row.seq,
                  fmt::format("its SHA-256 is {}, the entry names {}", hex(sha256(*row.payload)),
                              hex(row.entry.payload)));
    return;
  }
  if (row.payload_fault != nullptr) {
    findings_.add(FindingWord::malformed_payload, row.seq, row.payload_fault);
    return;
  }
  if (row.about == EntryClass::event) privates_.take(row, row.stated_private);
}

std::optional<Digest> kept_leaf(SharedReader& reader, std::uint64_t seq) {
  try {
    return reader.with([seq](const Reader& from) { return from.tile_hash(0, seq); });
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::damaged) throw;
    return std::nullopt;  // a missing tile is a finding of its own
  }
}

}  // namespace lcl
