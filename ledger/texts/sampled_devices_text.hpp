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
/// [{"category", "certain", "device", "entries", "kgco2e", "participant", "seq"}, …], and "result" and
/// "found_kgco2e" as the last record of the sample has them.
[[nodiscard]] Json sampled_devices_json(const std::vector<SampledDevice>& devices, const DrawnSample& sample);
/// The file that lcl sample record takes, with a row for each device and nothing stated of it.
[[nodiscard]] std::string results_form(const std::vector<SampledDevice>& devices);
/// What the ledger says, what was found, the difference, and their sums.
[[nodiscard]] std::string examined_table(const std::vector<ExaminedCycle>& cycles);

}  // namespace lcl
