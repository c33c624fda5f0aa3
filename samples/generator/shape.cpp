// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/shape.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace lcl::samples {
namespace {

constexpr std::array<Shape, 6> all{{
    {"workshop", "a small workshop that two partners collect for", Supply::rounds, 2, 1, 1, 8, 18, false,
     3'000, 700},
    {"plant", "a large plant in two shifts, with several collectors and sellers", Supply::rounds, 5, 2, 4, 5,
     21, true, 0, 4'000},
    {"charity", "collection days once a month, repair by social workshops", Supply::collection_days, 3, 3, 2,
     9, 17, false, 6'000, 1'000},
    {"marketplace", "many small sellers behind one marketplace", Supply::rounds, 4, 3, 12, 8, 19, true, 500,
     2'500},
    {"post", "devices sent in by their owners, sold online", Supply::counter, 2, 2, 2, 7, 19, false, 0,
     1'500},
    {"shop", "one shop that buys, repairs and sells", Supply::counter, 0, 1, 0, 9, 19, true, 8'000, 400},
}};

// Fictive, with the check digits of SIREN and SIRET.
constexpr std::array<std::string_view, 20> sirets{
    "04285656700013", "06015227900018", "08892593800016", "00486626500012", "07811851000011",
    "04178410900013", "00869953000013", "02631528300015", "01899280000013", "06237657900017",
    "07869672100014", "04136805100011", "06388057900014", "09122793400014", "01710846500018",
    "09629135600010", "04183075300012", "00220019400013", "03636122800012", "06847638100014"};

template <typename Habit, std::size_t Count>
Habit drawn(const std::array<std::uint16_t, Count>& basis_points, Random& random) {
  std::uint64_t roll = random.below(10'000);
  for (std::size_t i = 0; i + 1 < Count; ++i) {
    if (roll < basis_points[i]) return static_cast<Habit>(i);
    roll -= basis_points[i];
  }
  return static_cast<Habit>(Count - 1);
}

Participant participant(std::size_t number, Random& random) {
  constexpr std::array<std::uint16_t, 3> distances{4'500, 4'500, 1'000};
  constexpr std::array<std::uint16_t, 4> clocks{4'000, 4'500, 1'000, 500};
  constexpr std::array<std::uint16_t, 3> energies{5'500, 3'500, 1'000};
  return {sirets[number], drawn<DistanceHabit>(distances, random), drawn<ClockHabit>(clocks, random),
          drawn<EnergyHabit>(energies, random)};
}

}  // namespace

std::span<const Shape> shapes() { return all; }

const Shape* shape_named(std::string_view name) {
  const auto* const found =
      std::find_if(all.begin(), all.end(), [&](const Shape& shape) { return shape.name == name; });
  return found == all.end() ? nullptr : found;
}

Cast cast_of(const Shape& shape, Random& random) {
  Cast cast;
  std::size_t number = 0;
  const auto fill = [&](std::size_t count, std::vector<Participant>& out) {
    for (std::size_t i = 0; i < count; ++i) out.push_back(participant(number++, random));
  };
  fill(shape.refurbishers, cast.refurbishers);
  fill(shape.collectors, cast.collectors);
  fill(shape.sellers, cast.sellers);
  if (cast.collectors.empty()) cast.collectors = cast.refurbishers;
  if (cast.sellers.empty()) cast.sellers = cast.refurbishers;
  return cast;
}

}  // namespace lcl::samples
