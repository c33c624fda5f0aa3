// SPDX-License-Identifier: Apache-2.0
// Any bytes, up to a NUL as a mapping and behind it as its table: the mapping is
// loaded or has faults, reading ends, and every row gives events or refusals.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/mapping/look_up_table.hpp"
#include "ledger/mapping/mapped_log.hpp"
#include "ledger/mapping/mapped_tables.hpp"
#include "ledger/mapping/proposal.hpp"
#include "ledger/values/error.hpp"

namespace {

int file_of(std::string_view text) {
  const int file = ::memfd_create("table", 0);
  lcl::invariant(::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()),
                 "nothing is written");
  ::lseek(file, 0, SEEK_SET);
  return file;
}

void propose(std::string_view table) {
  const int file = file_of(table);
  if (auto reader = lcl::TableReader::open(file, {})) {
    const auto proposal = lcl::propose_mapping(**reader);
    const auto loaded = lcl::Mapping::load(proposal.text);
    const auto* faults = std::get_if<lcl::DocumentFaults>(&loaded);
    // What is left open is all that a proposal lacks.
    lcl::invariant(proposal.open.empty() || faults != nullptr, "what is left open was taken");
  }
  ::close(file);
}

void read(lcl::Mapping mapping, std::string_view table) {
  using namespace lcl;
  std::vector<LookUpTable> tables;
  for (std::size_t i = 0; i < mapping.look_ups.size(); ++i) {
    const int file = file_of(table);
    auto reader = open_mapped_table(file, mapping.look_ups[i].xml);
    std::vector<Refused> refused;
    if (reader) tables.push_back(LookUpTable::read(mapping, i + 1, **reader, refused));
    ::close(file);
    if (!reader || !refused.empty()) return;
  }
  const int file = file_of(table);
  if (auto reader = open_mapped_table(file, mapping.xml)) {
    const std::size_t rules = mapping.events.size();
    MappedLogReader log(std::move(mapping), *std::move(reader), std::move(tables));
    std::size_t steps = 0;
    for (auto step = log.next(); step != LogReader::Step::end; step = log.next()) {
      invariant(++steps <= (table.size() + 2) * (rules + 1), "reading does not end");
      invariant((step == LogReader::Step::event) == log.refusals().empty(),
                "an event is neither good nor refused");
      for (const Refused& one : log.refusals()) invariant(one.message.size() < 4000, "a message is long");
      static_cast<void>(log.place("legs[0].mode"));
    }
  }
  ::close(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t nul = input.find('\0');
  const std::string_view table = nul == std::string_view::npos ? std::string_view{} : input.substr(nul + 1);
  auto loaded = lcl::Mapping::load(input.substr(0, nul));
  if (auto* mapping = std::get_if<lcl::Mapping>(&loaded)) read(std::move(*mapping), table);
  propose(table);
  return 0;
}
