// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/ndjson_reader.hpp"

#include <utility>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/ndjson_careful.hpp"
#include "ledger/tables/line_checks.hpp"

namespace lcl {

LogReader::Step NdjsonReader::next() {
  refusals_.clear();
  while (true) {
    const LineSource::Step step = source_.next();
    if (step == LineSource::Step::end) {
      if (source_.fault() == nullptr || std::exchange(fault_told_, true)) return Step::end;
      refusals_.push_back(*source_.fault());
      return Step::refused;
    }
    if (step == LineSource::Step::too_long) {
      clear(event_);
      refusals_.push_back(line_too_long(source_.number()));
      return Step::refused;
    }
    const std::string_view line = source_.line();
    if (fast_.read(line, event_)) break;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    read_ndjson_carefully(line, source_.number(), event_, refusals_);
    if (!refusals_.empty()) return Step::refused;
    break;
  }
  event_.line = source_.number();
  return Step::event;
}

Place NdjsonReader::place(std::string_view field) const {
  Place place{source_.number(), 1, std::string(field)};
  Event event;
  std::vector<Refused> refusals;
  std::vector<ValuePlace> places;
  read_ndjson_carefully(source_.line(), source_.number(), event, refusals, &places);
  for (const ValuePlace& value : places) {
    if (value.path == field) place.column = value.column;
  }
  return place;
}

}  // namespace lcl
