// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "cli/commands/command_table.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::cli {
namespace {

constexpr auto vocabulary = std::to_array<Refusal>({
#define LCL_EACH(name, remedy) Refusal::name,
    LCL_REFUSALS(LCL_EACH)
#undef LCL_EACH
});

Exit refusals(Call& call) {
  const bool one = call.arguments.has_positional(0);
  const std::string wanted = one ? call.subject() : std::string();
  std::vector<std::string_view> words;
  Json items = Json::array();
  Columns lines({Align::left, Align::left});
  for (const Refusal refusal : vocabulary) {
    words.push_back(word(refusal));
    if (one && word(refusal) != wanted) continue;
    items.push_back({{"remedy", std::string(remedy(refusal))}, {"word", std::string(word(refusal))}});
    lines.row({std::string(word(refusal)), std::string(remedy(refusal))});
  }
  if (lines.empty())
    throw UsageError(phrase("there is no refusal \"{}\"{}", wanted, suggestion(wanted, words)));
  return call.give({{"refusals", std::move(items)}}, lines.text());
}

}  // namespace

std::vector<Command> refusals_commands() {
  return {{
      .name = "refusals",
      .summary = "list every refusal and what to do about it",
      .examples = "lcl refusals\n"
                  "lcl refusals imei_check_digit",
      .page = "They are listed by precedence: if several rules are broken, the first one is reported.\n",
      .positionals = {"[WORD]"},
      .anchoring = Anchoring::none,
      .run = refusals,
  }};
}

}  // namespace lcl::cli
