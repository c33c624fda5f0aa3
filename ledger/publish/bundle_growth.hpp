// SPDX-License-Identifier: Apache-2.0
// A bundle elsewhere that grows: whoever has the ledger writes what the bundle
// lacks, and whoever has the bundle takes that in, believing nothing of it
// (schemas/README.md, "Growth of a bundle").
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <string>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Whether a bundle of `project` (empty: of statements) as of the first `from` entries of `ledger` grows by
/// what came after them alone: not where that is more than the ledger, or the project has been followed
/// since.
[[nodiscard]] bool can_grow(const OpenLedger& ledger, const std::string& project, std::uint64_t from);

/// Writes what that bundle, which can_grow, lacks to be as of the head of `ledger`. `from` is a head of that
/// log. Throws Error (damaged), and what `out` does.
void write_growth(const OpenLedger& ledger, const std::string& project, const Head& from, std::ostream& out,
                  const Progress& progress = {});

/// Takes `growth` into the file of `bundle`, a bundle of this user's own without private parts, which stands
/// at its head: all of it in one transaction or, where it does not fit, nothing. It fits where the new
/// entries lead from that head to a checkpoint that the log key signed, each payload to its entry, exactly
/// those are there that the bundle discloses, and behind each statement stands its checkpoint. What its
/// statements put on record is not judged here: `bundle` still stands at the head before
/// (OpenLedger::refresh). Throws Error: damaged where it does not fit, io, storage.
void take_growth(const OpenLedger& bundle, std::istream& growth, const Progress& progress = {});

}  // namespace lcl
