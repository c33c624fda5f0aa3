// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/document_fields.hpp"

#include <algorithm>

#include "ledger/values/phrase.hpp"

namespace lcl::methodology {

Dimension read_unit(Fields& fields, std::string& text) {
  text = fields.text("unit");
  if (text.empty()) return {};
  const std::optional<Dimension> dimension = Dimension::parse(text);
  if (!dimension) {
    fields.fault("unit",
                 phrase("found \"{}\", expected 1, or a product or quotient of {}, as in kgCO2e/(t*km)", text,
                        alternatives(Dimension::bases)),
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
  fields.fault("span", phrase("expected the lowest and the highest value, as in [\"0.5\", \"1\"]"));
  return std::nullopt;
}

std::optional<SamplingRule> read_sampling(const Json& object, const std::vector<Table>& tables,
                                          Faults& faults) {
  constexpr const char* member = "emitted_at_most";
  Fields fields(object, "sampling", faults);
  const auto asked = fields.needed("asked") != nullptr ? fields.truth("asked") : std::nullopt;
  const std::string name = fields.text(member);
  fields.close();
  if (name.empty()) return std::nullopt;
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == name; });
  if (found == tables.end()) {
    fields.fault(member, phrase("no table is called \"{}\"", name), Refusal::methodology_unknown_name);
  } else if (found->unit != Dimension::parse("kgCO2e")) {
    fields.fault(member, phrase("expected a table of unit kgCO2e, and {} is of another", name),
                 Refusal::methodology_wrong_unit);
  } else if (!found->is_by({Key::category})) {
    fields.fault(member, phrase("expected a table by category alone, and {} is not", name));
  } else if (std::any_of(found->rows.begin(), found->rows.end(),
                         [](const Row& row) { return row.factor.value <= Decimal(0); })) {
    fields.fault(member, phrase("expected a table of values above 0, and {} has another", name));
  } else {
    return SamplingRule{asked.value_or(false), static_cast<std::size_t>(found - tables.begin())};
  }
  return std::nullopt;
}

}  // namespace lcl::methodology
