// SPDX-License-Identifier: Apache-2.0
// A sample log as the tests of plausibility would see it in a ledger, without
// making one.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "ledger/audit/plausibility.hpp"
#include "samples/generator/fraud.hpp"
#include "samples/generator/shape.hpp"

namespace lcl::test {

/// The words of the tests that ask something.
using Asked = std::multiset<std::string_view>;

struct Staging {
  const samples::Shape* shape = nullptr;
  std::uint64_t seed = 0;
  const samples::Fraud* fraud = nullptr;  ///< nullptr: honest
  std::uint64_t share = 0;                ///< in basis points
};

/// What the tests ask about a log; every event is recorded four days after it happened.
[[nodiscard]] Plausibility examined(const Staging& staging);
[[nodiscard]] Asked asked_about(const Staging& staging);

}  // namespace lcl::test
