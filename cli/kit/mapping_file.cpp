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
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// What `option`, as NAME=VALUE, gives for tables that `mapping` looks up.
std::map<std::string, std::string> given_for_look_ups(const Arguments& given, const Mapping& mapping,
                                                      const std::string& option, const char* value) {
  std::vector<std::string_view> names;
  names.reserve(mapping.look_ups.size());
  for (const Mapping::LookUp& table : mapping.look_ups) names.push_back(table.name);
  std::map<std::string, std::string> values;
  for (const std::string& each : given.all(option)) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos)
      throw UsageError(phrase("--{}: \"{}\" is not NAME={}", option, each, value));
    const std::string name = each.substr(0, equals);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      throw UsageError(
          phrase("--{}: the mapping looks up no table \"{}\"{}", option, name, suggestion(name, names)));
    }
    if (!values.emplace(name, each.substr(equals + 1)).second) {
      throw UsageError(phrase("--{}: \"{}\" is given twice", option, name));
    }
  }
  return values;
}

/// The files of --with by their names, which are those that `mapping` looks up.
std::map<std::string, std::string> look_up_files(const Arguments& given, const Mapping& mapping) {
  std::map<std::string, std::string> files = given_for_look_ups(given, mapping, "with", "FILE");
  for (const Mapping::LookUp& table : mapping.look_ups) {
    if (!files.contains(table.name)) {
      throw UsageError(phrase("the mapping looks up a table \"{}\"; give its file: --with {}=FILE",
                              table.name, table.name));
    }
  }
  return files;
}

/// How each table that is looked up is read, as --with-sheet has it.
std::map<std::string, TableOptions> look_up_options(const Arguments& given, const Mapping& mapping) {
  std::map<std::string, TableOptions> options;
  for (auto& [name, sheet] : given_for_look_ups(given, mapping, "with-sheet", "SHEET"))
    options[name].sheet = std::move(sheet);
  for (const Mapping::LookUp& table : mapping.look_ups) {
    if (table.xml && options.contains(table.name))
      throw UsageError(phrase("--with-sheet: \"{}\" is an XML file, which has no sheets", table.name));
  }
  return options;
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
  std::map<std::string, TableOptions> options = look_up_options(given, mapping);
  std::vector<LookUpTable> tables;
  for (std::size_t i = 0; i < mapping.look_ups.size(); ++i) {
    const Mapping::LookUp& look_up = mapping.look_ups[i];
    const std::string& file = files.at(look_up.name);
    const Descriptor open = open_input(file);
    std::vector<Refused> refused;
    const auto table = open_mapped_table(open.number(), look_up.xml, options[look_up.name]);
    if (!table) return Refusals{{table.refused()}, 1, file};
    tables.push_back(LookUpTable::read(mapping, i + 1, **table, refused));
    if (!refused.empty()) {
      const std::size_t count = refused.size();
      return Refusals{std::move(refused), count, file};
    }
  }
  if (mapping.xml && given.has("encoding"))
    throw UsageError(phrase("--encoding goes with tables in text; an XML file says its own"));
  if (mapping.xml && given.has("sheet"))
    throw UsageError(phrase("--sheet goes with workbooks; an XML file has no sheets"));
  auto table = open_mapped_table(input, mapping.xml, table_options(given));
  if (!table) return Refusals{{table.refused()}, 1, name};
  return std::make_unique<MappedLogReader>(std::move(mapping), *std::move(table), std::move(tables));
}

}  // namespace lcl::cli
