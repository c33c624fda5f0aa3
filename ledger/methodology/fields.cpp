// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/fields.hpp"

#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl::methodology {

Fields::Fields(const Json& object, std::string where, Faults& faults)
    : DocumentFields(object, std::move(where), faults,
                     {Refusal::methodology_malformed, Refusal::methodology_too_large}) {}

std::optional<Decimal> decimal_of(const Json& value, MethodologyFault& fault) {
  fault.refusal = Refusal::methodology_malformed;
  if (!value.is_string()) {
    fault.message = phrase("found {}, expected a decimal in a text, as in \"12.5\"", value.type_name());
    return std::nullopt;
  }
  const auto& text = value.get_ref<const std::string&>();
  if (const std::optional<Decimal> decimal = parse_canonical_decimal(text)) return decimal;
  DecimalFault why{};
  if (!parse_decimal(text, &why) && why == DecimalFault::out_of_range) {
    fault.refusal = Refusal::methodology_overflow;
    fault.message = phrase("the decimal leaves 128 bits");
  } else {
    fault.message =
        phrase("found \"{}\", expected a decimal in its shortest plain form, as in \"12.5\"", text);
  }
  return std::nullopt;
}

std::optional<Decimal> Fields::decimal(std::string_view name) {
  const Json* value = needed(name);
  if (value == nullptr) return std::nullopt;
  MethodologyFault wrong;
  const std::optional<Decimal> result = decimal_of(*value, wrong);
  if (!result) fault(name, std::move(wrong.message), wrong.refusal);
  return result;
}

}  // namespace lcl::methodology
