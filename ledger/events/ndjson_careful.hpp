// SPDX-License-Identifier: Apache-2.0
// The slow path of an NDJSON log: reads a line with nlohmann's SAX parser, which
// knows where everything stands, and tells all that is wrong with it. Accepts
// exactly the lines that ndjson_fast accepts, and gives the same events.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Where each value of a line stands.
struct ValuePlace {
  std::string path;          ///< `device.imei`, `legs[0].mode`
  std::uint64_t column = 0;  ///< from 1, in bytes
};

/// Reads `line` into `event`, but for its line number. Appends to `refusals` what is wrong, in column order,
/// with `line_number` in their places; if there is anything, `event` is of no meaning. Where `places` is
/// given, appends the place of every value of a known field.
void read_ndjson_carefully(std::string_view line, std::uint64_t line_number, Event& event,
                           std::vector<Refused>& refusals, std::vector<ValuePlace>* places = nullptr);

}  // namespace lcl
