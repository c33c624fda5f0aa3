// SPDX-License-Identifier: Apache-2.0
// Where rows and cells stand in an XML file: element names from the outside in, each
// with the value of one attribute if need be, and an attribute's name behind them. A
// small part of XPath (schemas/mappings.md, "XML"). Knows no parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lcl {

struct XmlStep {
  std::string name;
  std::string attribute;  ///< empty: none is asked for
  std::string value;

  /// `attributes`: names and values in turn, ended by a null pointer, as expat has them.
  [[nodiscard]] bool matches(std::string_view element, const char* const* attributes) const;
};

struct XmlPath {
  std::vector<XmlStep> steps;
  std::string attribute;  ///< whose value is meant; empty: the element's text
};

enum class XmlPathOf : std::uint8_t {
  row,   ///< from the root: `/reports/report`
  cell,  ///< from the row: `device/entry[@name='imei']`, `state/@code`
};
/// The path that `text` writes, or why it is none: lower case, no full stop.
[[nodiscard]] std::variant<XmlPath, std::string> read_xml_path(std::string_view text, XmlPathOf what);

}  // namespace lcl
