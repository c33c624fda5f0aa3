// SPDX-License-Identifier: Apache-2.0
// Passphrases of key files: from a file, or asked on the terminal. Never from
// the command line or the environment, which other programs can read.
#pragma once

#include <string>

#include "cli/kit/options.hpp"
#include "ledger/chain/keys.hpp"

namespace lcl::cli {

/// The first line of `file`, without its end; throws Error (io), or UsageError if it is empty.
[[nodiscard]] std::string passphrase_in(const std::string& file);
/// A new passphrase: of --`option` FILE, or empty if that is not given.
[[nodiscard]] std::string passphrase_for_new_key(const Arguments& arguments, std::string_view option);
/// Asked twice; throws UsageError if the two differ or are empty.
[[nodiscard]] std::string ask_new_passphrase(const std::string& file);
/// How the passphrase of an encrypted key is found: --passphrase-file, else the terminal.
[[nodiscard]] Passphrase passphrase_source(const Arguments& arguments);

}  // namespace lcl::cli
