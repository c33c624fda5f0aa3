// SPDX-License-Identifier: Apache-2.0
// Trust policies (C2SP tlog-policy): which logs and witnesses are known, and
// which of the witnesses together are enough for a checkpoint to be believed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/cosignature.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// What a name of the policy stands for: a witness, or a group of earlier names.
struct PolicyMember {
  std::string name;                  ///< has no meaning outside of the policy
  std::optional<Cosigner> cosigner;  ///< of a witness
  std::size_t threshold = 1;         ///< of a group: so many of its members, 1 to all
  std::vector<std::size_t> members;  ///< of a group: indices into Policy::members, all smaller than its own
};

struct Policy {
  std::vector<NoteVerifier> logs;     ///< none: which log it is must be known otherwise
  std::vector<PolicyMember> members;  ///< witnesses and groups, in the order of the file
  std::optional<std::size_t> quorum;  ///< index of the member that must have seen a checkpoint; nothing: none
  [[nodiscard]] bool knows(const NoteVerifier& log) const;
};

/// Why a text is no policy.
struct PolicyFault {
  std::size_t line = 0;  ///< from 1; 0: the file as a whole
  std::string what;      ///< lower case, no full stop
};

/// The policy that `text` is: at most 256 KiB, 256 logs, 1,024 witnesses and groups.
[[nodiscard]] std::variant<Policy, PolicyFault> parse_policy(std::string_view text);

/// A witness's word on a checkpoint.
struct SeenBy {
  std::string witness;  ///< the name in its key
  Instant time;
};

/// What the cosignatures of a note come to under a policy.
struct QuorumCheck {
  bool reached = false;         ///< true without any cosignature, where the policy asks for none
  std::optional<Instant> time;  ///< by which it was reached, where the policy asks for one
  /// Before which, as enough of its members say for one, none of them had seen the note.
  std::optional<Instant> not_before;
  std::vector<SeenBy> seen_by;     ///< in the order of the policy
  std::vector<std::string> wrong;  ///< witnesses whose cosignature does not verify; they have seen nothing
};
[[nodiscard]] QuorumCheck check_quorum(const Policy& policy, const Note& note);

}  // namespace lcl
