// SPDX-License-Identifier: Apache-2.0
// Events out, as a log in one of the formats that LogReader reads: what is written and read again is the same
// events. Identifiers are written in their normal form, in which alone a reader keeps them.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/events/event.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

class LogWriter {
 public:
  /// `made_at`: an EPCIS document's creationDate.
  LogWriter(LogFormat format, Instant made_at) : format_(format), made_at_(made_at) {}

  /// What comes before the first event; then each event; then what comes behind the last. Each is appended to
  /// `out`.
  void begin(std::string& out) const;
  void append(const Event& event, std::string& out);
  void end(std::string& out) const;

 private:
  LogFormat format_;
  Instant made_at_;
  std::uint64_t events_ = 0;
};

}  // namespace lcl
