// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/statement_chain.hpp"

#include "ledger/registry/acts.hpp"

namespace lcl {

std::string_view matter_of(std::string_view kind, std::string_view project) noexcept {
  if (!project.empty()) return project;
  return is_on_keys(kind) ? "keys" : "registry";
}

bool is_on_keys(std::string_view kind) noexcept {
  return kind == rule_of(Act::registry_opened).kind || kind.starts_with("key_");
}

std::uint64_t events_after(std::string_view kind, const Json& act) noexcept {
  if (kind != rule_of(Act::submission).kind || !act.is_object()) return 0;
  const auto count = act.find("count");
  if (count == act.end() || !count->is_number_integer()) return 0;
  const auto number = count->get<std::int64_t>();
  return number < 0 ? 0 : static_cast<std::uint64_t>(number);
}

StatementChain::Links StatementChain::links(std::string_view kind, std::string_view project) const {
  const auto found = last_on_.find(matter_of(kind, project));
  return {last_, found == last_on_.end() ? std::nullopt : std::optional(found->second)};
}

void StatementChain::take(std::uint64_t seq, std::string_view kind, std::string_view project,
                          std::uint64_t events) {
  next_ = seq + 1 + events;
  last_ = seq;
  const std::string_view matter = matter_of(kind, project);
  const auto found = last_on_.find(matter);
  if (found != last_on_.end()) {
    found->second = seq;
  } else {
    last_on_.emplace(matter, seq);
  }
}

}  // namespace lcl
