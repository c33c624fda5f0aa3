// SPDX-License-Identifier: Apache-2.0
// A tally made up for the tests of its exports.
#pragma once

#include "ledger/figures/tally.hpp"

/// Two vintages and, if `groupings` has any, two rows by category.
lcl::Tally sample_tally(const std::vector<lcl::Grouping>& groupings);
