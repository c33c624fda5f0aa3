// SPDX-License-Identifier: Apache-2.0
// An event as a row of a CSV log, with a column for every field that a column can hold (schemas/README.md,
// "Logs").
#pragma once

#include <string>

#include "ledger/events/event.hpp"

namespace lcl {

void append_csv_log_header(std::string& out);
/// The row of `event`, with its line feed.
void append_csv(const Event& event, std::string& out);

}  // namespace lcl
