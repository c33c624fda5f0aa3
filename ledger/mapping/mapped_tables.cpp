// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/mapped_tables.hpp"

#include <string>
#include <utility>
#include <variant>

#include "ledger/tables/packed_bytes.hpp"
#include "ledger/tables/xml_path.hpp"
#include "ledger/tables/xml_table.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

XmlPath loaded_path(const std::string& text, XmlPathOf what) {
  auto path = read_xml_path(text, what);
  invariant(std::holds_alternative<XmlPath>(path), "the paths of a mapping were read when it was loaded");
  return std::move(*std::get_if<XmlPath>(&path));
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_mapped_table(int input, const std::optional<Mapping::XmlRows>& xml,
                                                       const TableOptions& options) {
  if (!xml) return TableReader::open(input, options);
  XmlColumns columns;
  for (const Mapping::XmlColumn& column : xml->columns) {
    columns.emplace_back(column.name, loaded_path(column.path, XmlPathOf::cell));
  }
  return open_xml_table(text_bytes(input), loaded_path(xml->row, XmlPathOf::row), columns);
}

}  // namespace lcl
