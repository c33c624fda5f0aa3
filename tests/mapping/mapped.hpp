// SPDX-License-Identifier: Apache-2.0
// Mappings and tables for tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::test {

/// One rule: a resale, if the column state is sold.
inline constexpr std::string_view small_mapping = R"({
  "version": 1,
  "events": [{
    "kind": "resale",
    "when": [{"column": "state", "is": "sold"}],
    "fields": {
      "occurred_at": {"column": "date"},
      "participant": "03571592900010",
      "country": "FR",
      "device.imei": {"column": "imei"},
      "warranty_months": 12
    }
  }]
})";

[[nodiscard]] std::string file_text(const std::string& path);
/// `text` with its first `what` replaced.
[[nodiscard]] std::string replaced(std::string_view text, std::string_view what, std::string_view instead);
/// A mapping that must be sound.
[[nodiscard]] Mapping loaded(std::string_view text);

/// What came of a table.
struct MappedReading {
  std::vector<Event> events;
  std::vector<Refused> refused;
  std::vector<std::uint64_t> left_out;

  /// Of the only refusal, or of all: `LINE FIELD: WORD: MESSAGE`.
  [[nodiscard]] std::string told() const;
};
/// Reads `table` through `mapping`, with the texts of the tables that it looks up, in its order.
[[nodiscard]] MappedReading read_mapped(std::string_view mapping, std::string_view table,
                                        const std::vector<std::string>& look_ups = {});

/// The events of a plain CSV log without faults.
[[nodiscard]] std::vector<Event> read_plain(std::string_view log);

}  // namespace lcl::test
