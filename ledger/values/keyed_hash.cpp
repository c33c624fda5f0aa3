// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/keyed_hash.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "ledger/values/digest.hpp"

namespace lcl {
namespace {

struct Key {
  std::uint64_t start, factor;
};

const Key& key() {
  static const Key drawn = [] {
    std::array<std::uint8_t, sizeof(Key)> bytes{};
    random_bytes(bytes);
    Key read{};
    std::memcpy(&read, bytes.data(), bytes.size());
    read.factor |= 1U;
    return read;
  }();
  return drawn;
}

/// The product, its high half folded into the low one: every bit of it depends on every bit of `a`.
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  __extension__ typedef unsigned __int128 Product;
  const Product product = Product{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

std::size_t keyed_hash(Bytes bytes) noexcept {
  const Key& drawn = key();
  std::uint64_t hash = drawn.start ^ bytes.size();
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t taken = std::min(sizeof word, bytes.size());
    std::memcpy(&word, bytes.data(), taken);
    hash = folded_product(hash ^ word, drawn.factor);
    bytes = bytes.subspan(taken);
  }
  return folded_product(hash ^ drawn.start, drawn.factor);
}

}  // namespace lcl
