// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/policy.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "ledger/chain/lines.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_policy_bytes = 256U << 10U;
constexpr std::size_t max_logs = 256;
constexpr std::size_t max_members = 1024;
constexpr std::string_view no_quorum_word = "none";

using Items = std::span<const std::string_view>;

/// The items of a line, parted by spaces and tabs; none of an empty line or a comment.
std::vector<std::string_view> items_of(std::string_view line) {
  constexpr std::string_view blank = " \t";
  std::vector<std::string_view> items;
  for (std::size_t at = line.find_first_not_of(blank); at != std::string_view::npos;
       at = line.find_first_not_of(blank, at)) {
    const std::size_t end = std::min(line.find_first_of(blank, at), line.size());
    items.push_back(line.substr(at, end - at));
    at = end;
  }
  if (!items.empty() && items.front().starts_with('#')) items.clear();
  return items;
}

/// Octets 09, 20 to 7E and 80 to FF, as C2SP tlog-policy allows them within a line.
bool is_policy_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == 0x09 || (octet >= 0x20 && octet != 0x7F);
  });
}

/// `name` as a fault may show it: names are octets, messages are text.
std::string shown(std::string_view name) {
  return invalid_utf8(name) ? phrase("that name") : '"' + std::string{name} + '"';
}

/// Reads a policy line by line. Each function gets the items behind the line's word and answers what is
/// wrong with them; empty: nothing.
class PolicyReader {
 public:
  [[nodiscard]] std::string take(std::string_view line);
  [[nodiscard]] bool has_quorum() const { return has_quorum_; }
  [[nodiscard]] Policy take_policy() { return std::move(policy_); }

 private:
  std::string take_log(Items items);
  std::string take_witness(Items items);
  std::string take_group(Items items);
  std::string take_quorum(Items items);
  std::string name_fault(std::string_view name) const;
  std::string add(PolicyMember member);

  Policy policy_;
  std::map<std::string, std::size_t, std::less<>> names_;
  std::set<std::size_t> in_a_group_;
  bool has_quorum_ = false;
};

std::string PolicyReader::take(std::string_view line) {
  if (!is_policy_line(line)) return phrase("a control character");
  const std::vector<std::string_view> items = items_of(line);
  if (items.empty()) return {};
  const Items rest = Items{items}.subspan(1);
  if (items.front() == "log") return take_log(rest);
  if (items.front() == "witness") return take_witness(rest);
  if (items.front() == "group") return take_group(rest);
  if (items.front() == "quorum") return take_quorum(rest);
  return phrase("a line begins with log, witness, group, quorum or #");
}

std::string PolicyReader::take_log(Items items) {
  if (items.empty() || items.size() > 2) return phrase("expected: log VKEY [URL]");
  std::optional<NoteVerifier> log = parse_vkey(items[0]);
  if (!log) return phrase("not the key of a log (NAME+HASH+KEY, Ed25519, type 01)");
  for (const NoteVerifier& other : policy_.logs)
    if (other.key == log->key) return phrase("this key is listed already");
  if (policy_.logs.size() == max_logs) return phrase("more logs than a policy may list");
  policy_.logs.push_back(*std::move(log));
  return {};
}

std::string PolicyReader::take_witness(Items items) {
  if (items.size() < 2 || items.size() > 3) return phrase("expected: witness NAME VKEY [URL]");
  if (std::string fault = name_fault(items[0]); !fault.empty()) return fault;
  std::optional<Cosigner> cosigner = parse_cosigner_vkey(items[1]);
  if (!cosigner) return phrase("not the key of a witness (NAME+HASH+KEY, Ed25519, type 04)");
  for (const PolicyMember& other : policy_.members)
    if (other.cosigner && other.cosigner->key == cosigner->key) return phrase("this key is listed already");
  PolicyMember witness;
  witness.name = items[0];
  witness.cosigner = *std::move(cosigner);
  return add(std::move(witness));
}

