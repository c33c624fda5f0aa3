// SPDX-License-Identifier: Apache-2.0
// What happens to the devices of a sample log, told in the order of time. Keeps
// 32 bytes for each device that something will still happen to, and nothing else.
#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "ledger/values/timestamp.hpp"
#include "samples/generator/random.hpp"
#include "samples/generator/writer.hpp"

namespace lcl::samples {

/// Shares of cycles are in basis points.
struct Plan {
  std::uint64_t devices = 2000;
  Period period;
  std::uint64_t seed = 1;
  std::uint64_t disposal_share = 800;      ///< end in disposal
  std::uint64_t return_share = 400;        ///< are returned after resale; three in four of them resold again
  std::uint64_t ineligible_share = 500;    ///< are resold, but break an eligibility rule
  std::uint64_t second_cycle_share = 300;  ///< of the devices sold for good: are collected again
};

class Story {
 public:
  explicit Story(const Plan& plan);

  /// Tells the next event, in order of time; false after the last one of the period.
  [[nodiscard]] bool next(SampleEvent& event, Device& device);

 private:
  enum class Fate : std::uint8_t { sold, disposed, returned, ineligible };
  enum class Fault : std::uint8_t {
    none,
    not_tested,
    not_erased,
    reconditioned_abroad,
    resold_abroad,
    short_warranty
  };
  enum class Next : std::uint8_t {
    nothing,
    collection,
    reconditioning,
    resale,
    return_,
    second_resale,
    disposal
  };

  struct Open {
    Instant at;
    std::uint64_t index;
    Random random;
    Next next = Next::collection;
    Fate fate = Fate::sold;
    Fault fault = Fault::none;
    std::uint8_t cycle = 1;
    /// Later ones sink in the queue; no device is in it twice, so the order is total.
    friend bool operator<(const Open& a, const Open& b) {
      return a.at != b.at ? a.at > b.at : a.index > b.index;
    }
  };

  [[nodiscard]] Open arrival(std::uint64_t index) const;
  void draw_fate(Open& open, const Device& device) const;
  void collect(Open& open, const Device& device, SampleEvent& event) const;
  void recondition(Open& open, const Device& device, SampleEvent& event) const;
  void resell(Open& open, const Device& device, SampleEvent& event) const;
  void take_back(Open& open, SampleEvent& event) const;
  void dispose(Open& open, SampleEvent& event) const;

  Plan plan_;
  std::uint64_t arrived_ = 0;
  std::priority_queue<Open> open_;
};

}  // namespace lcl::samples
