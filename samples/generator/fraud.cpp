// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/fraud.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace lcl::samples {
namespace {

using Kind = SampleEvent::Kind;

constexpr std::int64_t second = 1'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// The first cycle of a device, up to its first resale; nullptr where there is none.
struct FirstCycle {
  SampleEvent* collection = nullptr;
  SampleEvent* reconditioning = nullptr;
  SampleEvent* resale = nullptr;
  explicit FirstCycle(History& history) {
    if (history.events.size() < 3 || history.events[1].kind != Kind::reconditioning ||
        history.events[2].kind != Kind::resale)
      return;
    collection = history.events.data();
    reconditioning = collection + 1;
    resale = collection + 2;
  }
};

/// Calls `act(history, cycle)` for a share of the devices that were sold.
template <typename Act>
void for_sold(Stage& stage, Act act) {
  for (History& history : stage.log) {
    const FirstCycle cycle(history);
    if (cycle.resale != nullptr && stage.random.chance(stage.share)) act(history, cycle);
  }
}

template <typename Act>
void for_events(Stage& stage, Act act) {
  for (History& history : stage.log) {
    for (SampleEvent& event : history.events) {
      if (stage.random.chance(stage.share)) act(event);
    }
  }
}

template <Thousandths Step>
void round_distances(Stage& stage) {
  for_events(stage, [](SampleEvent& event) {
    for (SampleLeg& leg : event.legs)
      leg.distance_km = std::max(Step, (leg.distance_km + Step / 2) / Step * Step);
  });
}

void same_energy(Stage& stage) {
  for_events(stage, [](SampleEvent& event) {
    if (event.kind == Kind::reconditioning) event.energy_kwh = 200;
  });
}

/// First reconditionings of one refurbisher, in order of time, with the room that each has before the resale.
struct Repair {
  SampleEvent* event;
  Instant collected;
  Instant sold;
};
using Repairs = std::vector<Repair>;

std::map<std::string_view, Repairs> repairs_of(Stage& stage) {
  std::map<std::string_view, Repairs> repairs;
  for (History& history : stage.log) {
    const FirstCycle cycle(history);
    if (cycle.resale != nullptr)
      repairs[cycle.reconditioning->participant].push_back(
          {cycle.reconditioning, cycle.collection->occurred_at, cycle.resale->occurred_at});
  }
  for (auto& [siret, own] : repairs) {
    std::stable_sort(own.begin(), own.end(), [](const Repair& a, const Repair& b) {
      return a.event->occurred_at < b.event->occurred_at;
    });
  }
  return repairs;
}

void copy_facts(const SampleEvent& from, SampleEvent& to) {
  to.outcome = from.outcome;
  to.functions_tested = from.functions_tested;
  to.erasure_standard = from.erasure_standard;
  to.certificate = from.certificate;
  to.parts = from.parts;
  to.energy_kwh = from.energy_kwh;
  to.legs = from.legs;
}

void move_to(Instant at, const Repair& repair) {
  if (at > repair.collected && at < repair.sold) repair.event->occurred_at = at;
}

template <std::int64_t Apart>
void copy_facts_in_fives(Stage& stage) {
  constexpr std::size_t group = 5;
  for (auto& [siret, repairs] : repairs_of(stage)) {
    for (std::size_t first = 0; first + group <= repairs.size(); first += group) {
      if (!stage.random.chance(stage.share)) continue;
      const SampleEvent original = *repairs[first].event;
      for (std::size_t i = 1; i < group; ++i) {
        copy_facts(original, *repairs[first + i].event);
        const Instant at{original.occurred_at.milliseconds + static_cast<std::int64_t>(i) * Apart};
        move_to(at, repairs[first + i]);
      }
    }
  }
}

void copy_blocks(Stage& stage) {
  constexpr std::size_t block = 100;
  for (auto& [siret, repairs] : repairs_of(stage)) {
    for (std::size_t first = block; first + block <= repairs.size(); first += block) {
      if (!stage.random.chance(stage.share)) continue;
      for (std::size_t i = 0; i < block; ++i) copy_facts(*repairs[i].event, *repairs[first + i].event);
    }
  }
}

/// Sells between two instants before the end of the period what was reconditioned by then.
void sell_between(Stage& stage, std::int64_t from_ms, std::int64_t to_ms) {
  for_sold(stage, [&](History& history, const FirstCycle& cycle) {
    const auto room = static_cast<std::uint64_t>((to_ms - from_ms) / second);
    const Instant at{from_ms + static_cast<std::int64_t>(stage.random.below(room)) * second};
    if (at <= cycle.reconditioning->occurred_at || cycle.resale->occurred_at >= stage.period.to) return;
    cycle.resale->occurred_at = at;
    history.events.resize(3);
  });
}

void sell_on_last_day(Stage& stage) {
  const std::int64_t end = stage.period.to.milliseconds;
  sell_between(stage, end - 18 * hour, end - 4 * hour);
}

void sell_before_christmas(Stage& stage) {
  const std::int64_t end = stage.period.to.milliseconds;
  sell_between(stage, end - 11 * day, end - 4 * day);
}

void sell_in_one_month(Stage& stage) {
  const std::int64_t from = start_of_month(month_of(stage.period.from) + 7).milliseconds;
  sell_between(stage, from, from + 30 * day);
}

void one_party(Stage& stage) {
  for_sold(stage, [](History& history, const FirstCycle& cycle) {
    const std::string_view siret = "04285656700013";
    static_cast<void>(cycle);
    for (SampleEvent& event : history.events) event.participant = siret;
  });
}

void repair_before_arrival(Stage& stage) {
  for_sold(stage, [](History& history, const FirstCycle& cycle) {
    static_cast<void>(history);
    cycle.collection->legs = {{"van", 800'000}};
    cycle.reconditioning->occurred_at = {cycle.collection->occurred_at.milliseconds + 2 * hour};
  });
}

void sell_at_once(Stage& stage) {
  for_sold(stage, [](History& history, const FirstCycle& cycle) {
    static_cast<void>(history);
    cycle.resale->legs = {{"van", 700'000}};
    cycle.resale->occurred_at = {cycle.reconditioning->occurred_at.milliseconds + second};
  });
}

void cycle_in_minutes(Stage& stage) {
  for_sold(stage, [](History& history, const FirstCycle& cycle) {
    static_cast<void>(history);
    const std::int64_t start = cycle.collection->occurred_at.milliseconds;
    cycle.collection->legs.clear();
    cycle.reconditioning->occurred_at = {start + 2 * minute};
    cycle.resale->occurred_at = {start + 5 * minute};
  });
}

template <Thousandths Numerator, Thousandths Denominator>
void scale_masses(Stage& stage) {
  for (History& history : stage.log) {
    if (!stage.random.chance(stage.share)) continue;
    history.device.mass_kg = std::max<Thousandths>(1, history.device.mass_kg * Numerator / Denominator);
    for (SampleEvent& event : history.events) event.confirmed = event.kind == Kind::collection;
  }
}

template <std::int64_t Days>
void collect_again(Stage& stage) {
  for_sold(stage, [&](History& history, const FirstCycle& cycle) {
    static_cast<void>(cycle);
    history.events.resize(3);
    for (std::size_t again = 0; again < 5; ++again) {
      const std::int64_t sold = history.events.back().occurred_at.milliseconds;
      for (std::size_t i = 0; i < 3; ++i) {
        SampleEvent event = history.events[i];
        event.occurred_at = {sold + (Days + static_cast<std::int64_t>(i)) * day};
        history.events.push_back(std::move(event));
      }
    }
  });
}

void leave_out(Stage& stage) {
  for_events(stage, [](SampleEvent& event) {
    event.parts.clear();
    event.legs.clear();
    event.energy_kwh.reset();
    event.packaging_kg.reset();
  });
}

const Category& laptops() {
  const auto all = categories();
  return *std::find_if(all.begin(), all.end(), [](const Category& each) { return each.word == "laptop"; });
}

void claim_phones_as_laptops(Stage& stage) {
  for (History& history : stage.log) {
    if (history.device.category->word != "smartphone" || !stage.random.chance(stage.share)) continue;
    history.device.category = &laptops();
    history.device.model = laptops().models.data();
    history.device.model_name = history.device.model->name;
    history.device.mass_kg = history.device.model->mass_kg;
  }
}

void misspell_models(Stage& stage) {
  for (History& history : stage.log) {
    if (history.device.model_name != "iPhone 11 64 GB" || !stage.random.chance(stage.share)) continue;
    history.device.model_name = "iPhone 11 64GB";
    for (SampleEvent& event : history.events) event.confirmed = event.kind == Kind::collection;
  }
}

void work_on_sunday_nights(Stage& stage) {
  for (auto& [siret, repairs] : repairs_of(stage)) {
    for (const Repair& repair : repairs) {
      if (!stage.random.chance(stage.share)) continue;
      const std::int64_t number = repair.event->occurred_at.milliseconds / day;
      const std::int64_t sunday = number - (number + 4) % 7;
      const auto after_three = static_cast<std::int64_t>(stage.random.below(3'600));
      move_to({sunday * day + 2 * hour + after_three * second}, repair);
    }
  }
}

/// Every working day in a share of them, one after the other from eight on.
template <std::int64_t Apart, std::size_t ADay>
void work_by_the_clock(Stage& stage) {
  for (auto& [siret, repairs] : repairs_of(stage)) {
    std::size_t on_this_day = 0;
    std::int64_t today = 0;
    bool staged = false;
    for (const Repair& repair : repairs) {
      const std::int64_t number = repair.event->occurred_at.milliseconds / day;
      if (number != today && (!staged || on_this_day >= ADay || number > today + 9)) {
        today = number;
        on_this_day = 0;
        staged = stage.random.chance(stage.share);
      }
      if (!staged || on_this_day == ADay) continue;
      move_to({today * day + 8 * hour + static_cast<std::int64_t>(on_this_day++) * Apart}, repair);
    }
  }
}

void from_china_by_van(Stage& stage) {
  for_sold(stage, [](History& history, const FirstCycle& cycle) {
    static_cast<void>(history);
    cycle.collection->country = "CN";
    cycle.collection->legs = {{"van", 40'000}};
  });
}

constexpr std::array<Fraud, 24> all{{
    {"rounded_to_10_km", "distances rounded to 10 km", "last_digits", round_distances<10'000>},
    {"rounded_to_5_km", "distances rounded to 5 km", "last_digits", round_distances<5'000>},
    {"same_energy", "always 0.2 kWh", "repeated_value", same_energy},
    {"copied_at_once", "five reconditionings with the same facts at one instant", "same_facts",
     copy_facts_in_fives<0>},
    {"copied_by_minute", "five reconditionings with the same facts, a minute apart", "same_facts",
     copy_facts_in_fives<minute>},
    {"copied_block", "the first hundred reconditionings copied again and again", "copied_block", copy_blocks},
    {"last_day", "sold on the last day of the period", "period_end", sell_on_last_day},
    {"before_christmas", "sold in the week that ends four days before the period does", "period_end",
     sell_before_christmas},
    {"one_month", "sold in the eighth month", "sudden_month", sell_in_one_month},
    {"one_party", "collected, reconditioned and sold by one party", "one_party", one_party},
    {"repaired_before_arrival", "reconditioned 2 hours and 800 km after collection", "too_fast",
     repair_before_arrival},
    {"sold_at_once", "sold a second after reconditioning, 700 km away", "quick_cycle", sell_at_once},
    {"cycle_in_minutes", "collected, reconditioned and sold in five minutes", "quick_cycle",
     cycle_in_minutes},
    {"light_masses", "masses divided by 100, and confirmed", "unusual_mass", scale_masses<1, 100>},
    {"heavy_masses", "masses times 50, and confirmed", "unusual_mass", scale_masses<50, 1>},
    {"again_after_29_days", "collected five times again, each time 29 days after the resale", "soon_again",
     collect_again<29>},
    {"again_after_31_days", "the same after 31 days", "soon_again", collect_again<31>},
    {"left_out", "no parts, energy, legs or packaging", "left_out", leave_out},
    {"phones_as_laptops", "phones claimed as laptops, model and mass too", "other_category",
     claim_phones_as_laptops},
    {"misspelt_model", "a model with a factor of its own, misspelt and confirmed", "confirmed_slips",
     misspell_models},
    {"sunday_nights", "reconditioned on Sundays at three", "odd_hours", work_on_sunday_nights},
    {"every_ten_minutes", "a reconditioning every ten minutes, twenty-five a day", "regular_intervals",
     work_by_the_clock<10 * minute, 25>},
    {"every_minute", "45 reconditionings a day, one a minute", "regular_intervals",
     work_by_the_clock<minute, 45>},
    {"from_china_by_van", "collected in China, by van", "impossible_route", from_china_by_van},
}};

}  // namespace

std::span<const Fraud> frauds() { return all; }

const Fraud* fraud_named(std::string_view name) {
  const auto* const found =
      std::find_if(all.begin(), all.end(), [&](const Fraud& fraud) { return fraud.name == name; });
  return found == all.end() ? nullptr : found;
}

}  // namespace lcl::samples
