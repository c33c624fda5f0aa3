// SPDX-License-Identifier: Apache-2.0
#include "cli/service/public_answers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "cli/kit/forms.hpp"
#include "cli/kit/outside_question.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli::service {
namespace {

constexpr std::string_view subject_parameter = "subject";

std::optional<std::uint64_t> count_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

const Option* option_named(const std::vector<Option>& options, std::string_view name) {
  const auto found =
      std::find_if(options.begin(), options.end(), [name](const Option& each) { return each.name == name; });
  return found == options.end() ? nullptr : &*found;
}

std::string no_such_parameter(const std::string& name, const std::vector<Option>& options,
                              const PublicAnswer& answer, const Command& command) {
  std::vector<std::string_view> known;
  known.reserve(options.size() + 3);
  for (const Option& each : options) known.push_back(each.name);
  if (!command.positionals.empty()) known.push_back(subject_parameter);
  if (answer.paging != Paging::none) known.emplace_back("limit");
  if (answer.paging == Paging::by_place) known.emplace_back("after");
  const std::string_view near = nearest(name, known);
  return "no parameter \"" + printable(name) + '"' +
         (near.empty() ? std::string() : "; did you mean " + std::string(near) + '?');
}

}  // namespace

std::span<const PublicAnswer> public_answers() {
  using enum Paging;
  static const std::array<PublicAnswer, 14> all{{
      {"project list", {"project-list"}, "projects", by_place},
      {.command = "status", .schemas = {"status"}, .reads_the_log = true},
      {"auditor list", {"auditor-list"}, "accreditations", by_place},
      {"participant list", {"participant-list"}, "participants", by_place},
      {"holder list", {"holder-list"}, "holders", by_place},
      {"key list", {"key-list"}, "keys", by_place},
      {"methodology list", {"methodology-list"}, "methodologies", by_place},
      {"report list", {"report-list"}, "reports", by_place},
      {"sample list", {"sample-list"}},
      {"question list", {"question-list"}, "questions", by_place},
      {"units list", {"units-list"}, "holdings", by_place},
      {.command = "units owed", .schemas = {"units-owed"}, .reads_the_log = true},
      {"register", {"register", "cdop"}, "register", by_place},
      // Of events the log has payloads; of statements these are public.
      {"log", {"log"}, "entries", by_entry, "statements", {"statements", "entries", "limit"}},
  }};
  return all;
}

std::string path_word(std::string_view command) {
  std::string word(command);
  std::replace(word.begin(), word.end(), ' ', '-');
  return word;
}

const PublicAnswer* public_answer(std::string_view word) {
  for (const PublicAnswer& each : public_answers()) {
    if (path_word(each.command) == word) return &each;
  }
  return nullptr;
}

bool needs_subject(const Command& command) {
  return !command.positionals.empty() && !command.positionals.front().starts_with('[');
}

std::vector<Option> open_options(const PublicAnswer& answer, const Command& command) {
  const auto& closed = answer.not_open;
  std::vector<Option> open;
  for (const Option& each : command.options) {
    if (names_a_file(each) || is_of_form(each.name)) continue;
    if (std::find(closed.begin(), closed.end(), each.name) == closed.end()) open.push_back(each);
  }
  return open;
}

std::variant<Question, std::string> read_question(const PublicAnswer& answer, const Command& command,
                                                  const Query& query) {
  const std::vector<Option> options = open_options(answer, command);
  Question question;
  std::set<std::string_view> given;
  std::optional<std::string> subject;
  for (const auto& [name, value] : query) {
    if (invalid_utf8(name) || invalid_utf8(value)) return "a parameter is not UTF-8";
    const Option* option = option_named(options, name);
    if (!given.insert(name).second && (option == nullptr || !option->repeatable))
      return "parameter " + printable(name) + " is given twice";
    if (name == subject_parameter && !command.positionals.empty()) {
      subject = value;
    } else if (name == "limit" && answer.paging != Paging::none) {
      const auto limit = count_in(value);
      if (!limit || *limit == 0 || *limit > most_items)
        return "limit is a whole number from 1 to " + std::to_string(most_items);
      question.limit = *limit;
    } else if (name == "after" && answer.paging == Paging::by_place) {
      const auto after = count_in(value);
      if (!after) return "after is a whole number: how many items are passed over";
      question.after = *after;
    } else if (option == nullptr) {
      return no_such_parameter(name, options, answer, command);
    } else if (!option->value.empty()) {
      question.words.push_back("--" + name + '=' + value);
    } else if (value == "true") {
      question.words.push_back("--" + name);
    } else if (value != "false") {
      return "parameter " + name + " is true or false";
    }
  }
  if (!subject && needs_subject(command)) return "parameter subject is missing";
  if (!answer.always.empty()) question.words.push_back("--" + std::string(answer.always));
  if (answer.paging == Paging::by_entry)
    question.words.push_back("--limit=" + std::to_string(question.limit));
  // Behind `--` nothing is taken for an option.
  if (subject) question.words.insert(question.words.end(), {"--", *subject});
  return question;
}

}  // namespace lcl::cli::service
