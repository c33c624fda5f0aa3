// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/log_writer.hpp"

#include <string_view>

#include "ledger/events/csv_writer.hpp"
#include "ledger/events/epcis/epcis_writer.hpp"
#include "ledger/events/event_json.hpp"

namespace lcl {

void LogWriter::begin(std::string& out) const {
  switch (format_) {
    case LogFormat::ndjson:
      return;
    case LogFormat::csv:
      return append_csv_log_header(out);
    case LogFormat::epcis:
      return begin_epcis(made_at_, out);
  }
}

void LogWriter::append(const Event& event, std::string& out) {
  const bool first = events_++ == 0;
  switch (format_) {
    case LogFormat::ndjson:
      append_ndjson(event, out);
      return;
    case LogFormat::csv:
      return append_csv(event, out);
    case LogFormat::epcis:
      out += first ? "\n" : ",\n";
      return append_epcis(event, out);
  }
}

void LogWriter::end(std::string& out) const {
  if (format_ == LogFormat::epcis) end_epcis(out);
}

}  // namespace lcl
