// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/converted_log.hpp"

#include <string>

#include "ledger/events/log_writer.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t buffered = std::size_t{1} << 16U;

void note_refused(const std::vector<Refused>& refusals, std::size_t most_listed, Conversion& conversion) {
  ++conversion.refused_lines;
  for (const Refused& refused : refusals) {
    ++conversion.refusals;
    const auto [fault, is_new] = conversion.faults.try_emplace(refused.refusal);
    if (is_new) fault->second = {refused.refusal, 0, refused.place.line};
    ++fault->second.count;
    if (conversion.listed.size() < most_listed) conversion.listed.push_back(refused);
  }
}

}  // namespace

Conversion convert(LogReader& log, LogFormat format, AfterRefusal then, std::size_t most_listed,
                   std::ostream& out, const Progress& progress) {
  Conversion conversion;
  LogWriter writer(format, now());
  std::string text;
  writer.begin(text);
  for (LogReader::Step step = log.next(); step != LogReader::Step::end; step = log.next()) {
    if (step == LogReader::Step::refused) {
      note_refused(log.refusals(), most_listed, conversion);
    } else if (conversion.refusals == 0 || then == AfterRefusal::the_rest) {
      writer.append(log.current(), text);
      if (++conversion.events % progress_every == 0 && progress)
        progress(translation("converting"), log.bytes_read(), 0);
      if (text.size() < buffered) continue;
      out << text;
      text.clear();
    }
  }
  writer.end(text);
  out << text;
  return conversion;
}

}  // namespace lcl::cli
