// SPDX-License-Identifier: Apache-2.0
// What a project states of the parameters that a methodology asks it for, held
// to these.
#pragma once

#include <variant>
#include <vector>

#include "ledger/methodology/document.hpp"

namespace lcl::methodology {

/// As Methodology::project_values or, where spans are ignored, supposed_values.
[[nodiscard]] std::variant<ProjectValues, MethodologyFault> project_values(
    const Document& document, const std::vector<StatedParameter>& stated, Spans spans);

}  // namespace lcl::methodology
