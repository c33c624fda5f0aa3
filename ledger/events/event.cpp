// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/event.hpp"

#include <array>

#include <algorithm>

namespace lcl {
namespace {

/// The enumerator at the place of `word` in `words`.
template <typename Enumeration, std::size_t count>
std::optional<Enumeration> enumerator(const std::array<std::string_view, count>& words,
                                      std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enumeration>(found - words.begin());
}

}  // namespace

std::string_view word(EventKind kind) noexcept { return event_kind_words[static_cast<std::size_t>(kind)]; }
std::string_view word(Holder holder) noexcept { return holder_words[static_cast<std::size_t>(holder)]; }
std::string_view word(Outcome outcome) noexcept { return outcome_words[static_cast<std::size_t>(outcome)]; }
std::string_view word(PartOrigin origin) noexcept {
  return part_origin_words[static_cast<std::size_t>(origin)];
}

std::optional<EventKind> event_kind(std::string_view word) noexcept {
  return enumerator<EventKind>(event_kind_words, word);
}
std::optional<Holder> holder(std::string_view word) noexcept {
  return enumerator<Holder>(holder_words, word);
}
std::optional<Outcome> outcome(std::string_view word) noexcept {
  return enumerator<Outcome>(outcome_words, word);
}
std::optional<PartOrigin> part_origin(std::string_view word) noexcept {
  return enumerator<PartOrigin>(part_origin_words, word);
}

std::string_view word(ErasureResult result) noexcept {
  return erasure_result_words[static_cast<std::size_t>(result)];
}
std::string_view word(Unchecked unchecked) noexcept {
  constexpr std::array<std::string_view, 3> words{"", "imei", "serial"};
  return words[static_cast<std::size_t>(unchecked)];
}
Unchecked Event::unchecked() const noexcept {
  const int imeis = (identifiers.imei.empty() ? 0 : 1) + (identifiers.imei2.empty() ? 0 : 1);
  if (imeis == 0) return Unchecked::serial;
  return unchecked_imeis == imeis ? Unchecked::imei : Unchecked::nothing;
}
std::optional<ErasureResult> erasure_result(std::string_view word) noexcept {
  return enumerator<ErasureResult>(erasure_result_words, word);
}

}  // namespace lcl
