// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV log: every line comes out as an event or with refusals that
// stand in the file, in order, and reading ends.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "ledger/events/log_reader.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lcl;
  const int file = ::memfd_create("log", 0);
  invariant(::write(file, data, size) == static_cast<ssize_t>(size), "the log is not written");
  ::lseek(file, 0, SEEK_SET);

  const auto reader = LogReader::open(file, LogFormat::csv);
  std::uint64_t line = 0;
  std::size_t steps = 0;
  for (auto step = reader->next(); step != LogReader::Step::end; step = reader->next()) {
    invariant(++steps <= size + 1, "reading does not end");
    const bool good = step == LogReader::Step::event;
    invariant(good == reader->refusals().empty(), "a line is neither good nor refused, or both");
    for (const Refused& one : reader->refusals()) {
      invariant(one.place.line > line && one.place.column >= 1, "a refusal stands where no line is");
      invariant(one.message.size() < 4000 && one.place.field.size() < 1000, "a message is long");
    }
    if (good) {
      invariant(reader->current().line > line, "lines are out of order");
      line = reader->current().line;
      static_cast<void>(reader->place("legs[0].mode"));
    }
  }
  ::close(file);
  return 0;
}
