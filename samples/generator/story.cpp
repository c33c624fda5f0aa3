// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/story.hpp"

#include <array>
#include <string>
#include <string_view>

namespace lcl::samples {
namespace {

using Kind = SampleEvent::Kind;

// Work goes on every day from 7:00 to 19:00 UTC, to the second.
constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t opening = 7 * 3'600'000;
constexpr std::uint64_t seconds_a_day = 12 * 3'600;

Instant later(Instant instant, std::uint64_t days, Random& random) {
  const std::int64_t midnight = instant.milliseconds - instant.milliseconds % day;
  const auto second = static_cast<std::int64_t>(random.below(seconds_a_day));
  return {midnight + static_cast<std::int64_t>(days) * day + opening + second * 1000};
}

template <typename List>
auto one_of(const List& list, Random& random) {
  return list[random.below(list.size())];
}

void add_leg(SampleEvent& event, std::string_view mode, std::uint64_t low_km, std::uint64_t high_km,
             Random& random) {
  // To 100 metres.
  event.legs.push_back({mode, static_cast<Thousandths>(random.between(low_km * 10, high_km * 10) * 100)});
}

std::uint32_t within(Range range, Random& random) {
  return static_cast<std::uint32_t>(random.between(range.low, range.high));
}

std::string reference(std::string_view prefix, std::uint64_t index, unsigned cycle) {
  std::string text(prefix);
  text += std::to_string(index);
  text += '-';
  text += std::to_string(cycle);
  return text;
}

std::string certificate(Random& random) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "ER-";
  for (int i = 0; i < 10; ++i) text += one_of(digits, random);
  return text;
}

constexpr std::array<std::string_view, 4> neighbours{"BE", "DE", "ES", "IT"};
constexpr std::array<std::string_view, 3> overseas{"GP", "MQ", "RE"};

}  // namespace

Story::Story(const Plan& plan) : plan_(plan) {
  if (plan_.devices > 0) open_.push(arrival(0));
}

