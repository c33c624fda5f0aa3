// SPDX-License-Identifier: Apache-2.0
// What a question assumes in place of what is recorded: another document, other
// values of the method's parameters, or of those that the project states.
#pragma once

#include <variant>
#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/figures/cycle.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/texts/what_if_text.hpp"

namespace lcl::cli {

/// --set and --methodology.
[[nodiscard]] std::vector<Option> assumption_options();
[[nodiscard]] bool assumes_anything(const Arguments& given);

struct Assumptions {
  Supposition supposition;
  std::vector<AssumedValue> set;
};
/// What the call assumes of `project`, labelled; or what is wrong with the document, or with the parameter
/// set. Throws UsageError where --set names no parameter or no number.
[[nodiscard]] std::variant<Assumptions, Refusals> assumptions_of(const Call& call, const RegistryState& state,
                                                                 const Project& project);

}  // namespace lcl::cli
