// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/parties.hpp"

#include <array>

namespace lcl {
namespace {

std::string name_of(std::string_view what, std::string_view which) {
  return which.empty() ? std::string() : std::string(what).append(" ").append(which);
}

/// Under what a key is found; empty: not at all.
std::array<std::string, 3> names_of(const GrantedKey& key) {
  return {name_of("party", key.party), name_of("number", key.number), name_of("group", key.group)};
}

const std::set<Digest>& keys_under(const Records& records, const std::string& name) {
  static const std::set<Digest> none;
  const auto found = records.keys_of.find(name);
  return found == records.keys_of.end() ? none : found->second;
}

}  // namespace

void note_party(Records& records, const GrantedKey& key) {
  for (const std::string& name : names_of(key)) {
    if (!name.empty()) records.keys_of[name].insert(key.key.id());
  }
}

void forget_party(Records& records, const GrantedKey& key) {
  for (const std::string& name : names_of(key)) {
    if (!name.empty()) records.keys_of[name].erase(key.key.id());
  }
}

const std::set<Digest>& keys_of_party(const Records& records, std::string_view party) {
  return keys_under(records, name_of("party", party));
}

const std::set<Digest>& keys_of_number(const Records& records, std::string_view number) {
  return keys_under(records, name_of("number", number));
}

const std::set<Digest>& keys_of_group(const Records& records, std::string_view group) {
  return keys_under(records, name_of("group", group));
}

}  // namespace lcl
