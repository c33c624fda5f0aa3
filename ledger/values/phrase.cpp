// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/phrase.hpp"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "ledger/values/french.hpp"

namespace lcl {
namespace {

// Set for the whole program, as is who says what is waited for (waiting.cpp): sentences are made at every
// depth, by code that knows of no reader.
std::atomic<Language> language_spoken = Language::english;

using Entry = std::pair<std::string_view, std::string_view>;  // an English text, and what stands for it

const std::vector<Entry>& french_in_order() {
  static const std::vector<Entry> sorted = [] {
    std::vector<Entry> all;
    all.reserve(french().size());
    for (const Translation& each : french()) all.emplace_back(each.english, each.french);
    std::sort(all.begin(), all.end());
    return all;
  }();
  return sorted;
}

}  // namespace

void speak(Language language) noexcept { language_spoken = language; }

Language spoken() noexcept { return language_spoken; }

std::string_view translation(std::string_view english) noexcept {
  if (spoken() == Language::english) return english;
  const std::vector<Entry>& all = french_in_order();
  const auto found = std::lower_bound(all.begin(), all.end(), Entry(english, {}));
  return found != all.end() && found->first == english ? found->second : english;
}

std::string phrase(std::string_view english) { return std::string(translation(english)); }

}  // namespace lcl
