// SPDX-License-Identifier: Apache-2.0
// Tiles read before, by level and index: so many as a log of half a million
// entries has. Of those it gives up, one that was not asked for lately is first.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lcl {

class TileCache {
 public:
  /// The hashes of a tile kept here; nullptr if it is not. They live until the next `keep`.
  [[nodiscard]] const std::string* find(std::uint8_t level, std::uint64_t index) {
    const std::uint64_t key = key_of(level, index);
    if (last_ < slots_.size() && slots_[last_].key == key) return &slots_[last_].hashes;
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    last_ = found->second;
    slots_[last_].is_used = true;
    return &slots_[last_].hashes;
  }

  /// Keeps a tile, in place of an earlier state of it.
  const std::string& keep(std::uint8_t level, std::uint64_t index, std::string hashes) {
    const std::uint64_t key = key_of(level, index);
    if (const auto found = places_.find(key); found != places_.end()) {
      last_ = found->second;
      return slots_[last_].hashes = std::move(hashes);
    }
    if (slots_.size() < most_kept) {
      last_ = slots_.size();
      slots_.push_back({key, std::move(hashes), false});
    } else {
      while (std::exchange(slots_[hand_].is_used, false)) hand_ = (hand_ + 1) % most_kept;
      last_ = std::exchange(hand_, (hand_ + 1) % most_kept);
      places_.erase(slots_[last_].key);
      slots_[last_] = {key, std::move(hashes), false};
    }
    places_.emplace(key, last_);
    return slots_[last_].hashes;
  }

 private:
  static constexpr std::size_t most_kept = 2048;  // of 8 KiB
  struct Slot {
    std::uint64_t key = 0;
    std::string hashes;
    bool is_used = false;  // since the hand passed
  };

  static std::uint64_t key_of(std::uint8_t level, std::uint64_t index) {
    return std::uint64_t{level} << 56U | index;
  }

  std::vector<Slot> slots_;
  std::unordered_map<std::uint64_t, std::size_t> places_;
  std::size_t last_ = 0;
  std::size_t hand_ = 0;
};

}  // namespace lcl
