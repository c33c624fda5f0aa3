// SPDX-License-Identifier: Apache-2.0
// Every pseudonym of a ledger with what the replay must remember of it: a
// small fixed record each, found by a hash that no ledger can be made to
// collide in.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

/// A device, or a further identifier of one.
struct DeviceRecord {
  Pseudonym pseudonym;
  std::uint64_t last = no_seq;            ///< as in DeviceState
  std::uint64_t standing = no_seq;        ///< as in DeviceState
  std::uint64_t collection = no_seq;      ///< as in DeviceState
  std::uint64_t reconditioning = no_seq;  ///< as in DeviceState
  Instant at;                             ///< as in DeviceState
  std::uint32_t project = 0;              ///< number of its name; 0: none
  std::uint32_t device = 0;  ///< the record of the device: of itself, or of the one it further identifies
  Stage stage = Stage::unseen;
  bool is_unsure = false;    ///< one of its events could not be read: nothing more is said of its state
  bool is_in_rows = false;   ///< the projection has it
  bool is_withheld = false;  ///< a bundle withholds the payload of one of its events
  bool is_withheld_wrongly = false;  ///< what it may not; it was said
  bool is_of_bundle = false;         ///< one of its events is of the bundle's project
};

class DeviceTable {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// Draws the secret of its hash.
  DeviceTable();

  /// The number of its record, or `none`.
  [[nodiscard]] std::uint32_t find(const Pseudonym& pseudonym) const noexcept;
  /// Adds a record for `pseudonym`, which must not be there; it is of itself. References to records end here.
  std::uint32_t add(const Pseudonym& pseudonym);
  /// Bring nearer what `find` will look at first, and, once that is near, next. A random look-up in a large
  /// table is mostly waiting for memory.
  void prefetch_slot(const Pseudonym& pseudonym) const noexcept;
  void prefetch_record(const Pseudonym& pseudonym) const noexcept;

  [[nodiscard]] DeviceRecord& operator[](std::uint32_t number) { return records_[number]; }
  [[nodiscard]] const DeviceRecord& operator[](std::uint32_t number) const { return records_[number]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }

 private:
  /// Where a record is; `tag` is part of its hash, so that few other records are looked at in vain.
  struct Slot {
    std::uint32_t number = none;
    std::uint32_t tag = 0;
  };

  [[nodiscard]] std::uint64_t hash(const Pseudonym& pseudonym) const noexcept;
  void place(std::uint32_t number) noexcept;
  void grow();

  std::uint64_t secret_[2] = {};
  std::vector<DeviceRecord> records_;  // in order of appearance
  std::vector<Slot> slots_;            // a power of two
};

}  // namespace lcl
