// SPDX-License-Identifier: Apache-2.0
// Pseudonyms to numbers, for millions of them: one flat table, in which a
// look-up touches one place in memory. (A node for each, as std::unordered_map
// has, made this the most expensive step of judging an event.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

class PseudonymIndex {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// Has the processor fetch the place where `pseudonym` is, so that `find` need not wait for memory.
  void prefetch(const Pseudonym& pseudonym) const { __builtin_prefetch(&places_[home_of(pseudonym)]); }

  /// The number kept for `pseudonym`, or none.
  [[nodiscard]] std::uint32_t find(const Pseudonym& pseudonym) const {
    return places_[index_of(pseudonym)].number;
  }

  /// Keeps `number`, which is not none, unless there is one for `pseudonym` already.
  void insert(const Pseudonym& pseudonym, std::uint32_t number) {
    invariant(number != none, "a number kept is one");
    if (4 * (used_ + 1) > 3 * places_.size()) grow();
    Place& place = places_[index_of(pseudonym)];
    if (place.number != none) return;
    place = {pseudonym, number};
    ++used_;
  }

  /// Keeps none for `pseudonym` any more.
  void erase(const Pseudonym& pseudonym) {
    const std::size_t mask = places_.size() - 1;
    std::size_t gap = index_of(pseudonym);
    if (places_[gap].number == none) return;
    for (std::size_t next = (gap + 1) & mask; places_[next].number != none; next = (next + 1) & mask) {
      // What would not be found behind a gap between its home and itself moves up into that.
      if (((next - home_of(places_[next].pseudonym)) & mask) < ((next - gap) & mask)) continue;
      places_[gap] = places_[next];
      gap = next;
    }
    places_[gap] = Place{};
    --used_;
  }

 private:
  struct Place {
    Pseudonym pseudonym;
    std::uint32_t number = none;
  };

  /// Where it is, unless the places from there on are taken.
  [[nodiscard]] std::size_t home_of(const Pseudonym& pseudonym) const {
    return std::hash<Pseudonym>()(pseudonym) & (places_.size() - 1);
  }

  /// Where `pseudonym` is, or would be.
  [[nodiscard]] std::size_t index_of(const Pseudonym& pseudonym) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t index = home_of(pseudonym);
    while (places_[index].number != none && places_[index].pseudonym != pseudonym) index = (index + 1) & mask;
    return index;
  }

  void grow() {
    std::vector<Place> smaller(2 * places_.size());
    smaller.swap(places_);
    for (const Place& place : smaller) {
      if (place.number != none) places_[index_of(place.pseudonym)] = place;
    }
  }

  std::vector<Place> places_ = std::vector<Place>(16);  ///< a power of two of them, a quarter or more unused
  std::size_t used_ = 0;
};

}  // namespace lcl
