// SPDX-License-Identifier: Apache-2.0
// What the registry needs kept beside the entries: projections that can be
// dropped and rebuilt from them. store/ keeps them; `verify` checks them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

/// A pseudonym that was recorded: of a device (`device` == `pseudonym`), with its state, or a
/// further identifier of one (`state` is then at its default).
struct DeviceRow {
  Pseudonym pseudonym;
  Pseudonym device;
  DeviceState state;
  /// Of a device whose payloads a bundle withholds: of `state` only `last` is known.
  bool is_withheld = false;
  [[nodiscard]] bool is_alias() const { return device != pseudonym; }
  friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

/// A statement's place in the log, and what must never be accepted twice.
struct StatementRow {
  std::uint64_t seq = 0;
  std::string kind;
  std::string project;  ///< empty: none
  Digest signed_bytes;  ///< SHA-256 of what was signed
  friend bool operator==(const StatementRow&, const StatementRow&) = default;
};

}  // namespace lcl
