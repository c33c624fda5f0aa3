// SPDX-License-Identifier: Apache-2.0
// Who asks: a request that a session's key signed is a party's whose key stands
// in the log (schemas/service.md, "Signed requests"), once.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <variant>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "ledger/registry/session.hpp"
#include "ledger/registry/state.hpp"

namespace lcl::cli::service {

/// The party that a request was signed for.
struct AskingParty {
  Role role{};
  std::string party;  ///< empty for the keys that a registry was opened with
  Digest key;         ///< id of the key that vouches for the session

  /// What uploads belong to, and quotas are counted by.
  [[nodiscard]] std::string owner() const { return party.empty() ? hex(key) : party; }
  /// Developers their own projects, auditors those that were labelled, certifier and operator all.
  [[nodiscard]] bool may_read(const Project& project) const;
  /// Whether its submissions can be of the project: it is its developer.
  [[nodiscard]] bool may_submit(const Project& project) const;
};

class SignedRequests {
 public:
  /// `url` is what signed requests name before path and query.
  SignedRequests(Ledgers& ledgers, std::string url);

  /// The party, or why it is none: 401, 403 or 429.
  [[nodiscard]] std::variant<AskingParty, Response> party_of(const Request& request);

 private:
  using Nonces = std::map<std::string, std::int64_t, std::less<>>;  ///< and when they expire

  [[nodiscard]] std::variant<AskingParty, Response> standing_party(const SignedRequest& request,
                                                                   Instant at) const;
  [[nodiscard]] std::optional<Response> used_before(const SignedRequest& request, std::int64_t now);

  Ledgers& ledgers_;
  std::string url_;
  std::int64_t started_;
  std::mutex mutex_;
  std::map<Digest, Nonces> nonces_;  ///< by the party's key
};

/// 403, the same whether there is such a project or not.
[[nodiscard]] Response no_such_project_for(const AskingParty& party);

}  // namespace lcl::cli::service
