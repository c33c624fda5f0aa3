// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/outside_question.hpp"

#include "ledger/values/phrase.hpp"

namespace lcl::cli {

bool names_a_file(const Option& option) noexcept {
  return option.value.find("FILE") != std::string_view::npos;
}

Call call_from_outside(const Command& command, const std::vector<std::string>& words, Answer& answer) {
  if (!command.exports) throw UsageError(phrase("the answer of \"{}\" is no export", command.name));
  Call asking{command, Arguments(words, command.options), answer};
  asking.arguments.require(command.positionals, command.options);
  for (const Option& option : command.options) {
    // Whoever wrote the question would choose what is read here.
    if (names_a_file(option) && asking.arguments.has(option.name))
      throw UsageError(phrase(
          "--{} names a file, which no question from elsewhere can: ask again with your own", option.name));
  }
  return asking;
}

}  // namespace lcl::cli
