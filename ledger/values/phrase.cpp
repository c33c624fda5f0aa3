// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/phrase.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

#include "ledger/values/french.hpp"

namespace lcl {
namespace {

// Set for the whole program, as is who says what is waited for (waiting.cpp): sentences are made at every
// depth, by code that knows of no reader.
std::atomic<Language> language_spoken = Language::english;

bool is_before(const Translation& a, const Translation& b) { return a.english < b.english; }

const std::vector<Translation>& french_in_order() {
  static const std::vector<Translation> sorted = [] {
    std::vector<Translation> all(french().begin(), french().end());
    std::sort(all.begin(), all.end(), is_before);
    return all;
  }();
  return sorted;
}

}  // namespace

void speak(Language language) noexcept { language_spoken = language; }

Language spoken() noexcept { return language_spoken; }

std::string_view translation(std::string_view english) noexcept {
  if (spoken() == Language::english) return english;
  const std::vector<Translation>& all = french_in_order();
  const auto found = std::lower_bound(all.begin(), all.end(), Translation{english, {}}, is_before);
  return found != all.end() && found->english == english ? found->french : english;
}

std::string phrase(std::string_view english) { return std::string(translation(english)); }

}  // namespace lcl
