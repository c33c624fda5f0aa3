// SPDX-License-Identifier: Apache-2.0
// Documents that enter the ledger by their SHA-256 alone: a dossier, an
// attestation, an auditor's report. They are named by their file or, where the
// file is elsewhere, by the digest itself.
#pragma once

#include <string>
#include <string_view>

#include "cli/kit/options.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli {

/// SHA-256 of a file of any length; `-` is standard input. Throws Error (io).
[[nodiscard]] Digest digest_of_file(const std::string& file);
/// In hex, of the option's value: 64 hex digits, or a file. Throws UsageError if it is neither or not given.
[[nodiscard]] std::string evidence(const Arguments& arguments, std::string_view option);
/// The same of a text that stands where `what` says.
[[nodiscard]] std::string evidence_in(const std::string& text, const std::string& what);
/// What a contract on units says and nobody else sees (arrêté of 5 September 2025, art. 29), from --price,
/// --passed-on-price and --financing, as far as they are given.
[[nodiscard]] Json prices(const Arguments& arguments);

}  // namespace lcl::cli
