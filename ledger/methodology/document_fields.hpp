// SPDX-License-Identifier: Apache-2.0
// Fields that several declarations of a document have.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/methodology/dimension.hpp"
#include "ledger/methodology/document.hpp"
#include "ledger/methodology/fields.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/methodology/table.hpp"
#include "ledger/values/json.hpp"

namespace lcl::methodology {

/// The field `unit`, whose text goes into `text`; a fault where there is no such unit.
[[nodiscard]] Dimension read_unit(Fields& fields, std::string& text);
/// What the field `span`, which is `json`, holds; nothing, and a fault, where it is no span.
[[nodiscard]] std::optional<Span> span_in(Fields& fields, const Json& json);
/// The member `sampling`, which names one of `tables`; nothing, and a fault, where it does not.
[[nodiscard]] std::optional<SamplingRule> read_sampling(const Json& object, const std::vector<Table>& tables,
                                                        Faults& faults);

}  // namespace lcl::methodology
