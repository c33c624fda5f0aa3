// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/statement_chain.hpp"

#include <fmt/format.h>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

std::string_view matter_of(std::string_view kind, std::string_view project) noexcept {
  if (!project.empty()) return project;
  return is_on_keys(kind) ? "keys" : "registry";
}

bool is_on_keys(std::string_view kind) noexcept {
  return kind == rule_of(Act::registry_opened).kind || kind.starts_with("key_") ||
         kind.starts_with("holder_") || kind == rule_of(Act::replacement_stopped).kind ||
         kind == rule_of(Act::clock_corrected).kind;
}

std::uint64_t events_after(std::string_view kind, const Json& act) noexcept {
  if (kind != rule_of(Act::submission).kind || !act.is_object()) return 0;
  const auto count = act.find("count");
  if (count == act.end() || !count->is_number_integer()) return 0;
  const auto number = count->get<std::int64_t>();
  return number < 0 ? 0 : static_cast<std::uint64_t>(number);
}

Digest matter_leaf(std::string_view matter, std::uint64_t last) {
  return leaf_hash(fmt::format(R"({{"last":{},"matter":"{}"}})", last, matter));  // canonical JSON
}

StatementChain::Links StatementChain::links(std::uint64_t seq, std::string_view kind,
                                            std::string_view project) const {
  if (!last_) return {};
  const std::string_view matter = matter_of(kind, project);
  const auto found = matters_.find(matter);
  const bool is_new = found == matters_.end();
  return {last_, is_new ? std::nullopt : std::optional(found->second.last),
          tree_.root_with(is_new ? tree_.size() : found->second.index, matter_leaf(matter, seq))};
}

std::optional<std::uint64_t> StatementChain::last_on(std::string_view matter) const {
  const auto found = matters_.find(matter);
  return found == matters_.end() ? std::nullopt : std::optional(found->second.last);
}

LeafPath StatementChain::path_to(std::string_view matter) const {
  const auto found = matters_.find(matter);
  invariant(found != matters_.end(), "a path leads to a matter that has a statement");
  return {found->second.index, tree_.path(found->second.index)};
}

void StatementChain::take(std::uint64_t seq, std::string_view kind, std::string_view project,
                          std::uint64_t events) {
  next_ = seq + 1 + events;
  last_ = seq;
  const std::string_view matter = matter_of(kind, project);
  auto found = matters_.find(matter);
  if (found == matters_.end()) found = matters_.emplace(matter, Matter{tree_.size(), seq}).first;
  found->second.last = seq;
  tree_.set(found->second.index, matter_leaf(matter, seq));
}

}  // namespace lcl
