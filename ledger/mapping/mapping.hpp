// SPDX-License-Identifier: Apache-2.0
// A mapping: how the rows of somebody else's table become events. A small closed
// language, written in JSON and specified in schemas/mappings.md: no loops, no
// expressions, every column by its name. Knows the document, not the tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/events/event_fields.hpp"
#include "ledger/tables/cell_values.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/document_fields.hpp"

namespace lcl {

inline constexpr std::size_t longest_mapping = 256U << 10U;  ///< bytes of its file

struct Mapping {
  /// Which table a column is of: 0 is the one that is mapped, n the look-up n − 1.
  using TableNumber = std::size_t;
  struct Column {
    TableNumber table = 0;
    std::string name;
    std::size_t index = 0;  ///< in its table, once bound (column_binding.hpp)
  };

  struct Condition {
    enum class Test : std::uint8_t { one_of, none_of, begins_with, empty, not_empty };
    Column column;
    Test test = Test::one_of;
    std::vector<std::string> texts;
  };
  using Conditions = std::vector<Condition>;  ///< all must hold

  /// How a number is written, and what it is multiplied with.
  struct Number {
    char mark = '.';
    std::optional<Decimal> times;
  };

  /// Where a field's text comes from.
  struct Source {
    std::vector<Column> columns;  ///< none: `text` is the value itself
    std::string text;             ///< what is put between several columns
    std::optional<std::map<std::string, std::string, std::less<>>> values;
    std::string if_empty;
    std::optional<Number> number;
    std::optional<CellDialect> times;  ///< how an instant is written
    std::string where;                 ///< in the document: `events[0].fields.mass_kg`
  };
  using Values = std::vector<std::pair<Field, Source>>;

  /// A leg or a part.
  struct Element {
    Conditions when;
    Values values;
  };
  struct EventRule {
    EventKind kind = EventKind::collection;
    Conditions when;
    Values fields;
    std::vector<Element> legs;
    std::vector<Element> parts;
    std::string where;
  };
  struct LeftOut {
    Conditions when;
    std::string because;
  };

  struct XmlColumn {
    std::string name;
    std::string path;
  };
  /// Where the rows of an XML file are, and where in them the cells.
  struct XmlRows {
    std::string row;
    std::vector<XmlColumn> columns;
  };

  struct LookUp {
    std::string name;  ///< as --with and `of` name it
    Column key;
    Column matches;  ///< of the mapped table
    bool optional = false;
    Conditions when;  ///< rows for which they do not hold are not looked at
    std::optional<XmlRows> xml;
  };

  std::optional<XmlRows> xml;
  std::vector<LookUp> look_ups;
  std::vector<EventRule> events;
  std::vector<LeftOut> left_out;

  /// The mapping that `text` is, or all that is wrong with it (mapping_malformed, mapping_unfinished).
  [[nodiscard]] static std::variant<Mapping, DocumentFaults> load(std::string_view text);
};

}  // namespace lcl
