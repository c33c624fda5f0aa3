// SPDX-License-Identifier: Apache-2.0
// lcl: finds the command, lets it answer, and turns what it could not answer
// into an exit code. Only here is anything caught, but for what Boost throws
// (options.cpp), which becomes a UsageError, for obstacles that lcl doctor is
// asked about, that leave it to a registry afar to refuse (recording.cpp), that
// have a bundle fetched or made whole (remote_registry.cpp, service/bundles.cpp)
// or that lcl follow waits out (follow.cpp), for tidying that is tried again,
// and for what becomes a status of HTTP (service/).
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/commands/help_topics.hpp"
#include "cli/commands/here.hpp"
#include "cli/commands/said_afar.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/answer.hpp"
#include "cli/kit/command.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/spoken_language.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/waiting.hpp"

namespace lcl::cli {

namespace {

/// The words of a call, with the global options that stood before the command put behind it.
struct Words {
  std::vector<std::string> command;  ///< from the command's name on
  std::vector<std::string> globals;
};

Words split(const std::vector<std::string>& words) {
  Words out;
  std::size_t i = 0;
  for (; i < words.size() && words[i].starts_with('-') && words[i] != "--"; ++i) {
    out.globals.push_back(words[i]);
    if ((words[i] == "--registry" || words[i] == "--session" || words[i] == "--lang") && i + 1 < words.size())
      out.globals.push_back(words[++i]);
  }
  out.command.assign(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
  return out;
}

void say_version(Answer& answer) { answer.give({{"version", LCL_VERSION}}, "lcl " LCL_VERSION "\n"); }

void say_help(Answer& answer, const std::string& page) { answer.give({{"help", page}}, page); }

Exit help(Answer& answer, const std::vector<std::string>& words) {
  if (words.empty() || words.front() == "help") {
    say_help(answer, help_of_program());
    return Exit::done;
  }
  if (const std::string_view guide = help_topic(words.front()); !guide.empty()) {
    say_help(answer, std::string(guide));
    return Exit::done;
  }
  const Found found = find_command(words);
  say_help(answer, found.command == nullptr ? help_of_group(found.group) : help_of(*found.command));
  return Exit::done;
}

/// As the command has it.
Exit answer_of(const Command& command, Call& call) {
  try {
    return command.run(call);
  } catch (const Error& error) {
    if (error.obstacle() == Obstacle::unavailable) remark_what_is_said_afar(call);
    throw;
  }
}

Exit run_command(Answer& answer, const Found& found, const std::vector<std::string>& words) {
  const Command& command = *found.command;
  Call call{command, Arguments(words, options_of(command)), answer};
  if (call.arguments.has("version")) {
    say_version(answer);
    return Exit::done;
  }
  if (call.arguments.has("help")) {
    say_help(answer, help_of(command));
    return Exit::done;
  }
  call.arguments.require(command.positionals, command.options);
  const Exit exit = answer_of(command, call);
  answer.finish();
  if (call.opened && call.opened->opened().made_tiles_anew()) {
    answer.remark(phrase(
        "tiles of the ledger's file are missing or wrong: they were made anew from its entries, and nothing "
        "rests on them; lcl rebuild stores them again"));
  }
  return exit;
}

Exit run(Answer& answer, const std::vector<std::string>& words) {
  const Words call = split(words);
  if (call.command.empty() || call.command.front() == "help") {
    const Arguments globals(call.globals, {});
    if (globals.has("version")) {
      say_version(answer);
      return Exit::done;
    }
    if (call.command.empty() && !globals.has("help"))
      return run_command(answer, {.command = &command_here(), .group = {}, .words = 0}, call.globals);
    std::vector<std::string> topic(call.command.begin() + (call.command.empty() ? 0 : 1), call.command.end());
    return help(answer, Arguments(topic, {}).positionals());
  }
  const Found found = find_command(call.command);
  std::vector<std::string> rest(call.command.begin() + static_cast<std::ptrdiff_t>(found.words),
                                call.command.end());
  rest.insert(rest.begin(), call.globals.begin(), call.globals.end());
  if (found.command == nullptr) {
    if (!Arguments(rest, {}).has("help"))
      throw UsageError(phrase("lcl {} needs a command; see lcl help {}", found.group, found.group));
    return help(answer, {found.group});
  }
  return run_command(answer, found, rest);
}

/// What is added to whatever went wrong behind a COMMIT: it is no refusal.
std::string but_recorded(const Answer& answer) {
  if (!answer.recorded()) return {};
  return phrase("; what was asked for is recorded nevertheless, up to entry {}", *answer.recorded());
}

/// `answer`'s command, and its exit code whatever happens.
Exit answered(Answer& answer, const std::vector<std::string>& words) {
  Exit exit = Exit::no_answer;
  try {
    exit = run(answer, words);
    answer.finish();
    return exit;
  } catch (const UsageError& error) {
    answer.error("usage", error.what());
  } catch (const Error& error) {
    answer.error(word(error.obstacle()), error.what() + but_recorded(answer));
  } catch (const UnfitLedger& unfit) {
    tell_unfit(answer, unfit);
    exit = Exit::no;
  } catch (const Interrupted&) {
    answer.error("interrupted", answer.recorded() ? phrase("interrupted") + but_recorded(answer)
                                                  : phrase("interrupted; nothing was recorded"));
  } catch (const ReaderGone&) {
    if (answer.recorded()) answer.error("io", phrase("nobody reads standard output{}", but_recorded(answer)));
    return Exit::no_answer;
  } catch (const std::exception& error) {
    answer.error("io", error.what() + but_recorded(answer));
  }
  try {
    answer.finish();
  } catch (...) {  // standard output is what failed; standard error has been told
    return Exit::no_answer;
  }
  return exit;
}

void tell_waiting(std::string_view what) {
  const std::string line = phrase("lcl: waiting for {}\n", printable(what));
  (void)!::write(STDERR_FILENO, line.data(), line.size());
}

/// Keys and the pepper must not end up in a core dump, nor be read by another program of the same user.
void keep_memory_to_ourselves() {
  const rlimit nothing{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &nothing);
  (void)::prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
}

/// A file opened later must not become a standard stream. What takes the place of a standard output that was
/// closed cannot be written to: an answer into nothing has not been given.
void hold_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    (void)::open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
  }
}

const char* variable(const char* name) {
  return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
}

}  // namespace
}  // namespace lcl::cli

int main(int argc, char** argv) {
  lcl::cli::keep_memory_to_ourselves();
  lcl::cli::hold_standard_streams();
  lcl::say_waits_with(lcl::cli::tell_waiting);
  (void)std::signal(SIGPIPE,
                    SIG_IGN);  // a reader that goes away must not end a commit half way through its report
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  lcl::speak(lcl::cli::language_of_call(words, lcl::cli::variable));
  const auto end = std::find(words.begin(), words.end(), "--");
  lcl::cli::Answer answer(std::find(words.begin(), end, "--json") != end);
  return static_cast<int>(lcl::cli::answered(answer, words));
}
