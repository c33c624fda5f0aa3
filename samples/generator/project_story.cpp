// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/project_story.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace lcl::samples {
namespace {

using Kind = SampleEvent::Kind;

constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

/// Where a participant drives to, or sends to, again and again.
struct Route {
  std::vector<SampleLeg> legs;
  std::uint8_t weekday;  ///< 0: Monday to 5
};

template <typename List>
const auto& one_of(const List& list, Random& random) {
  return list[random.below(list.size())];
}

/// 0: Monday.
std::int64_t weekday_of(std::int64_t day_number) { return (day_number + 3) % 7; }

/// Half as often twice as far.
std::uint64_t far(std::uint64_t low, std::uint64_t high, Random& random) {
  const std::uint64_t wide = high - low;
  return low + random.below(wide + 1) * random.below(1'001) / 1'000;
}

class Telling {
 public:
  Telling(const Shape& shape, std::uint64_t devices, const Period& period, std::uint64_t seed)
      : shape_(shape), period_(period), seed_(seed), random_(Random::mixed(seed ^ 0x50524f4a45435453U)) {
    cast_ = cast_of(shape, random_);
    growth_ = random_.between(0, 6);
    christmas_ = random_.between(100, 180);
    for (std::size_t i = 0; i < cast_.collectors.size(); ++i) supply_routes_.push_back(routes_of_supply());
    for (std::size_t i = 0; i < 40; ++i) towns_.push_back(town());
    draw_mix();
    draw_days(devices);
  }

  ToldLog tell() {
    ToldLog log;
    log.reserve(days_.size());
    for (std::size_t i = 0; i < days_.size(); ++i) log.push_back(history(i));
    return log;
  }

 private:
  std::vector<Route> routes_of_supply() {
    std::vector<Route> routes(random_.between(4, 16));
    for (Route& route : routes) {
      route.weekday = static_cast<std::uint8_t>(random_.below(5));
      const auto metres = static_cast<Thousandths>(far(30, 900, random_) * 100);
      route.legs.push_back({metres > 60'000 ? "rigid_truck" : "van", metres});
      if (random_.chance(2'500))
        route.legs.push_back(
            {"articulated_truck", static_cast<Thousandths>(random_.between(900, 7'500) * 100)});
    }
    return routes;
  }

  /// Where a carrier brings parcels: the long leg is the same for all of a town.
  Thousandths town() { return static_cast<Thousandths>(random_.between(400, 9'000) * 100); }

  static Thousandths as_told(Thousandths metres, DistanceHabit habit) {
    const auto to = [metres](Thousandths step) { return std::max(step, (metres + step / 2) / step * step); };
    switch (habit) {
      case DistanceHabit::to_100_m:
        return metres;
      case DistanceHabit::to_1_km:
        return to(1'000);
      case DistanceHabit::far_ones_to_5_km:
        return to(metres > 150'000 ? 5'000 : 1'000);
    }
    return metres;
  }

  static void travel(SampleEvent& event, std::string_view mode, Thousandths metres, const Participant& who) {
    event.legs.push_back({mode, as_told(metres, who.distance)});
  }

  void draw_mix() {
    std::uint64_t all = 0;
    for (const Category& category : categories()) {
      // Some handle phones alone, some whatever comes.
      all += category.share * random_.between(0, 20) / 10 + (category.word == "smartphone" ? 500 : 0);
      mix_.push_back(all);
    }
  }

  const Category& drawn_category() {
    const std::uint64_t roll = random_.below(mix_.back());
    const auto found = std::upper_bound(mix_.begin(), mix_.end(), roll);
    return categories()[static_cast<std::size_t>(found - mix_.begin())];
  }

  [[nodiscard]] bool is_working_day(std::int64_t day_number) const {
    const std::int64_t weekday = weekday_of(day_number);
    if (weekday == 6 || (weekday == 5 && !shape_.saturdays)) return false;
    const std::string date = date_of({day_number * day}).substr(5);
    constexpr std::array<std::string_view, 8> holidays{"01-01", "05-01", "05-08", "07-14",
                                                       "08-15", "11-01", "11-11", "12-25"};
    return std::find(holidays.begin(), holidays.end(), date) == holidays.end();
  }

  /// The next day of work that is not before `day_number`.
  [[nodiscard]] std::int64_t working_day(std::int64_t day_number) const {
    while (!is_working_day(day_number)) ++day_number;
    return day_number;
  }

  /// Days of collection: more each month, and more before Christmas.
  void draw_days(std::uint64_t devices) {
    const std::int64_t first = period_.from.milliseconds / day;
    const std::int64_t last = period_.to.milliseconds / day;
    std::vector<std::uint64_t> weights;
    weights.reserve(static_cast<std::size_t>(last - first));
    std::uint64_t all = 0;
    for (std::int64_t number = first; number < last; ++number) {
      std::uint64_t weight = is_working_day(number) ? 1'000 : 0;
      if (shape_.supply == Supply::collection_days && !is_collection_day(number)) weight = 0;
      weight = weight * (100 + growth_ * static_cast<std::uint64_t>(number - first) / 30) / 100;
      const std::string month = date_of({number * day}).substr(5, 2);
      if (month == "11") weight = weight * christmas_ / 100;
      all += weight;
      weights.push_back(all);
    }
    for (std::uint64_t i = 0; i < devices && all > 0; ++i) {
      const std::uint64_t roll = random_.below(all);
      days_.push_back(first + (std::upper_bound(weights.begin(), weights.end(), roll) - weights.begin()));
    }
    std::sort(days_.begin(), days_.end());
  }

  /// The second and fourth Saturday would be closed: so each second Wednesday of a month.
  [[nodiscard]] static bool is_collection_day(std::int64_t number) {
    const std::string date = date_of({number * day});
    const int in_month = std::stoi(date.substr(8));
    return weekday_of(number) == 2 && (in_month <= 7 || (in_month > 14 && in_month <= 21));
  }

  /// An instant of the day between two hours of local time, as `who` notes it.
  Instant at(std::int64_t day_number, std::uint64_t from_hour, std::uint64_t to_hour,
             const Participant& who) {
    constexpr std::uint64_t seconds_an_hour = 3'600;
    std::uint64_t second = random_.between(from_hour * seconds_an_hour, to_hour * seconds_an_hour - 1);
    switch (who.clock) {
      case ClockHabit::second:
        break;
      case ClockHabit::minute:
        second -= second % 60;
        break;
      case ClockHabit::quarter_hour:
        second -= second % 900;
        break;
      case ClockHabit::day:
        second = 0;
        break;
    }
    const std::string date = date_of({day_number * day}).substr(5);
    const std::int64_t ahead = date >= "03-29" && date < "10-26" ? 2 : 1;
    return {day_number * day + static_cast<std::int64_t>(second) * 1'000 - ahead * hour};
  }

  Instant in_the_workshop(std::int64_t day_number, const Participant& who) {
    return at(working_day(day_number), shape_.from_hour, shape_.to_hour, who);
  }

  static std::int64_t day_after(const SampleEvent& event, std::uint64_t days) {
    return (event.occurred_at.milliseconds + 2 * hour) / day + static_cast<std::int64_t>(days);
  }

  History history(std::size_t index) {
    History told;
    told.device = device_of(seed_, index, drawn_category());
    weigh(told.device);
    std::int64_t number = days_[index];
    for (unsigned cycle = 1;; ++cycle) {
      if (!tell_cycle(told, index, cycle, number) || !random_.chance(250)) return told;
      number = day_after(told.events.back(), random_.between(150, 500));
    }
  }

  /// Some state what the maker's sheet says, some put the device on scales.
  void weigh(Device& device) {
    if (seed_ % 3 == 0)
      device.mass_kg = static_cast<Thousandths>(device.mass_kg * random_.between(960, 1'040) / 1'000);
  }

  /// Whether the device was sold for good.
  bool tell_cycle(History& told, std::size_t index, unsigned cycle, std::int64_t number) {
    told.events.push_back(collection(index, cycle, number));
    const bool hopeless = random_.chance(700);
    if (hopeless) {
      told.events.push_back(disposal(day_after(told.events.back(), random_.between(5, 30))));
      return false;
    }
    told.events.push_back(
        reconditioning(*told.device.category, day_after(told.events.back(), random_.between(2, 20))));
    told.events.push_back(
        resale(*told.device.category, index, cycle, day_after(told.events.back(), far(1, 40, random_))));
    if (!random_.chance(400)) return true;
    told.events.push_back(
        taken_back(told.events.back(), day_after(told.events.back(), random_.between(3, 25))));
    if (!random_.chance(7'000)) return false;
    told.events.push_back(resale(*told.device.category, index, cycle + 100,
                                 day_after(told.events.back(), random_.between(2, 20))));
    return true;
  }

  SampleEvent by(const Participant& who, Kind kind, Instant when) {
    SampleEvent event;
    event.kind = kind;
    event.occurred_at = when;
    event.participant = who.siret;
    event.country = "FR";
    return event;
  }

  SampleEvent collection(std::size_t index, unsigned cycle, std::int64_t number) {
    const std::size_t which = random_.below(cast_.collectors.size());
    const Participant& who = cast_.collectors[which];
    const std::vector<Route>& routes = supply_routes_[which];
    SampleEvent event;
    if (shape_.supply == Supply::counter) {
      event = by(who, Kind::collection, in_the_workshop(number, who));
      if (shape_.collectors > 0 || random_.chance(3'000)) {
        travel(event, "articulated_truck", one_of(towns_, random_), who);
        travel(event, "van", static_cast<Thousandths>(far(20, 400, random_) * 100), who);
      }
    } else {
      const Route& route = one_of(routes, random_);
      std::int64_t on = number;
      if (shape_.supply == Supply::rounds)
        while (weekday_of(on) != route.weekday) ++on;
      // All of a round, or of a day in a town, is noted down in the evening.
      event = by(who, Kind::collection, at(working_day(on), 17, 18, who));
      event.occurred_at.milliseconds -= event.occurred_at.milliseconds % hour;
      for (const SampleLeg& leg : route.legs) travel(event, leg.mode, leg.distance_km, who);
    }
    const std::uint64_t holder = random_.below(100);
    event.holder = holder < 70 ? "consumer" : holder < 95 ? "business" : "administration";
    event.waste = random_.chance(3'000);
    event.reference = "C-" + std::to_string(index) + "-" + std::to_string(cycle);
    return event;
  }

  SampleEvent reconditioning(const Category& category, std::int64_t number) {
    const Participant& who = one_of(cast_.refurbishers, random_);
    SampleEvent event = by(who, Kind::reconditioning, in_the_workshop(number, who));
    event.outcome = "reconditioned";
    event.functions_tested = !random_.chance(100);
    if (category.holds_data && !random_.chance(100)) {
      event.erasure_standard = random_.chance(7'000) ? "NIST SP 800-88 Purge" : "NIST SP 800-88 Clear";
      event.certificate = "ER-" + std::to_string(random_.below(1'000'000'000));
    }
    const auto metered =
        static_cast<Thousandths>(random_.between(category.energy_kwh.low, category.energy_kwh.high));
    switch (who.energy) {
      case EnergyHabit::metered:
        event.energy_kwh = metered;
        break;
      case EnergyHabit::metered_to_10_wh:
        event.energy_kwh = (metered + 5) / 10 * 10;
        break;
      case EnergyHabit::billed:
        event.energy_kwh = (category.energy_kwh.low + category.energy_kwh.high) / 2;
        break;
    }
    for (const PartChance& part : category.parts) {
      if (!random_.chance(part.basis_points)) continue;
      event.parts.push_back({part.part, static_cast<unsigned>(random_.between(1, part.most)),
                             random_.chance(2'500) ? "reused" : "new"});
    }
    return event;
  }

  SampleEvent resale(const Category& category, std::size_t index, unsigned cycle, std::int64_t number) {
    constexpr std::array<std::string_view, 3> grades{"A", "B", "C"};
    constexpr std::array<unsigned, 3> warranties{12, 12, 24};
    const Participant& who = one_of(cast_.sellers, random_);
    const bool in_shop = random_.chance(shape_.shop_share);
    // Shops open on weekdays and Saturdays, a site sells whenever somebody buys.
    const Instant when = in_shop ? at(working_day(number), 10, 19, who) : at(number, 8, 23, who);
    SampleEvent event = by(who, Kind::resale, when);
    event.channel = in_shop ? "shop" : random_.chance(6'000) ? "marketplace" : "own_site";
    event.grade = one_of(grades, random_);
    event.warranty_months = one_of(warranties, random_);
    // One box for all devices of a category.
    event.packaging_kg = (category.packaging_kg.low + category.packaging_kg.high) / 2;
    event.reference = "S-" + std::to_string(index) + "-" + std::to_string(cycle);
    if (in_shop) return event;
    travel(event, "articulated_truck", one_of(towns_, random_), who);
    travel(event, "van", static_cast<Thousandths>(far(20, 400, random_) * 100), who);
    return event;
  }

  SampleEvent taken_back(const SampleEvent& sold, std::int64_t number) {
    constexpr std::array<std::string_view, 3> reasons{"change_of_mind", "defect", "wrong_item"};
    SampleEvent event;
    event.kind = Kind::return_;
    event.participant = sold.participant;
    event.country = "FR";
    event.reason = one_of(reasons, random_);
    event.legs = sold.legs;
    event.occurred_at = {working_day(number) * day + 10 * hour};
    return event;
  }

  SampleEvent disposal(std::int64_t number) {
    const Participant& who = one_of(cast_.refurbishers, random_);
    SampleEvent event = by(who, Kind::disposal, in_the_workshop(number, who));
    event.route = "recycling";
    travel(event, "rigid_truck", static_cast<Thousandths>(random_.between(200, 3'500) * 100), who);
    return event;
  }

  const Shape& shape_;
  Period period_;
  std::uint64_t seed_;
  Random random_;
  Cast cast_;
  std::uint64_t growth_ = 0;                       ///< percent a month
  std::uint64_t christmas_ = 0;                    ///< percent of what is usual
  std::vector<std::vector<Route>> supply_routes_;  // by collector
  std::vector<Thousandths> towns_;
  std::vector<std::uint64_t> mix_;  // ascending, by category
  std::vector<std::int64_t> days_;  // by device
};

}  // namespace

ToldLog told(const Shape& shape, std::uint64_t devices, const Period& period, std::uint64_t seed) {
  return Telling(shape, devices, period, seed).tell();
}

}  // namespace lcl::samples
