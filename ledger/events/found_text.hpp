// SPDX-License-Identifier: Apache-2.0
// What a refusal says was found: the text in quotes, short and printable, and
// the sentence around it. Its words are for people; scripts read the refusal's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/events/event_fields.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/refusal.hpp"
#include "ledger/values/text.hpp"

namespace lcl {

/// `text` (UTF-8) cut to 40 characters, control characters, quotes and backslashes escaped,
/// what is not seen written as `[U+200B]`.
[[nodiscard]] std::string shortened(std::string_view text);
/// The same in quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Why set_field gave `refusal` for `text` in `field`, lower case, no full stop.
[[nodiscard]] std::string explanation(Refusal refusal, Field field, std::string_view text);

/// Why an identifier is in the wrong field.
[[nodiscard]] std::string explanation(const MisplacedIdentifier& misplaced);

/// Why a presence fault is one: what is missing, or what an event of `kind` does not have.
[[nodiscard]] std::string explanation(const PresenceFault& fault, std::optional<EventKind> kind);

/// Why a value of another type than `field` takes is refused; `found` names the value.
[[nodiscard]] std::string wrong_type(std::string_view found, Field field);

/// `, did you mean "model"?`: the nearest of `choices` to `word`; empty if none is near.
template <typename Range>
[[nodiscard]] std::string did_you_mean(std::string_view word, const Range& choices) {
  constexpr std::size_t longest_word = 64;  // the distance of longer ones is slow to find, and great
  if (word.size() > longest_word) return {};
  const std::string_view choice = nearest(word, choices);
  return choice.empty() ? std::string{} : phrase(", did you mean {}?", in_quotes(choice));
}

}  // namespace lcl
