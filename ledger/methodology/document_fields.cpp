// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/document_fields.hpp"

#include <fmt/format.h>

namespace lcl::methodology {

Dimension read_unit(Fields& fields, std::string& text) {
  text = fields.text("unit");
  if (text.empty()) return {};
  const std::optional<Dimension> dimension = Dimension::parse(text);
  if (!dimension) {
    fields.fault("unit",
                 fmt::format("found \"{}\", expected 1, or a product or quotient of {}, as in kgCO2e/(t*km)",
                             text, alternatives(Dimension::bases)),
                 Refusal::methodology_wrong_unit);
  }
  return dimension.value_or(Dimension{});
}

std::optional<Span> span_in(Fields& fields, const Json& json) {
  MethodologyFault unused;
  const bool is_pair = json.is_array() && json.size() == 2;
  const std::optional<Decimal> lowest = is_pair ? decimal_of(json[0], unused) : std::nullopt;
  const std::optional<Decimal> highest = is_pair ? decimal_of(json[1], unused) : std::nullopt;
  if (lowest && highest && *lowest <= *highest) return Span{*lowest, *highest};
  fields.fault("span", "expected the lowest and the highest value, as in [\"0.5\", \"1\"]");
  return std::nullopt;
}

}  // namespace lcl::methodology
