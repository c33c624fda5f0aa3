// SPDX-License-Identifier: Apache-2.0
// A command of the program: its name, its help and the function that answers.
// The table of all commands is command_table.hpp; each is written in the file
// that carries its (first) name.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/kit/answer.hpp"
#include "cli/kit/options.hpp"
#include "ledger/ledger.hpp"

namespace lcl {
class KeptFigures;
}

namespace lcl::cli {

/// What the program's exit code says.
enum class Exit : int {
  done = 0,       ///< yes, or done
  no = 1,         ///< refused, unsound, not found
  no_answer = 2,  ///< could not answer: usage, I/O, storage
};

struct Afar;
struct Command;
struct Exportable;

/// One call of a command.
struct Call {
  const Command& command;
  Arguments arguments;
  Answer& answer;
  std::shared_ptr<Ledger> opened = nullptr;
  /// Takes an answer that can be exported (forms.hpp) instead of its being given.
  std::function<void(const Exportable& answer)> take = nullptr;
  std::shared_ptr<Afar> afar = nullptr;  ///< its registry, where that is an address (afar.hpp)
  KeptFigures* kept_figures = nullptr;   ///< where what is derived is kept, by whoever makes many calls

  /// The first positional argument: what the command is about.
  [[nodiscard]] const std::string& subject() const { return arguments.positionals().front(); }
  [[nodiscard]] bool dry_run() const { return arguments.has("dry-run"); }
  /// --registry, else LCL_REGISTRY, else the current folder. It may be an address.
  [[nodiscard]] std::filesystem::path registry() const;
  /// The same, for what is done where the registry's folder is. Throws UsageError where it is an address.
  [[nodiscard]] std::filesystem::path registry_at_hand() const;
  /// The call as it was typed, for a shell, but for --json: to go on from.
  [[nodiscard]] std::string as_typed() const;
  /// The ledger there, opened once, held to the anchors that were given, and gone back to the size of --at;
  /// what is answered from now on states what it rests on. Throws UsageError, Error, or UnfitLedger where it
  /// does not fit them.
  [[nodiscard]] Ledger& ledger();
  /// Notes that what was asked for stands in the log, where it does.
  [[nodiscard]] Result<Receipt> noted(Result<Receipt> outcome);

  /// Gives the answer (Answer::give): done.
  template <typename... What>
  Exit give(const What&... what) {
    answer.give(what...);
    return Exit::done;
  }
  Exit give(const Json& json, std::string_view text);
  /// The answer is no: `json`, or for people `why`, one line on standard error.
  [[nodiscard]] Exit say_no(const Json& json, std::string_view why);
  /// Gives what was refused: no.
  [[nodiscard]] Exit refuse(const Refused& refused);
  [[nodiscard]] Exit refuse(const Refusals& refusals, Json more = Json::object());
};

/// By what of its options a command's ledger is held to what was obtained elsewhere.
enum class Anchoring {
  all,   ///< each of anchor_options
  keys,  ///< --log-key and --certifier: it has other checkpoints in hand
  none,  ///< it opens no ledger, or does so in its own way
};

struct Command {
  std::string_view name;       ///< `key new`
  std::string_view summary;    ///< one line, lower case
  std::string_view examples;   ///< whole lines, as typed
  std::string_view page = {};  ///< what else there is to know: whole lines
  /// Their names; one that may be left out in brackets; `…` behind the last: more.
  std::vector<std::string_view> positionals = {};
  std::vector<Option> options = {};
  Anchoring anchoring = Anchoring::all;
  bool exports = false;  ///< it reads, changes nothing, and its answer can be exported (forms.hpp)
  Exit (*run)(Call& call) = nullptr;
};

/// `text` as a shell takes it: quoted where it has to be.
[[nodiscard]] std::string shell_word(const std::string& text);

}  // namespace lcl::cli
