// SPDX-License-Identifier: Apache-2.0
// Events as tests of plausibility see them, written by hand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/plausibility.hpp"

namespace lcl::test {

inline constexpr std::int64_t hour = 3'600'000;
inline const Period january{*parse_date("2026-01-01"), *parse_date("2026-02-01")};
inline constexpr std::string_view one = "01234567400019";
inline constexpr std::string_view other = "02468013400020";

/// Observations written by hand; what a test does not set is unremarkable.
class Scenery {
 public:
  Observation& add(EventKind kind, std::uint64_t device, std::int64_t at_hours,
                   std::string_view siret = one) {
    Observation event;
    event.seq = observed_.events.size();
    event.kind = kind;
    event.device = pseudonym(device);
    event.occurred_at = {january.from.milliseconds + at_hours * hour};
    event.recorded_at = event.occurred_at;
    event.participant = observed_.texts.number_of(siret);
    event.alike = 1'000 + event.seq;
    event.country = observed_.texts.number_of("FR");
    observed_.events.push_back(event);
    return observed_.events.back();
  }
  static void travelled(Observation& event, std::int64_t km) {
    event.distance_km = Decimal(km);
    event.states_legs = true;
  }
  void avoided(const std::string& category, std::int64_t cycles, std::int64_t kg) {
    TallyRow row{{category}, {}, {}};
    row.amounts.kg[Amounts::index(Effect::avoided_manufacture, false, false)] = Decimal(kg);
    row.cycles.credited = cycles;
    tally_.rows.push_back(row);
  }
  /// What the cycles of a device come to.
  void worth(std::uint64_t device, std::int64_t kg) {
    lines_.push_back({{pseudonym(device), 0}, 2026, Decimal(kg)});
  }
  void period(std::string_view from, std::string_view to) {
    tally_.period = {*parse_date(from), *parse_date(to)};
  }
  [[nodiscard]] std::uint32_t text(std::string_view text) { return observed_.texts.number_of(text); }
  [[nodiscard]] Plausibility all() const { return plausibility(observed_, tally_, lines_); }
  [[nodiscard]] std::vector<Question> questions(PlausibilityTest test) const {
    std::vector<Question> asked;
    for (const Question& question : all().questions) {
      if (question.test == test) asked.push_back(question);
    }
    return asked;
  }
  /// Those of all its questions.
  [[nodiscard]] std::vector<Case> cases(PlausibilityTest test) const {
    std::vector<Case> found;
    for (const Question& question : questions(test))
      found.insert(found.end(), question.cases.begin(), question.cases.end());
    return found;
  }
  [[nodiscard]] std::uint64_t looked_at(PlausibilityTest test) const {
    return all().tests[static_cast<std::size_t>(test)].looked_at;
  }

 private:
  static Pseudonym pseudonym(std::uint64_t device) {
    Pseudonym made;
    made.bytes[0] = static_cast<std::uint8_t>(device >> 8U);
    made.bytes[1] = static_cast<std::uint8_t>(device);
    return made;
  }

  Observations observed_;
  Tally tally_ = [] {
    Tally tally;
    tally.period = january;
    return tally;
  }();
  std::vector<CycleLine> lines_;
};

inline std::string figures(const Case& found) {
  std::string all;
  for (const Decimal& figure : found.figures) all += (all.empty() ? "" : " ") + to_string(figure);
  return all;
}

}  // namespace lcl::test
