// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/finding.hpp"
#include "ledger/values/phrase.hpp"

#include <array>

namespace lcl {
namespace {

struct Vocable {
  std::string_view word;
  std::string_view meaning;
};

constexpr std::array vocabulary{
#define LCL_FINDING(name, meaning) Vocable{#name, meaning},
    LCL_FINDINGS(LCL_FINDING)
#undef LCL_FINDING
};

}  // namespace

std::string_view word(FindingWord finding) noexcept {
  return vocabulary[static_cast<std::size_t>(finding)].word;
}

std::string_view meaning(FindingWord finding) noexcept {
  return translation(vocabulary[static_cast<std::size_t>(finding)].meaning);
}

bool is_of_anchor(FindingWord finding) noexcept {
  return finding == FindingWord::foreign_checkpoint || finding == FindingWord::wrong_cosignature ||
         finding == FindingWord::no_quorum || finding == FindingWord::wrong_timestamp;
}

}  // namespace lcl