// Devices arrive evenly over the period's working time: number n in its n-th part.
Story::Open Story::arrival(std::uint64_t index) const {
  Random random(Random::mixed(plan_.seed ^ 0x5745'4545'4152'4956U) + index);
  const std::int64_t length = plan_.period.to.milliseconds - plan_.period.from.milliseconds;
  const std::uint64_t working_seconds = static_cast<std::uint64_t>(length / day) * seconds_a_day;
  const std::uint64_t second = (index * 1000 + random.below(1000)) * working_seconds / (plan_.devices * 1000);
  const std::int64_t from = plan_.period.from.milliseconds - plan_.period.from.milliseconds % day;
  const Instant at{from + static_cast<std::int64_t>(second / seconds_a_day) * day + opening +
                   static_cast<std::int64_t>(second % seconds_a_day) * 1000};
  return {at, index, random};
}

bool Story::next(SampleEvent& event, Device& device) {
  if (open_.empty()) return false;
  Open open = open_.top();
  open_.pop();
  if (open.at >= plan_.period.to) return false;  // so are all the others
  if (open.index == arrived_ && ++arrived_ < plan_.devices) open_.push(arrival(arrived_));

  device = device_of(plan_.seed, open.index);
  event = SampleEvent{};
  event.occurred_at = open.at;
  event.country = "FR";
  switch (open.next) {
    case Next::collection:
      collect(open, device, event);
      break;
    case Next::reconditioning:
      recondition(open, device, event);
      break;
    case Next::resale:
    case Next::second_resale:
      resell(open, device, event);
      break;
    case Next::return_:
      take_back(open, event);
      break;
    case Next::disposal:
      dispose(open, event);
      break;
    case Next::nothing:
      break;
  }
  if (open.next != Next::nothing) open_.push(open);
  return true;
}

void Story::draw_fate(Open& open, const Device& device) const {
  open.fate = Fate::sold;
  open.fault = Fault::none;
  const std::uint64_t roll = open.random.below(10'000);
  if (roll < plan_.disposal_share) {
    open.fate = Fate::disposed;
  } else if (roll < plan_.disposal_share + plan_.return_share) {
    open.fate = Fate::returned;
  } else if (roll < plan_.disposal_share + plan_.return_share + plan_.ineligible_share) {
    open.fate = Fate::ineligible;
    constexpr std::array faults{Fault::not_tested, Fault::not_erased, Fault::reconditioned_abroad,
                                Fault::resold_abroad, Fault::short_warranty};
    open.fault = one_of(faults, open.random);
    if (open.fault == Fault::not_erased && !device.category->holds_data) open.fault = Fault::not_tested;
  }
}

void Story::collect(Open& open, const Device& device, SampleEvent& event) const {
  Random& random = open.random;
  draw_fate(open, device);
  event.kind = Kind::collection;
  event.participant = one_of(collectors, random);
  event.reference = reference("C-", open.index, open.cycle);
  add_leg(event, "van", 4, 60, random);
  if (random.chance(600)) {
    event.country = one_of(neighbours, random);
    add_leg(event, "articulated_truck", 450, 1'400, random);
  } else if (random.chance(5'000)) {
    add_leg(event, random.chance(3'000) ? "rigid_truck" : "articulated_truck", 90, 750, random);
  } else if (random.chance(300)) {
    add_leg(event, "rail", 300, 800, random);
  }
  const std::uint64_t holder = random.below(100);
  event.holder = holder < 70 ? "consumer" : holder < 95 ? "business" : "administration";
  event.waste = random.chance(3'000);

  const bool hopeless = open.fate == Fate::disposed && random.chance(4'000);
  open.next = hopeless ? Next::disposal : Next::reconditioning;
  open.at = later(open.at, random.between(2, 20), random);
}

void Story::recondition(Open& open, const Device& device, SampleEvent& event) const {
  Random& random = open.random;
  event.kind = Kind::reconditioning;
  event.participant = one_of(refurbishers, random);
  event.functions_tested = open.fault != Fault::not_tested;
  if (device.category->holds_data && open.fault != Fault::not_erased) {
    event.erasure_standard = random.chance(7'000) ? "NIST SP 800-88 Purge" : "NIST SP 800-88 Clear";
    event.certificate = certificate(random);
  }
  event.energy_kwh = within(device.category->energy_kwh, random);
  if (open.fault == Fault::reconditioned_abroad) {
    event.country = one_of(neighbours, random);
    add_leg(event, "articulated_truck", 450, 1'400, random);
  } else if (random.chance(1'500)) {
    add_leg(event, "rigid_truck", 30, 300, random);
  }
  if (open.fate == Fate::disposed) {
    event.outcome = random.chance(6'000) ? "for_parts" : "recycled";
    open.next = Next::disposal;
    open.at = later(open.at, random.between(5, 40), random);
    return;
  }
  for (const PartChance& part : device.category->parts) {
    if (!random.chance(part.basis_points)) continue;
    const auto quantity = static_cast<unsigned>(random.between(1, part.most));
    event.parts.push_back({part.part, quantity, random.chance(2'500) ? "reused" : "new"});
  }
  event.outcome = "reconditioned";
  // A few fail the last check before sale and go through the workshop again.
  open.next = random.chance(400) ? Next::reconditioning : Next::resale;
  open.at = later(open.at, random.between(1, 35), random);
}

void Story::resell(Open& open, const Device& device, SampleEvent& event) const {
  constexpr std::array<std::string_view, 3> channels{"marketplace", "own_site", "shop"};
  constexpr std::array<std::string_view, 3> grades{"A", "B", "C"};
  constexpr std::array<unsigned, 4> warranties{12, 12, 24, 36};
  Random& random = open.random;
  event.kind = Kind::resale;
  event.participant = one_of(sellers, random);
  event.reference = reference("S-", open.index, open.cycle);
  event.channel = one_of(channels, random);
  event.grade = one_of(grades, random);
  event.warranty_months = open.fault == Fault::short_warranty ? 3 : one_of(warranties, random);
  event.packaging_kg = within(device.category->packaging_kg, random);
  if (open.fault == Fault::resold_abroad) {
    event.country = one_of(neighbours, random);
    add_leg(event, "articulated_truck", 300, 1'300, random);
  } else if (random.chance(100)) {
    event.country = one_of(overseas, random);
    if (random.chance(3'000)) {
      add_leg(event, "air_long", 6'800, 9'400, random);
    } else {
      add_leg(event, "container_ship", 6'900, 9'900, random);
    }
  } else if (random.chance(4'000)) {
    add_leg(event, "articulated_truck", 150, 800, random);
  }
  add_leg(event, "van", 3, 90, random);

  if (open.fate == Fate::returned && open.next == Next::resale) {
    open.next = Next::return_;
    open.at = later(open.at, random.between(3, 25), random);
  } else if (random.chance(plan_.second_cycle_share)) {
    open.next = Next::collection;
    open.at = later(open.at, random.between(90, 500), random);
    ++open.cycle;
  } else {
    open.next = Next::nothing;
  }
}

void Story::take_back(Open& open, SampleEvent& event) const {
  constexpr std::array<std::string_view, 3> reasons{"change_of_mind", "defect", "wrong_item"};
  Random& random = open.random;
  event.kind = Kind::return_;
  event.participant = one_of(sellers, random);
  event.reason = one_of(reasons, random);
  add_leg(event, "van", 3, 90, random);
  open.next = random.chance(7'500) ? Next::second_resale : Next::nothing;
  open.at = later(open.at, random.between(2, 20), random);
}

void Story::dispose(Open& open, SampleEvent& event) const {
  constexpr std::array<std::string_view, 2> routes{"recycling", "parts_recovery"};
  Random& random = open.random;
  event.kind = Kind::disposal;
  event.participant = one_of(refurbishers, random);
  event.route = one_of(routes, random);
  add_leg(event, "rigid_truck", 20, 350, random);
  open.next = Next::nothing;
}

}  // namespace lcl::samples
