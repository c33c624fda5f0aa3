// SPDX-License-Identifier: Apache-2.0
// The sample that a command is about: lcl sample show, open and check.
#pragma once

#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/values/result.hpp"

namespace lcl::cli {

/// With its devices drawn again; points into the ledger's records.
struct NamedSample {
  const Project* project = nullptr;
  const DrawnSample* sample = nullptr;
  std::vector<SampledDevice> devices;
};

/// By the positionals ID and SEQ; unknown_project, unknown_sample.
[[nodiscard]] Result<NamedSample> sample_named(const Call& call, const Ledger& ledger);

}  // namespace lcl::cli
