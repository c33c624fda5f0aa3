// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/mapping_file.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cli/kit/files.hpp"
#include "cli/kit/table_options.hpp"
#include "ledger/mapping/look_up_table.hpp"
#include "ledger/mapping/mapped_tables.hpp"

namespace lcl::cli {
namespace {

/// The files of --with by their names, which are those that `mapping` looks up.
std::map<std::string, std::string> look_up_files(const Arguments& given, const Mapping& mapping) {
  std::vector<std::string_view> names;
  for (const Mapping::LookUp& table : mapping.look_ups) names.push_back(table.name);
  std::map<std::string, std::string> files;
  for (const std::string& each : given.all("with")) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos) throw UsageError("--with: \"" + each + "\" is not NAME=FILE");
    const std::string name = each.substr(0, equals);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      throw UsageError("--with: the mapping looks up no table \"" + name + '"' + suggestion(name, names));
    }
    if (!files.emplace(name, each.substr(equals + 1)).second) {
      throw UsageError("--with: \"" + name + "\" is given twice");
    }
  }
  for (const std::string_view name : names) {
    if (!files.contains(std::string(name))) {
      throw UsageError("the mapping looks up a table \"" + std::string(name) + "\"; give its file: --with " +
                       std::string(name) + "=FILE");
    }
  }
  return files;
}

}  // namespace

std::variant<Mapping, Refusals> mapping_in(const std::string& file) {
  std::variant<Mapping, DocumentFaults> loaded = Mapping::load(read_file(file, longest_mapping));
  if (auto* mapping = std::get_if<Mapping>(&loaded)) return std::move(*mapping);
  const DocumentFaults& faults = *std::get_if<DocumentFaults>(&loaded);
  std::vector<Refused> refused;
  refused.reserve(faults.size());
  for (const DocumentFault& fault : faults)
    refused.push_back({fault.refusal, {.field = fault.where}, fault.message});
  return Refusals{std::move(refused), faults.size(), file};
}

std::variant<std::unique_ptr<MappedLogReader>, Refusals> mapped_log(const Arguments& given, Mapping mapping,
                                                                    int input, const std::string& name) {
  const std::map<std::string, std::string> files = look_up_files(given, mapping);
  std::vector<LookUpTable> tables;
  for (std::size_t i = 0; i < mapping.look_ups.size(); ++i) {
    const std::string& file = files.at(mapping.look_ups[i].name);
    const Descriptor open = open_input(file);
    std::vector<Refused> refused;
    const auto table = open_mapped_table(open.number(), mapping.look_ups[i].xml);
    if (!table) return Refusals{{table.refused()}, 1, file};
    tables.push_back(LookUpTable::read(mapping, i + 1, **table, refused));
    if (!refused.empty()) {
      const std::size_t count = refused.size();
      return Refusals{std::move(refused), count, file};
    }
  }
  if (mapping.xml && given.has("encoding"))
    throw UsageError("--encoding goes with tables in text; an XML file says its own");
  if (mapping.xml && given.has("sheet"))
    throw UsageError("--sheet goes with workbooks; an XML file has no sheets");
  auto table = open_mapped_table(input, mapping.xml, table_options(given));
  if (!table) return Refusals{{table.refused()}, 1, name};
  return std::make_unique<MappedLogReader>(std::move(mapping), *std::move(table), std::move(tables));
}

}  // namespace lcl::cli
