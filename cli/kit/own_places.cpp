// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/own_places.hpp"

#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace lcl::cli {
namespace {

/// Lines of the log, by those of the copy.
class OwnLines {
 public:
  void add(std::uint64_t line) { lines_.push_back(line); }
  [[nodiscard]] std::uint64_t of(std::uint64_t copied) const {
    return copied == 0 || copied > lines_.size() ? 0 : lines_[copied - 1];
  }
  /// A message, which says `line 12` of other lines than its own.
  [[nodiscard]] std::string in(std::string_view message) const {
    constexpr std::string_view said = "line ";
    std::string out;
    for (std::size_t at = message.find(said); at != std::string_view::npos; at = message.find(said)) {
      out.append(message.substr(0, at + said.size()));
      message.remove_prefix(at + said.size());
      std::uint64_t line = 0;
      const auto read = std::from_chars(message.data(), message.data() + message.size(), line);
      if (read.ec != std::errc{} || of(line) == 0) continue;
      out += std::to_string(of(line));
      message.remove_prefix(static_cast<std::size_t>(read.ptr - message.data()));
    }
    return out.append(message);
  }

 private:
  std::vector<std::uint64_t> lines_;
};

}  // namespace

void put_in_own_places(LogReader& log, Preparation& preparation) {
  std::multimap<std::uint64_t, Refused*> refused;
  for (Refused& each : preparation.listed) refused.emplace(each.place.line, &each);
  OwnLines lines;
  for (std::uint64_t copied = 0;;) {
    const LogReader::Step step = log.next();
    if (step == LogReader::Step::end) break;
    if (step == LogReader::Step::refused) continue;
    lines.add(log.current().line);
    const auto [first, last] = refused.equal_range(++copied);
    for (auto each = first; each != last; ++each) each->second->place = log.place(each->second->place.field);
  }
  for (Refused& each : preparation.listed) each.message = lines.in(each.message);
  for (Fault& each : preparation.faults) each.line = lines.of(each.line);
  for (Warning& each : preparation.warnings) each.line = lines.of(each.line);
  for (NotCredited& each : preparation.earnings.not_credited)
    for (std::uint64_t& line : each.lines) line = lines.of(line);
}

}  // namespace lcl::cli
