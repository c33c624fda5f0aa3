// SPDX-License-Identifier: Apache-2.0
// The tests themselves. Each says how much it looked at, and asks what it finds
// worth asking; its thresholds stand in schemas/plausibility.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ledger/audit/plausibility.hpp"

namespace lcl {

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;

using ObservedEvents = std::vector<const Observation*>;

/// The standing events of one cycle; nullptr where there is none.
struct ObservedCycle {
  const Observation* collection = nullptr;
  const Observation* reconditioned_first = nullptr;
  const Observation* reconditioned = nullptr;  ///< the last before `sold`
  const Observation* sold = nullptr;           ///< the first resale
  const Observation* sold_for_good = nullptr;  ///< the resale that was not returned
  std::size_t earlier = no_cycle;              ///< index of the same device's cycle before
  static constexpr std::size_t no_cycle = ~std::size_t{0};
};

/// What the tests look at; all must outlive them.
struct Scene {
  const Observations& observed;
  const Tally& by_category;
  ObservedEvents inside;              ///< those in the period, in order of seq
  std::vector<ObservedCycle> cycles;  ///< all, in the order of their collections

  Scene(const Observations& all, const Tally& tally);
  /// Those of a kind inside the period, by participant in ascending order of its SIRET.
  [[nodiscard]] std::map<std::string_view, ObservedEvents> by_participant(EventKind kind) const;
  [[nodiscard]] bool is_inside(const Observation* event) const {
    return event != nullptr && by_category.period.contains(event->occurred_at);
  }
};

/// Where the tests ask. Cases of one test are one question, but for those of another quantity (of left_out
/// all are), and of avoided_beyond_band another category.
class Questions {
 public:
  /// `lines` must outlive this.
  explicit Questions(const std::vector<CycleLine>& lines) : lines_(lines) {}
  /// Those asked from now on are of `test`.
  void begin(PlausibilityTest test);
  /// `found` but for its events.
  void ask(Case found, const ObservedEvents& behind);
  [[nodiscard]] std::uint64_t asked_of_test() const { return asked_.size() - begun_; }
  [[nodiscard]] std::vector<Question> take();

 private:
  struct Asked {
    Question question;  ///< but for what is counted at the end
    std::unordered_set<Pseudonym> devices;
    std::unordered_set<std::uint64_t> entries;
  };
  [[nodiscard]] Decimal worth(const Pseudonym& device) const;

  const std::vector<CycleLine>& lines_;
  PlausibilityTest test_{};
  std::size_t begun_ = 0;
  std::vector<Asked> asked_;
};

[[nodiscard]] inline Decimal counted(std::size_t number) {
  return Decimal(static_cast<std::int64_t>(number));
}
/// `events` by when they happened, then by seq.
[[nodiscard]] ObservedEvents in_time(ObservedEvents events);

using TestFunction = std::uint64_t (*)(const Scene& scene, Questions& questions);

// comparison_tests.cpp
std::uint64_t avoided_beyond_band(const Scene& scene, Questions& questions);
std::uint64_t participant_apart(const Scene& scene, Questions& questions);
std::uint64_t left_out(const Scene& scene, Questions& questions);
std::uint64_t unusual_mass(const Scene& scene, Questions& questions);
// number_tests.cpp
std::uint64_t repeated_value(const Scene& scene, Questions& questions);
std::uint64_t last_digits(const Scene& scene, Questions& questions);
// copy_tests.cpp
std::uint64_t same_facts(const Scene& scene, Questions& questions);
std::uint64_t copied_block(const Scene& scene, Questions& questions);
// identity_tests.cpp
std::uint64_t other_category(const Scene& scene, Questions& questions);
std::uint64_t confirmed_slips(const Scene& scene, Questions& questions);
std::uint64_t recorded_twice(const Scene& scene, Questions& questions);
std::uint64_t many_identifiers(const Scene& scene, Questions& questions);
// cycle_tests.cpp
std::uint64_t one_party(const Scene& scene, Questions& questions);
std::uint64_t soon_again(const Scene& scene, Questions& questions);
std::uint64_t too_fast(const Scene& scene, Questions& questions);
std::uint64_t quick_cycle(const Scene& scene, Questions& questions);
std::uint64_t impossible_route(const Scene& scene, Questions& questions);
// time_tests.cpp
std::uint64_t crowded_day(const Scene& scene, Questions& questions);
std::uint64_t odd_hours(const Scene& scene, Questions& questions);
std::uint64_t regular_intervals(const Scene& scene, Questions& questions);
std::uint64_t period_end(const Scene& scene, Questions& questions);
std::uint64_t sudden_month(const Scene& scene, Questions& questions);
std::uint64_t late_recording(const Scene& scene, Questions& questions);

}  // namespace lcl