std::string PolicyReader::take_group(Items items) {
  if (items.size() < 3) return phrase("expected: group NAME all|any|NUMBER NAME…");
  if (std::string fault = name_fault(items[0]); !fault.empty()) return fault;
  PolicyMember group;
  group.name = items[0];
  for (const std::string_view name : items.subspan(2)) {
    const auto member = names_.find(name);
    if (member == names_.end()) return phrase("no earlier line names {}", shown(name));
    if (!in_a_group_.insert(member->second).second)
      return phrase("{} is a member of a group already", shown(name));
    group.members.push_back(member->second);
  }
  const std::size_t size = group.members.size();
  if (items[1] == "all") {
    group.threshold = size;
  } else if (items[1] != "any") {
    const std::optional<std::uint64_t> number = parse_whole_number(items[1]);
    if (!number || *number < 1 || *number > size)
      return phrase("expected all, any or a number from 1 to {}", size);
    group.threshold = static_cast<std::size_t>(*number);
  }
  return add(std::move(group));
}

std::string PolicyReader::take_quorum(Items items) {
  if (items.size() != 1) return phrase("expected: quorum NAME|none");
  if (has_quorum_) return phrase("there is a quorum already");
  has_quorum_ = true;
  if (items[0] == no_quorum_word) return {};
  const auto member = names_.find(items[0]);
  if (member == names_.end()) return phrase("no earlier line names {}", shown(items[0]));
  policy_.quorum = member->second;
  return {};
}

std::string PolicyReader::name_fault(std::string_view name) const {
  if (name == no_quorum_word) return phrase("\"none\" cannot name a witness or group");
  if (names_.contains(name)) return phrase("{} is named already", shown(name));
  return {};
}

std::string PolicyReader::add(PolicyMember member) {
  if (policy_.members.size() == max_members)
    return phrase("more witnesses and groups than a policy may list");
  names_.emplace(member.name, policy_.members.size());
  policy_.members.push_back(std::move(member));
  return {};
}

}  // namespace

bool Policy::knows(const NoteVerifier& log) const {
  return logs.empty() || std::any_of(logs.begin(), logs.end(), [&log](const NoteVerifier& known) {
           return known.name == log.name && known.key == log.key;
         });
}

std::variant<Policy, PolicyFault> parse_policy(std::string_view text) {
  if (text.size() > max_policy_bytes) return PolicyFault{0, phrase("longer than {} bytes", max_policy_bytes)};
  PolicyReader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::optional<std::string_view> line = take_line(text);
    if (!line) return PolicyFault{number, phrase("the last line has no line feed")};
    if (std::string what = reader.take(*line); !what.empty()) return PolicyFault{number, std::move(what)};
  }
  if (!reader.has_quorum()) return PolicyFault{0, phrase("there is no quorum line")};
  return reader.take_policy();
}

namespace {

/// When a member had seen a note: by `by`, and not before `since`.
struct Seen {
  Instant by;
  Instant since;
};

/// Of a group: what so many of its members say that they reach its threshold.
std::optional<Seen> seen_by_group(const PolicyMember& group,
                                  const std::vector<std::optional<Seen>>& seen_at) {
  std::vector<Instant> by;
  std::vector<Instant> since;
  for (const std::size_t index : group.members) {
    if (!seen_at[index]) continue;
    by.push_back(seen_at[index]->by);
    since.push_back(seen_at[index]->since);
  }
  if (by.size() < group.threshold) return std::nullopt;
  std::sort(by.begin(), by.end());
  std::sort(since.begin(), since.end(), std::greater<>());
  return Seen{by[group.threshold - 1], since[group.threshold - 1]};
}

}  // namespace

QuorumCheck check_quorum(const Policy& policy, const Note& note) {
  QuorumCheck check;
  std::vector<std::optional<Seen>> seen_at;  // by member
  for (const PolicyMember& member : policy.members) {
    if (member.cosigner) {
      const CosignatureCheck cosignature = verify_cosignature(note, *member.cosigner);
      const bool verified = cosignature.verdict == CosignatureVerdict::verified;
      if (verified) check.seen_by.push_back({member.cosigner->name, cosignature.time});
      if (cosignature.verdict == CosignatureVerdict::bad_signature)
        check.wrong.push_back(member.cosigner->name);
      seen_at.push_back(verified ? std::optional(Seen{cosignature.time, cosignature.time}) : std::nullopt);
    } else {
      seen_at.push_back(seen_by_group(member, seen_at));
    }
  }
  if (policy.quorum) {
    if (const auto& seen = seen_at[*policy.quorum]) {
      check.time = seen->by;
      check.not_before = seen->since;
    }
  }
  check.reached = !policy.quorum || check.time;
  return check;
}

}  // namespace lcl
