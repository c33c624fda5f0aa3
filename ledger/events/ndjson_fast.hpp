// SPDX-License-Identifier: Apache-2.0
// The good path of an NDJSON log: a line that holds an event is read by simdjson
// without allocation. It says yes or no; why not is ndjson_careful's to tell,
// and the two accept the same lines.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "ledger/events/event.hpp"

namespace lcl {

class FastNdjson {
 public:
  FastNdjson();
  ~FastNdjson();
  FastNdjson(FastNdjson&&) noexcept;
  FastNdjson& operator=(FastNdjson&&) noexcept;

  /// Whether `line`, with line_padding readable bytes after it, is an event: then `event` is it,
  /// but for its line number. Else `event` is of no meaning.
  [[nodiscard]] bool read(std::string_view line, Event& event);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace lcl
