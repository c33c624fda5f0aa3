// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/refusal.hpp"

#include <array>
#include <cstddef>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

struct Row {
  std::string_view word;
  std::string_view remedy;
};

constexpr auto rows = std::to_array<Row>({
#define LCL_ROW(name, remedy) {#name, remedy},
    LCL_REFUSALS(LCL_ROW)
#undef LCL_ROW
});

const Row& row_of(Refusal refusal) noexcept {
  const auto index = static_cast<std::size_t>(refusal);
  invariant(index < rows.size(), "a refusal is not one of the vocabulary");
  return rows[index];
}

}  // namespace

std::string_view word(Refusal refusal) noexcept { return row_of(refusal).word; }

std::string_view remedy(Refusal refusal) noexcept { return translation(row_of(refusal).remedy); }

std::optional<Refusal> refusal_from_word(std::string_view text) noexcept {
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (rows[index].word == text) return static_cast<Refusal>(index);
  }
  return std::nullopt;
}

}  // namespace lcl
