// SPDX-License-Identifier: Apache-2.0
// Shapes of projects: who takes part, how devices come, when people work and
// how they write down what they did. Habits differ from participant to
// participant, as a seed has it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "samples/generator/catalogue.hpp"
#include "samples/generator/random.hpp"

namespace lcl::samples {

/// How somebody writes down a distance that he knows to 100 m.
enum class DistanceHabit : std::uint8_t { to_100_m, to_1_km, far_ones_to_5_km };
/// How precisely somebody notes when something was done.
enum class ClockHabit : std::uint8_t { second, minute, quarter_hour, day };
/// Where the kWh of a reconditioning come from: a meter, the same to 10 Wh, or a year's bill spread over
/// categories.
enum class EnergyHabit : std::uint8_t { metered, metered_to_10_wh, billed };

struct Participant {
  std::string_view siret;
  DistanceHabit distance{};
  ClockHabit clock{};
  EnergyHabit energy{};
};

enum class Supply : std::uint8_t {
  rounds,           ///< vans call at the same shops and depots on the same weekdays
  collection_days,  ///< once a month, in one town after the other
  counter,          ///< people bring their devices, or send them
};

struct Shape {
  std::string_view name;
  std::string_view described;
  Supply supply;
  std::uint8_t collectors, refurbishers,
      sellers;                      ///< how many; 0 collectors and sellers: the refurbisher does it all
  std::uint8_t from_hour, to_hour;  ///< local time, of the workshop
  bool saturdays;
  std::uint16_t shop_share;  ///< of resales, in basis points: over the counter
  std::uint64_t devices;     ///< a usual number
};

[[nodiscard]] std::span<const Shape> shapes();
/// nullptr where there is none of that name.
[[nodiscard]] const Shape* shape_named(std::string_view name);

/// The participants of a project of a shape, with their habits.
struct Cast {
  std::vector<Participant> collectors;
  std::vector<Participant> refurbishers;
  std::vector<Participant> sellers;
};
[[nodiscard]] Cast cast_of(const Shape& shape, Random& random);

}  // namespace lcl::samples
