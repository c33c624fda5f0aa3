// SPDX-License-Identifier: Apache-2.0
// The cycles that a derivation keeps, by device: all that are under way, and
// those resold last, since what is returned was mostly sold not long ago.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/pseudonym_index.hpp"

namespace lcl {

class KnownCycles {
 public:
  /// `device` is soon looked for: brings near where its number is, and then, once that is there, its record.
  void prefetch_number(const Pseudonym& device) const { numbers_.prefetch(device); }
  void prefetch_record(const Pseudonym& device) const {
    constexpr std::size_t fetched_at_once = 64;
    const std::uint32_t number = numbers_.find(device);
    if (number == PseudonymIndex::none) return;
    const auto* record = reinterpret_cast<const char*>(&records_[number]);
    for (std::size_t at = 0; at < sizeof(CycleRecord); at += fetched_at_once) __builtin_prefetch(record + at);
  }

  /// The one of `device`, or nullptr; it stays where it is until the next `keep`.
  [[nodiscard]] CycleRecord* find(const Pseudonym& device) {
    const std::uint32_t number = numbers_.find(device);
    return number == PseudonymIndex::none ? nullptr : &records_[number];
  }

  /// Keeps `record` as the one of `device`.
  CycleRecord& keep(const Pseudonym& device, const CycleRecord& record) {
    if (CycleRecord* known = find(device)) return *known = record;
    if (unused_.empty()) {
      unused_.push_back(static_cast<std::uint32_t>(records_.size()));
      records_.emplace_back();
    }
    const std::uint32_t number = unused_.back();
    unused_.pop_back();
    numbers_.insert(device, number);
    return records_[number] = record;
  }

  void drop(const Pseudonym& device) {
    const std::uint32_t number = numbers_.find(device);
    if (number == PseudonymIndex::none) return;
    numbers_.erase(device);
    unused_.push_back(number);
  }

  /// The cycle of `device`, which is kept, was ended by the resale `seq`: it makes the one drop that was
  /// resold longest ago, if too many are kept.
  void end(const Pseudonym& device, std::uint64_t seq) {
    if (resold_.size() < most_resold) {
      resold_.push_back({device, seq});
      return;
    }
    const Resold oldest = resold_[oldest_];
    resold_[oldest_] = {device, seq};
    oldest_ = (oldest_ + 1) % most_resold;
    prefetch_number(resold_[(oldest_ + 32) % most_resold].device);
    prefetch_record(resold_[(oldest_ + 16) % most_resold].device);
    const CycleRecord* known = find(oldest.device);
    if (known != nullptr && known->resale == oldest.seq) drop(oldest.device);
  }

 private:
  static constexpr std::size_t most_resold = std::size_t{1} << 17U;  // 20 MiB
  struct Resold {
    Pseudonym device;
    std::uint64_t seq = 0;
  };

  PseudonymIndex numbers_;
  std::vector<CycleRecord> records_;
  std::vector<std::uint32_t> unused_;  // numbers of records that belong to none
  std::vector<Resold> resold_;         // a ring, once it is full
  std::size_t oldest_ = 0;
};

}  // namespace lcl
