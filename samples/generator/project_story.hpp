// SPDX-License-Identifier: Apache-2.0
// What happens in a project of a shape, as honest people would have recorded
// it: weekdays and shifts, the same routes again and again, more before
// Christmas, habits of rounding.
#pragma once

#include <cstdint>

#include "ledger/values/timestamp.hpp"
#include "samples/generator/shape.hpp"
#include "samples/generator/told_log.hpp"

namespace lcl::samples {

/// `devices` collected in `period`, with all that happens to them, after its end too. The same for the same
/// seed.
[[nodiscard]] ToldLog told(const Shape& shape, std::uint64_t devices, const Period& period,
                           std::uint64_t seed);

}  // namespace lcl::samples
