// SPDX-License-Identifier: Apache-2.0
// How a command appends a signed act: with a key at hand, or as a draft to be
// signed elsewhere, or not at all (--dry-run). All commands that act go through here.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/kit/command.hpp"
#include "ledger/ledger.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli {

/// `own`, then --key, --signer, --prepare, --passphrase-file and --dry-run.
[[nodiscard]] std::vector<Option> with_signing(std::vector<Option> own);
/// --accept-clock, of every command that appends: Call::ledger does what it asks for.
extern const Option clock_option;
/// Throws UsageError where these contradict each other.
void check_signing(const Arguments& arguments);
/// How a draft, or a staged submission, in `draft` is signed, endorsed with `endorsements` more certifier
/// keys, and appended.
void remark_next_steps(Call& call, const std::string& draft, std::uint64_t endorsements = 0);

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
  Json private_fields = Json::object();  ///< go into the private part; only its digest into the act
  std::string preview{};                 ///< whole lines, told before anything is signed
  /// Who acts next once it is recorded as entry `seq`, and with which command: a remark; may be empty.
  std::function<std::string(std::uint64_t seq)> next{};
};

/// Throws Error (unavailable), with what to do instead, where the options ask to append and `ledger` can only
/// be read.
void require_registry_to_append(const Call& call, const Ledger& ledger);

/// Says on standard error who acts next on what entry `seq` has recorded of a project, if anybody does.
void remark_next(Call& call, const Ledger& ledger, const std::string& project, std::uint64_t seq);

/// Checks the act and, as the options say, signs and appends it, writes its draft, or only tells what it
/// would do. A draft's private part is written beside it, in private_file_of.
[[nodiscard]] Exit perform(Call& call, Ledger& ledger, const Signer& signer, const ActRequest& request);
/// The same, in the call's registry and by the call's signer.
[[nodiscard]] Exit perform(Call& call, const ActRequest& request);

/// `DRAFT.private`: what is appended with a draft, and not needed to sign it.
[[nodiscard]] std::string private_file_of(const std::string& draft);
/// The private part of a statement prepared in `draft`; nothing if it has none. Throws Error (io) if it
/// should be there and is not.
[[nodiscard]] std::optional<std::string> private_part_of(const Statement& statement,
                                                         const std::string& draft);

/// What a statement says, one line per field of its act.
[[nodiscard]] std::string statement_text(const Statement& statement);
/// {"act", "endorsed_by", "kind", "project", "seen", "signer"}
[[nodiscard]] Json statement_json(const Statement& statement);

/// {"checkpoint", "entry": {"kind", "project", "seq"}, "head"}, and "recorded_before" where it was sent again
[[nodiscard]] Json receipt_json(const Receipt& receipt, const Statement& statement);
[[nodiscard]] std::string receipt_text(const Receipt& receipt, const Statement& statement);

}  // namespace lcl::cli
