// SPDX-License-Identifier: Apache-2.0
// A log that is an EPCIS 2.0 document (GS1, JSON binding), read event by event. What an event means is in
// epcis_event.hpp and schemas/epcis.md; events of other business steps are left out, and said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/events/epcis/epcis_event.hpp"
#include "ledger/events/epcis/epcis_frame.hpp"
#include "ledger/events/epcis/event_list_source.hpp"
#include "ledger/events/epcis/json_tree.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/tables/packed_bytes.hpp"

namespace lcl {

class EpcisReader final : public LogReader {
 public:
  explicit EpcisReader(int input) : source_(text_bytes(input)) {}

  [[nodiscard]] Step next() override;
  [[nodiscard]] Place place(std::string_view field) const override;
  /// As the line of an NDJSON log that says the same; of an event that cannot be said so, itself on one line.
  [[nodiscard]] std::string_view line() const override { return line_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return source_.bytes_read(); }

 private:
  [[nodiscard]] Step read_head();
  [[nodiscard]] Step read_end();
  /// Reads the element of the list; its lines are then in lines_.
  void read_element();
  void refuse_element(JsonTreeFault fault);
  [[nodiscard]] Step read_line();
  [[nodiscard]] Step refuse(Refusal refusal, std::size_t offset, std::string message);
  [[nodiscard]] Place place_of_field(std::string_view path, std::size_t line) const;

  EventListSource source_;
  EpcisFrame frame_;
  EpcisLines lines_;
  std::size_t next_line_ = 0;
  std::string line_;  ///< the last line that was read, or the event that could not be said as lines
  bool finished_ = false;
};

}  // namespace lcl
