// SPDX-License-Identifier: Apache-2.0
// lcl submit to a registry at an address: what it stages is held to the own log
// before it is signed, and its answer to what was signed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "cli/kit/afar.hpp"
#include "cli/kit/command.hpp"
#include "cli/kit/remote_submission.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/intake/staged_comparison.hpp"
#include "ledger/registry/statement.hpp"

namespace lcl::cli {

[[nodiscard]] Exit submit_afar(Call& call, Afar& afar);
/// Leaves what is staged in the file `output`.
[[nodiscard]] Exit submit_prepare_afar(Call& call, Afar& afar, const std::string& output);
/// The submission that was asked for.
struct AskedSubmission {
  Digest key;  ///< id of the key that will sign
  std::string project;
  std::uint64_t events = 0;
};
/// Fetches what `submission` has staged into the empty file `staged` and holds it to what was asked for, to
/// `log`, which is read to its end, and to what is `known` of it. What it answers where it is not to be
/// signed; else `content` says what it holds.
[[nodiscard]] std::optional<Exit> hold_staged(Call& call, RemoteSubmission& submission,
                                              const AskedSubmission& asked, LogReader& log, KnownOfLog known,
                                              const std::filesystem::path& staged, StagedComparison& content);

/// Of a submission that was prepared there and is signed.
[[nodiscard]] Result<Receipt> commit_afar(Call& call, Afar& afar, const Statement& statement);

}  // namespace lcl::cli
