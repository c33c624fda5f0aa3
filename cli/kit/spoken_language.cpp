// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/spoken_language.hpp"

#include <algorithm>

namespace lcl::cli {
namespace {

constexpr std::string_view option = "--lang";

/// Read before the options are, so that what is wrong with these is said in it too.
std::optional<Language> language_asked(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == option && i + 1 < words.size()) return lcl::language_of(words[i + 1]);
    if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
      return lcl::language_of(word.substr(option.size() + 1));
  }
  return std::nullopt;
}

/// `fr_CA.UTF-8@euro` names the language `fr`.
std::optional<Language> language_of_locale(std::string_view locale) {
  return lcl::language_of(locale.substr(0, locale.find_first_of("_.@")));
}

std::string_view value(const Environment& environment, const char* name) {
  const char* const text = environment(name);
  return text == nullptr ? std::string_view() : text;
}

std::optional<Language> language_preferred(const Environment& environment) {
  std::string_view locale;
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (locale.empty()) locale = value(environment, name);
  }
  const std::string_view its_language = locale.substr(0, locale.find('.'));
  if (its_language.empty() || its_language == "C" || its_language == "POSIX") return std::nullopt;
  // The languages that somebody with a locale prefers, separated by colons.
  std::string_view preferred = value(environment, "LANGUAGE");
  while (!preferred.empty()) {
    const std::size_t end = std::min(preferred.find(':'), preferred.size());
    if (const auto found = language_of_locale(preferred.substr(0, end))) return found;
    preferred.remove_prefix(std::min(end + 1, preferred.size()));
  }
  return language_of_locale(locale);
}

}  // namespace

Language language_of_call(const std::vector<std::string>& words, const Environment& environment) {
  const std::vector<std::string> options(words.begin(), std::find(words.begin(), words.end(), "--"));
  if (std::find(options.begin(), options.end(), "--json") != options.end()) return Language::english;
  const std::optional<Language> asked = language_asked(options);
  return asked ? *asked : language_preferred(environment).value_or(Language::english);
}

}  // namespace lcl::cli
