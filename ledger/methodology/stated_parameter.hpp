// SPDX-License-Identifier: Apache-2.0
// What a project states of one of the parameters that its methodology asks
// projects for.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "ledger/values/decimal.hpp"

namespace lcl {

struct StatedParameter {
  std::string name;
  /// A value for each category or, of a parameter that is not by category, one under the empty text.
  std::map<std::string, Decimal, std::less<>> values;
  std::string source;
};

}  // namespace lcl
