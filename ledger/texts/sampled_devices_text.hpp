// SPDX-License-Identifier: Apache-2.0
// A drawn sample and its devices, as shown by `lcl sample show`.
#pragma once

#include <string>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Plan, population, size and result of a sample, one a line.
[[nodiscard]] std::string sample_heading(const Project& project, const DrawnSample& sample);
[[nodiscard]] std::string sampled_devices_table(const std::vector<SampledDevice>& devices);
/// The columns seq, device, category, participant, kgco2e and entries, these with semicolons between.
[[nodiscard]] std::string sampled_devices_csv(const std::vector<SampledDevice>& devices);
/// [{"category", "certain", "device", "entries", "kgco2e", "participant", "seq"}, …]
[[nodiscard]] Json sampled_devices_json(const std::vector<SampledDevice>& devices);

}  // namespace lcl
