// SPDX-License-Identifier: Apache-2.0
// The manifest of a submission: one line for each event, whose digest is signed
// (schemas/README.md, "Staged submission").
#pragma once

#include <string>
#include <string_view>

#include "ledger/chain/entry.hpp"

namespace lcl {

/// Appends the line of an event: `kind SP device[,also…] SP payload LF`.
void append_manifest_line(const Entry& event, std::string& out);

/// Reads kind, device, also and payload from exactly the line that append_manifest_line would write, without
/// its LF; false if it is none. `event` is reused, the rest of it left as it is; its kind is a view into
/// `line`.
[[nodiscard]] bool read_manifest_line(std::string_view line, Entry& event);

/// The first word of a line.
[[nodiscard]] std::string_view kind_of_manifest_line(std::string_view line) noexcept;

}  // namespace lcl
