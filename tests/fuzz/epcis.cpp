// SPDX-License-Identifier: Apache-2.0
// Any bytes as an EPCIS document: every step gives an event or refusals that stand in the file, reading ends,
// and an event that was read is the same when it is written and read again.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "ledger/events/log_reader.hpp"
#include "ledger/events/log_writer.hpp"
#include "ledger/values/error.hpp"

namespace {

using namespace lcl;

class Document {
 public:
  explicit Document(std::string_view text) : file_(::memfd_create("log", 0)) {
    invariant(::write(file_, text.data(), text.size()) == static_cast<ssize_t>(text.size()),
              "the log is not written");
    ::lseek(file_, 0, SEEK_SET);
  }
  ~Document() { ::close(file_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  [[nodiscard]] std::unique_ptr<LogReader> reader() const { return LogReader::open(file_, LogFormat::epcis); }

 private:
  int file_;
};

void check_written_again(const Event& event) {
  std::string text;
  LogWriter writer(LogFormat::epcis, event.facts.occurred_at);
  writer.begin(text);
  writer.append(event, text);
  writer.end(text);
  const Document document(text);
  const auto reader = document.reader();
  invariant(reader->next() == LogReader::Step::event, "what was written is not read");
  Event again = reader->current();
  again.line = event.line;
  invariant(again == event, "an event comes back as another");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Document document({reinterpret_cast<const char*>(data), size});
  const auto reader = document.reader();
  std::size_t steps = 0;
  for (auto step = reader->next(); step != LogReader::Step::end; step = reader->next()) {
    invariant(++steps <= size + 2, "reading does not end");
    const bool good = step == LogReader::Step::event;
    invariant(good == reader->refusals().empty(), "an event is neither good nor refused, or both");
    for (const Refused& one : reader->refusals()) {
      invariant(one.place.line >= 1 && one.place.line <= size + 1, "a refusal stands where no line is");
      invariant(one.place.column >= 1 && one.place.column <= size + 1, "a refusal stands outside its line");
      invariant(one.message.size() < 1000 && one.place.field.size() < 1000, "a message is long");
    }
    if (!good) continue;
    static_cast<void>(reader->place("device.imei"));
    check_written_again(reader->current());
  }
  return 0;
}
