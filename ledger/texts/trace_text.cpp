// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/trace_text.hpp"

#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t line_indent = 4;
constexpr std::size_t operand_indent = 8;

}  // namespace

std::string with_unit(const std::string& value, const std::string& unit) {
  return unit.empty() || unit == "1" ? value : value + ' ' + unit;
}

std::string trace_text(const Trace& trace) {
  std::string out;
  for (const TraceLine& line : trace) {
    out += std::string(line_indent, ' ') + line.name + " = " + line.formula + '\n';
    if (!line.clause.empty()) out += std::string(line_indent + 2, ' ') + '(' + line.clause + ")\n";
    Columns operands({Align::left, Align::left, Align::left});
    for (const Operand& operand : line.operands) {
      const std::string value =
          operand.value.empty() ? phrase("not stated") : "= " + with_unit(operand.value, operand.unit);
      operands.row({operand.name, value, operand.source});
    }
    out += operands.text(operand_indent);
    out += std::string(line_indent + 2, ' ') + "→ " + with_unit(line.result, line.unit) + '\n';
  }
  return out;
}

Json trace_json(const Trace& trace) {
  Json lines = Json::array();
  for (const TraceLine& line : trace) {
    Json operands = Json::array();
    for (const Operand& operand : line.operands) {
      operands.push_back({{"name", operand.name},
                          {"source", operand.source},
                          {"unit", operand.unit},
                          {"value", operand.value}});
    }
    lines.push_back({{"clause", line.clause},
                     {"formula", line.formula},
                     {"name", line.name},
                     {"operands", std::move(operands)},
                     {"result", line.result},
                     {"unit", line.unit}});
  }
  return lines;
}

Json contributions_json(const std::vector<Contribution>& contributions) {
  Json list = Json::array();
  for (const Contribution& contribution : contributions) {
    list.push_back({{"at", to_string(contribution.at)},
                    {"direct", contribution.direct},
                    {"effect", std::string(word(contribution.effect))},
                    {"kg_co2e", to_string(contribution.kg_co2e)},
                    {"territory", contribution.french ? "france" : "abroad"}});
  }
  return list;
}

}  // namespace lcl
