// SPDX-License-Identifier: Apache-2.0
// Which reading commands anybody may ask, and how their questions are written in a path and a query.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/kit/command.hpp"

namespace lcl::cli::service {

/// Most of a list in one answer.
constexpr std::uint64_t most_items = 1000;

/// How what may be long is divided into pages.
enum class Paging : std::uint8_t {
  none,
  by_place,  ///< `after` of its items are passed over
  by_entry,  ///< the command itself goes on from entry `from`
};

/// Statements are public, and what events are about is not: of each that stands here, the answer follows from
/// statements, or is what projects come to as a whole.
struct PublicAnswer {
  std::string_view command;
  std::vector<std::string_view> schemas;  ///< of schemas/output, by name; one of them describes the answer
  std::string_view list = {};             ///< the member that is divided
  Paging paging = Paging::none;
  std::string_view always = {};                 ///< a switch that every question has
  std::vector<std::string_view> not_open = {};  ///< options that no question has
  bool reads_the_log = false;                   ///< all of it: it may be a little older than the log
};

[[nodiscard]] std::span<const PublicAnswer> public_answers();

/// `units-list`
[[nodiscard]] std::string path_word(std::string_view command);
/// nullptr where there is none of that name.
[[nodiscard]] const PublicAnswer* public_answer(std::string_view path_word);

[[nodiscard]] bool needs_subject(const Command& command);
/// What a question may say beside `limit`, `after` and `subject`.
[[nodiscard]] std::vector<Option> open_options(const PublicAnswer& answer, const Command& command);

struct Question {
  std::vector<std::string> words;  ///< what would be typed behind the command's name
  std::uint64_t limit = most_items;
  std::uint64_t after = 0;
};
using Query = std::vector<std::pair<std::string, std::string>>;
/// Or a sentence on what is wrong. What the command itself checks is left to it.
[[nodiscard]] std::variant<Question, std::string> read_question(const PublicAnswer& answer,
                                                                const Command& command, const Query& query);

}  // namespace lcl::cli::service
