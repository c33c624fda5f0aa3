// SPDX-License-Identifier: Apache-2.0
// A small methodology that is right in every way, for tests to spoil.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/json.hpp"

namespace lcl::test {

/// One parameter of each kind, one table of each kind, one rule, a step of each scope, one vector.
[[nodiscard]] Json small_document();

/// What loading `document` refuses; empty if it is loaded.
[[nodiscard]] std::vector<MethodologyFault> faults_of(const Json& document);

/// The faults as `word | where | message`, one a line, for CHECK to show.
[[nodiscard]] std::string shown(const std::vector<MethodologyFault>& faults);

/// `document` loaded; fails the test if it is refused.
[[nodiscard]] Methodology loaded(const Json& document);

/// The file at `path` from the project's root.
[[nodiscard]] std::string file(const std::string& path);
[[nodiscard]] Json json_file(const std::string& path);

[[nodiscard]] Decimal decimal(std::string_view text);

/// A sheet with every required fact of a smartphone's cycle, and of a collection.
[[nodiscard]] FactSheet smartphone();

}  // namespace lcl::test
