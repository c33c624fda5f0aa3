// SPDX-License-Identifier: Apache-2.0
// The tests themselves. Each says how much it looked at, and asks what it finds
// worth asking; its thresholds stand in schemas/README.md, "Plausibility tests".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/plausibility.hpp"

namespace lcl {

using ObservedEvents = std::vector<const Observation*>;

/// What the tests look at; all must outlive them.
struct Scene {
  const Observations& observed;
  const Tally& by_category;
  ObservedEvents inside;  ///< those in the period, in order of seq

  Scene(const Observations& all, const Tally& tally);
  /// Those of a kind inside the period, by participant in ascending order of its SIRET.
  [[nodiscard]] std::map<std::string_view, ObservedEvents> by_participant(EventKind kind) const;
};

/// Where a test asks.
class Questions {
 public:
  Questions(PlausibilityTest test, std::vector<Question>& questions) : test_(test), questions_(questions) {}
  /// `question` but for its test and entries.
  void ask(Question question, const ObservedEvents& behind);

 private:
  PlausibilityTest test_;
  std::vector<Question>& questions_;
};

[[nodiscard]] inline Decimal counted(std::size_t number) {
  return Decimal(static_cast<std::int64_t>(number));
}

using TestFunction = std::uint64_t (*)(const Scene& scene, Questions& questions);

// plausibility.cpp
std::uint64_t avoided_beyond_band(const Scene& scene, Questions& questions);
std::uint64_t participant_apart(const Scene& scene, Questions& questions);
// time_tests.cpp
std::uint64_t too_fast(const Scene& scene, Questions& questions);
std::uint64_t crowded_day(const Scene& scene, Questions& questions);
std::uint64_t period_end(const Scene& scene, Questions& questions);
std::uint64_t late_recording(const Scene& scene, Questions& questions);
std::uint64_t soon_again(const Scene& scene, Questions& questions);
// identity_tests.cpp
std::uint64_t recorded_twice(const Scene& scene, Questions& questions);
std::uint64_t many_identifiers(const Scene& scene, Questions& questions);
// number_tests.cpp
std::uint64_t same_facts(const Scene& scene, Questions& questions);
std::uint64_t repeated_value(const Scene& scene, Questions& questions);
std::uint64_t first_digits(const Scene& scene, Questions& questions);
std::uint64_t last_digits(const Scene& scene, Questions& questions);

}  // namespace lcl
