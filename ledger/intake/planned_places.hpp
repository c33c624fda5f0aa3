// SPDX-License-Identifier: Apache-2.0
// Where the events of a submission go among their devices' own, at 16 bytes an
// event: how far back each event that one names stands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

class PlannedPlaces {
 public:
  /// Of the next event, which would be entry `seq`.
  void add(std::uint64_t seq, const EventPlace& place) {
    places_.push_back({back(seq, place.after), back(seq, place.links.standing),
                       back(seq, place.links.collection), back(seq, place.links.reconditioning)});
  }
  /// Of event `number`, which is entry `seq`.
  [[nodiscard]] EventPlace at(std::size_t number, std::uint64_t seq) const {
    const auto& [after, standing, collection, reconditioning] = places_[number];
    return {ahead(seq, after), {ahead(seq, standing), ahead(seq, collection), ahead(seq, reconditioning)}};
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  static std::uint32_t back(std::uint64_t seq, std::uint64_t to) {
    if (to == no_seq) return 0;
    invariant(to < seq && seq - to <= std::numeric_limits<std::uint32_t>::max(),
              "a device's events are less than four thousand million entries apart");
    return static_cast<std::uint32_t>(seq - to);
  }
  static std::uint64_t ahead(std::uint64_t seq, std::uint32_t distance) {
    return distance == 0 ? no_seq : seq - distance;
  }

  std::vector<std::array<std::uint32_t, 4>> places_;
};

}  // namespace lcl
