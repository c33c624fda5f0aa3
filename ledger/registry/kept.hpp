// SPDX-License-Identifier: Apache-2.0
// What the registry needs kept beside the entries: projections that can be
// dropped and rebuilt from them. store/ keeps them; `verify` checks them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/registry/lifecycle.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

/// A pseudonym that was recorded: of a device (`device` == `pseudonym`), with its state, which is at its
/// default for an identifier that is free again; or a further identifier of a device (`state` is then at its
/// default, but for `last` where it was a device of its own before).
struct DeviceRow {
  Pseudonym pseudonym;
  Pseudonym device;
  DeviceState state;
  [[nodiscard]] bool is_alias() const { return device != pseudonym; }
  friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

}  // namespace lcl
