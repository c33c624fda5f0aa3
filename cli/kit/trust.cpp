// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/trust.hpp"

#include <utility>

#include "cli/kit/files.hpp"
#include "cli/kit/log_key.hpp"
#include "ledger/chain/timestamp_token.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

std::optional<Policy> policy_given(const Arguments& arguments) {
  constexpr std::size_t longest_policy = 1U << 20U;
  const std::string* file = arguments.maybe("policy");
  if (file == nullptr) return std::nullopt;
  auto read = parse_policy(read_file(*file, longest_policy));
  if (const auto* fault = std::get_if<PolicyFault>(&read)) {
    const std::string line = fault->line == 0 ? std::string() : ':' + std::to_string(fault->line);
    throw UsageError(phrase("--policy: {}{}: {}", *file, line, fault->what));
  }
  return std::get<Policy>(std::move(read));
}

std::optional<NoteVerifier> log_key_given(const Arguments& arguments, const std::optional<Policy>& policy) {
  if (const std::string* key = arguments.maybe("log-key")) return log_key_given(*key);
  if (policy && policy->logs.size() == 1) return policy->logs.front();
  return std::nullopt;
}

std::vector<std::string> authorities_given(const Arguments& arguments) {
  constexpr std::size_t longest_certificates = 1U << 20U;
  std::vector<std::string> authorities;
  for (const std::string& file : arguments.all("authority")) {
    authorities.push_back(read_file(file, longest_certificates));
    if (!holds_certificates(authorities.back()))
      throw UsageError(phrase("--authority: {} holds no certificate (PEM)", file));
  }
  return authorities;
}

}  // namespace lcl::cli
