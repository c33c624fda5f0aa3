// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/command.hpp"

#include <cstdlib>
#include <utility>

#include "cli/kit/afar.hpp"
#include "cli/kit/anchors.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

std::filesystem::path Call::registry() const {
  if (const std::string* folder = arguments.maybe("registry")) return *folder;
  const char* const folder =
      std::getenv("LCL_REGISTRY");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder == nullptr || *folder == '\0' ? "." : folder;
}

std::filesystem::path Call::registry_at_hand() const {
  std::filesystem::path folder = registry();
  if (remote::is_address(folder.string())) {
    throw UsageError(
        phrase("{} is an address, and this is done where the registry's folder is", folder.string()));
  }
  return folder;
}

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + '\'';
}

std::string Call::as_typed() const {
  std::string line = "lcl " + std::string(command.name);
  for (const std::string& positional : arguments.positionals()) line += ' ' + shell_word(positional);
  const auto add = [&](const Option& option) {
    if (option.value.empty() && arguments.has(option.name)) line += " --" + std::string(option.name);
    for (const std::string& value :
         option.value.empty() ? std::vector<std::string>{} : arguments.all(option.name))
      line += " --" + std::string(option.name) + ' ' + shell_word(value);
  };
  for (const Option& option : command.options) add(option);
  for (const Option& option : global_options()) {
    if (option.name == "registry") add(option);
  }
  return line;
}

Ledger& Call::ledger() {
  if (opened) return *opened;
  const Anchors anchors =
      command.anchoring == Anchoring::none ? Anchors{} : anchors_of(arguments, command.anchoring);
  Afar* const far = afar_of(*this);
  opened = far != nullptr ? open_mirror(*this, *far) : std::make_shared<Ledger>(registry());
  if (arguments.has("accept-clock")) opened->accept_clock();
  answer.rest_on([ledger = opened] { return Basis{ledger->head(), ledger->opened().made_tiles_anew()}; });
  require_fit(*opened, anchors);
  if (far != nullptr) keep_seen(*this, *far);
  if (arguments.has("at")) opened->go_back_to(arguments.whole("at"));
  return *opened;
}

Result<Receipt> Call::noted(Result<Receipt> outcome) {
  if (outcome) answer.note_recorded(outcome->seq);
  return outcome;
}

Exit Call::give(const Json& json, std::string_view text) {
  answer.give(json, text);
  return Exit::done;
}

Exit Call::say_no(const Json& json, std::string_view why) {
  answer.give(json, "");
  answer.remark(why);
  answer.remark_basis();
  return Exit::no;
}

Exit Call::refuse(const Refused& refused) { return refuse(Refusals(refused)); }

Exit Call::refuse(const Refusals& refusals, Json more) {
  give_refusals(answer, refusals, std::move(more));
  return Exit::no;
}

}  // namespace lcl::cli
