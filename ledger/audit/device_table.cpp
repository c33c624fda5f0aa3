// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/device_table.hpp"

#include <cstring>

#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

__extension__ typedef unsigned __int128 Product;

constexpr std::size_t first_slots = 1024;

std::uint64_t word_at(const Pseudonym& pseudonym, std::size_t offset) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, pseudonym.bytes.data() + offset, sizeof word);
  return word;
}

std::uint32_t tag_of(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

DeviceTable::DeviceTable() : slots_(first_slots) {
  std::array<std::uint8_t, sizeof secret_> bytes{};
  random_bytes(bytes);
  std::memcpy(&secret_, bytes.data(), bytes.size());
}

std::uint64_t DeviceTable::hash(const Pseudonym& pseudonym) const noexcept {
  const Product product =
      Product{word_at(pseudonym, 0) ^ secret_[0]} * Product{word_at(pseudonym, 8) ^ secret_[1]};
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint32_t DeviceTable::find(const Pseudonym& pseudonym) const noexcept {
  const std::uint64_t hashed = hash(pseudonym);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hashed & mask; slots_[i].number != none; i = (i + 1) & mask) {
    if (slots_[i].tag == tag_of(hashed) && records_[slots_[i].number].pseudonym == pseudonym) {
      return slots_[i].number;
    }
  }
  return none;
}

void DeviceTable::prefetch_slot(const Pseudonym& pseudonym) const noexcept {
  __builtin_prefetch(&slots_[hash(pseudonym) & (slots_.size() - 1)]);
}

void DeviceTable::prefetch_record(const Pseudonym& pseudonym) const noexcept {
  const Slot& slot = slots_[hash(pseudonym) & (slots_.size() - 1)];
  if (slot.number != none) __builtin_prefetch(&records_[slot.number]);
}

std::uint32_t DeviceTable::add(const Pseudonym& pseudonym) {
  if (3 * (records_.size() + 1) > 2 * slots_.size()) grow();
  const std::uint32_t number = size();
  DeviceRecord& record = records_.emplace_back();
  record.pseudonym = pseudonym;
  record.device = number;
  place(number);
  return number;
}

void DeviceTable::place(std::uint32_t number) noexcept {
  const std::uint64_t hashed = hash(records_[number].pseudonym);
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hashed & mask;
  while (slots_[i].number != none) i = (i + 1) & mask;
  slots_[i] = {number, tag_of(hashed)};
}

void DeviceTable::grow() {
  if (slots_.size() > none / 2) {
    throw Error(Obstacle::unavailable,
                phrase("this ledger has more devices than one verification can hold (2.8 thousand million)"));
  }
  slots_.assign(2 * slots_.size(), {});
  for (std::uint32_t number = 0; number < size(); ++number) place(number);
}

}  // namespace lcl
