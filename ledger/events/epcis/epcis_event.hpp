// SPDX-License-Identifier: Apache-2.0
// An EPCIS event, said as lines of an NDJSON log: one for each device that it is about. Which kind it is
// follows from its business step; the table is in schemas/epcis.md. The lines are then read as those of any
// log, so that no fact is checked in another way here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/events/epcis/epcis_frame.hpp"
#include "ledger/events/epcis/json_tree.hpp"

namespace lcl {

/// One device of an event.
struct EpcisDevice {
  std::string json;        ///< its identifiers, as a log has them
  std::size_t offset = 0;  ///< of what names it
};

struct EpcisLines {
  /// What all lines have, as members of an object that is open.
  std::string members;
  std::vector<EpcisDevice> devices;  ///< one a line
  /// Where each field of the lines stands in the event, but for the device: (`legs`, offset).
  std::vector<std::pair<std::string, std::size_t>> fields;
  std::string left_out;                     ///< why there are no lines, as a clause; empty: there are
  std::vector<std::string> unread_members;  ///< extensions of others, and names that EPCIS does not have
  std::optional<JsonTreeFault> fault;       ///< what makes saying it impossible; then nothing else counts
};

/// `frame` comes out as it was: a context of the event is its own.
[[nodiscard]] EpcisLines lines_of(const JsonNode& event, EpcisFrame& frame);
/// Writes the line of the device at `index` to `out`.
void write_line(const EpcisLines& lines, std::size_t index, std::string& out);

}  // namespace lcl
