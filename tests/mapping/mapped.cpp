// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/mapped.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "ledger/mapping/look_up_table.hpp"
#include "ledger/mapping/mapped_log.hpp"
#include "ledger/mapping/mapped_tables.hpp"
#include "ledger/values/files.hpp"

namespace lcl::test {
namespace {

Descriptor file_of(std::string_view text) {
  Descriptor file(::memfd_create("table", 0));
  REQUIRE(::write(file.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  ::lseek(file.number(), 0, SEEK_SET);
  return file;
}

}  // namespace

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string_view text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string_view::npos);
  return std::string(text.substr(0, at)).append(instead).append(text.substr(at + what.size()));
}

Mapping loaded(std::string_view text) {
  auto outcome = Mapping::load(text);
  if (const auto* faults = std::get_if<DocumentFaults>(&outcome)) {
    FAIL(faults->front().where << ": " << faults->front().message);
  }
  return std::move(*std::get_if<Mapping>(&outcome));
}

std::string MappedReading::told() const {
  std::string all;
  for (const Refused& one : refused) {
    all += (all.empty() ? "" : "\n") + std::to_string(one.place.line) + ' ' + one.place.field + ": " +
           std::string(word(one.refusal)) + ": " + one.message;
  }
  return all;
}

MappedReading read_mapped(std::string_view text, std::string_view table,
                          const std::vector<std::string>& look_ups) {
  MappedReading reading;
  Mapping mapping = loaded(text);
  std::vector<LookUpTable> tables;
  REQUIRE(look_ups.size() == mapping.look_ups.size());
  for (std::size_t i = 0; i < look_ups.size(); ++i) {
    const Descriptor file = file_of(look_ups[i]);
    const auto reader = open_mapped_table(file.number(), mapping.look_ups[i].xml);
    REQUIRE(reader);
    tables.push_back(LookUpTable::read(mapping, i + 1, **reader, reading.refused));
  }
  if (!reading.refused.empty()) return reading;
  const Descriptor file = file_of(table);
  auto reader = open_mapped_table(file.number(), mapping.xml);
  REQUIRE(reader);
  MappedLogReader log(std::move(mapping), *std::move(reader), std::move(tables));
  for (auto step = log.next(); step != LogReader::Step::end; step = log.next()) {
    if (step == LogReader::Step::event) {
      reading.events.push_back(log.current());
    } else {
      reading.refused.insert(reading.refused.end(), log.refusals().begin(), log.refusals().end());
    }
  }
  reading.left_out.assign(log.left_out().begin(), log.left_out().end());
  return reading;
}

std::vector<Event> read_plain(std::string_view log) {
  const Descriptor file = file_of(log);
  const auto reader = LogReader::open(file.number(), LogFormat::csv);
  std::vector<Event> events;
  for (auto step = reader->next(); step != LogReader::Step::end; step = reader->next()) {
    REQUIRE(step == LogReader::Step::event);
    events.push_back(reader->current());
  }
  return events;
}

}  // namespace lcl::test
