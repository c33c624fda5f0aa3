// SPDX-License-Identifier: Apache-2.0
// The log by itself: that every entry is there, in its form and place, chained
// to the one before, never earlier, with the payload and the private part it
// was recorded with. Knows no meaning of any kind.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/link_check.hpp"
#include "ledger/audit/private_check.hpp"
#include "ledger/audit/withheld_check.hpp"
#include "ledger/store/shared_reader.hpp"

namespace lcl {

/// The hash that the ledger keeps of entry `seq` in its tiles, if it is there. A projection: good to tell
/// which of two neighbours was altered, never to tell whether one was.
[[nodiscard]] std::optional<Digest> kept_leaf(SharedReader& reader, std::uint64_t seq);

class LogCheck {
 public:
  /// All must outlive this. The reader is asked only where something is wrong.
  LogCheck(FindingList& findings, SharedReader& reader, WithheldCheck& withheld, PrivateCheck& privates)
      : findings_(findings),
        withheld_(withheld),
        privates_(privates),
        links_(findings, [&reader](std::uint64_t seq) { return kept_leaf(reader, seq); }) {}

  /// Judges the next row.
  void check(const ExaminedEntry& row);
  /// Says that the log ends here although it should have `size` entries.
  void end(std::uint64_t size);

  /// Whether an entry was missing: what follows a gap can be read, but not replayed.
  [[nodiscard]] bool has_gap() const { return has_gap_; }
  /// Payloads that are neither here nor withheld.
  [[nodiscard]] std::uint64_t missing_payloads() const { return missing_payloads_; }
  /// Of the last entry, if it could be read.
  [[nodiscard]] const std::optional<Digest>& last_leaf() const { return links_.last_leaf(); }

 private:
  void check_payload(const ExaminedEntry& row);
  void miss(std::uint64_t until);

  FindingList& findings_;
  WithheldCheck& withheld_;
  PrivateCheck& privates_;
  LinkCheck links_;
  std::uint64_t expected_ = 0;
  bool has_gap_ = false;
  std::uint64_t missing_payloads_ = 0;
};

}  // namespace lcl
