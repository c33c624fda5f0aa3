// SPDX-License-Identifier: Apache-2.0
// How a command appends a signed act: with a key at hand, or as a draft to be
// signed elsewhere, or not at all (--dry-run). All commands that act go through here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "ledger/ledger.hpp"

namespace lcl::cli {

/// `own`, then --key, --passphrase-file, --prepare, --signer and --dry-run.
[[nodiscard]] std::vector<Option> with_signing(std::vector<Option> own);

/// Who signs: with a key at hand or, without one, elsewhere.
struct Signer {
  Digest id;
  std::optional<PrivateKey> key;
};
/// From --key or --signer (a public key's PEM file or a fingerprint); --key only if `at_hand`. Throws
/// UsageError if neither or both are given. Warns where others can read the key file.
[[nodiscard]] Signer signer_of(const Arguments& arguments);
[[nodiscard]] PrivateKey key_at_hand(const Arguments& arguments);

struct ActRequest {
  Act act{};
  std::string project;  ///< empty: none
  Json fields = Json::object();
};

/// Checks the act and, as the options say, signs and appends it, writes its draft, or only tells what it
/// would do.
[[nodiscard]] Exit perform(Call& call, Ledger& ledger, const Signer& signer, const ActRequest& request);

/// What a statement says, one line per field of its act.
[[nodiscard]] std::string statement_text(const Statement& statement);
/// {"act", "kind", "project", "seen", "signer"}
[[nodiscard]] Json statement_json(const Statement& statement);

[[nodiscard]] Json head_json(const Head& head);
/// {"checkpoint", "entry": {"kind", "project", "seq"}, "head"}
[[nodiscard]] Json receipt_json(const Receipt& receipt, const Statement& statement);
[[nodiscard]] std::string receipt_text(const Receipt& receipt, const Statement& statement);

}  // namespace lcl::cli
