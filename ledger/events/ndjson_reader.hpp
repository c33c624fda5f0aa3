// SPDX-License-Identifier: Apache-2.0
// An NDJSON log: one JSON object per line; lines that are blank are skipped.
#pragma once

#include "ledger/events/log_reader.hpp"
#include "ledger/events/ndjson_fast.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/tables/packed_bytes.hpp"

namespace lcl {

class NdjsonReader final : public LogReader {
 public:
  explicit NdjsonReader(int input) : source_(text_bytes(input), LineEnds::any_line_feed) {}

  [[nodiscard]] Step next() override;
  [[nodiscard]] Place place(std::string_view field) const override;
  [[nodiscard]] std::string_view line() const override { return source_.line(); }
  [[nodiscard]] std::uint64_t bytes_read() const override { return source_.bytes_read(); }

 private:
  LineSource source_;
  bool fault_told_ = false;
  FastNdjson fast_;
};

}  // namespace lcl
