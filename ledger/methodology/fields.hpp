// SPDX-License-Identifier: Apache-2.0
// The fields of one object of a methodology, read strictly (values/document_fields):
// with the refusals of methodologies, and decimals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/document_fields.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

using Faults = DocumentFaults;

inline constexpr std::size_t text_length = document_text_length;

class Fields : public DocumentFields {
 public:
  Fields(const Json& object, std::string where, Faults& faults);

  /// A canonical decimal in a string.
  [[nodiscard]] std::optional<Decimal> decimal(std::string_view name);
};

/// The decimal that the JSON `value` holds, or why it holds none.
[[nodiscard]] std::optional<Decimal> decimal_of(const Json& value, MethodologyFault& fault);

}  // namespace lcl::methodology
