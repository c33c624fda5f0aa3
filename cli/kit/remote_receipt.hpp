// SPDX-License-Identifier: Apache-2.0
// The answer of a service to a signed statement, of which nothing is believed
// but what it proves (schemas/service.md, "Statements").
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/remote/http.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::cli {

/// The receipt that `answer` proves: that `statement`, as it was signed, stands in a log that `log` has
/// signed and that extends what the signer had seen. Else why it proves nothing: lower case, no full stop.
[[nodiscard]] std::variant<Receipt, std::string> proven_receipt(std::string_view answer,
                                                                const Statement& statement,
                                                                const NoteVerifier& log);

/// What an answer refuses, and how many there are in all where it says that.
struct RemoteRefusals {
  std::vector<Refused> listed;
  std::uint64_t count = 0;
};
/// Those of its member `name`. Throws Error (unavailable) where `answer` has none, or words that are not
/// known here.
[[nodiscard]] RemoteRefusals remote_refusals(const Json& answer, const char* name = "refused");

/// Whether it is a service's answer to a statement that it did not record: not one of what stands before it,
/// which may know nothing of what became of the statement.
[[nodiscard]] bool says_not_recorded(const remote::HttpAnswer& answer);

/// A document of a service. Throws Error (unavailable) where `text` is none.
[[nodiscard]] Json remote_document(std::string_view text);
/// What its `error` says, or its status where it says nothing.
[[nodiscard]] std::string remote_error_text(std::string_view body, unsigned status);

}  // namespace lcl::cli
