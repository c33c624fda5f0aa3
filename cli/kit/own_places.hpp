// SPDX-License-Identifier: Apache-2.0
// What is said of the lines of a plain copy of a log, in the places of that log.
#pragma once

#include "ledger/events/log_reader.hpp"
#include "ledger/intake/outcome.hpp"

namespace lcl::cli {

/// `preparation` names lines of a copy that has a line for each event of `log`, which is read to its end:
/// from then on it names the lines and cells of `log`.
void put_in_own_places(LogReader& log, Preparation& preparation);

}  // namespace lcl::cli
