// SPDX-License-Identifier: Apache-2.0
// Any bytes as a policy: refused, with a line of the file and in text, or one that can be asked about a note.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "ledger/chain/policy.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto read = lcl::parse_policy(bytes);
  if (const auto* fault = std::get_if<lcl::PolicyFault>(&read)) {
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    lcl::invariant(fault->line <= lines + 1, "a fault is of a line of the file");
    lcl::invariant(!fault->what.empty() && !lcl::invalid_utf8(fault->what), "a fault is said in words");
    return 0;
  }
  const auto& policy = std::get<lcl::Policy>(read);
  for (std::size_t i = 0; i < policy.members.size(); ++i) {
    const lcl::PolicyMember& member = policy.members[i];
    lcl::invariant(member.cosigner.has_value() == member.members.empty(), "a member is a witness or a group");
    lcl::invariant(
        std::all_of(member.members.begin(), member.members.end(), [i](std::size_t each) { return each < i; }),
        "a group is of earlier names");
    lcl::invariant(member.cosigner || (member.threshold >= 1 && member.threshold <= member.members.size()),
                   "a group's threshold is from 1 to all");
  }
  static const auto nobody = lcl::parse_note("log\n0\n=\n\n— a AAAAAAAA\n");
  lcl::invariant(nobody.has_value(), "a note without a known signature is one");
  const lcl::QuorumCheck check = lcl::check_quorum(policy, *nobody);
  lcl::invariant(check.seen_by.empty() && check.reached == !policy.quorum, "nobody is no quorum");
  return 0;
}
