// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/sheet_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_names_told = 8;

/// `"Orders", "Stock" and 3 more`.
std::string names_told(const std::vector<std::string>& names) {
  std::string told;
  for (std::size_t i = 0; i < std::min(names.size(), most_names_told); ++i)
    told += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", names[i]);
  if (names.size() > most_names_told) told += phrase(" and {} more", names.size() - most_names_told);
  return told;
}

}  // namespace

bool SheetChoice::takes(std::string_view name, bool is_hidden) {
  if (is_hidden) {
    names_.hidden.emplace_back(name);
  } else if (!is_made_ && (!wanted_ || *wanted_ == name)) {
    names_.read = name;
    is_made_ = true;
    return true;
  } else {
    names_.others.emplace_back(name);
  }
  return false;
}

Refused SheetChoice::refusal() const {
  std::string why = phrase("the workbook shows no sheet with cells");
  if (wanted_) {
    const bool is_hidden =
        std::find(names_.hidden.begin(), names_.hidden.end(), *wanted_) != names_.hidden.end();
    why = phrase("the sheet \"{}\" is {}; those that are shown: {}", *wanted_,
                 is_hidden ? phrase("hidden") : phrase("not in the workbook"),
                 names_.others.empty() ? phrase("none") : names_told(names_.others));
  }
  return {Refusal::unknown_sheet, {1, 1, {}}, std::move(why)};
}

}  // namespace lcl
