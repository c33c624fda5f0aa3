// SPDX-License-Identifier: Apache-2.0
// The devices of a sample, with what their own entries say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/replay/sample_drawing.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

/// A drawn cycle with what its own entries say.
struct SampledDevice {
  DrawnCycle drawn;
  Pseudonym device;
  std::string category;
  std::string participant;             ///< SIRET, of the resale, or of the collection where it was not resold
  std::vector<std::uint64_t> entries;  ///< of the cycle's events that stood at the report's checkpoint
};

/// The devices of `sample`, by ascending collection, as the first `size` entries have them. One scan. Throws
/// as AuthenticatedLog::scan.
[[nodiscard]] std::vector<SampledDevice> sampled_devices(const AuthenticatedLog& log, const Sample& sample,
                                                         std::uint64_t size);

}  // namespace lcl
