// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "cli/commands/command_table.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/trust.hpp"
#include "cli/remote/following.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// Whose word is taken for the log: that is not what may be learned from whoever publishes it.
NoteVerifier followed_log(const Arguments& given, const std::optional<Policy>& policy) {
  const std::optional<NoteVerifier> log = log_key_given(given, policy);
  if (!log)
    throw UsageError(
        phrase("give --log-key, or a --policy that lists the log: without its key nothing of it can be "
               "believed"));
  if (policy && !policy->knows(*log)) throw UsageError(phrase("--policy does not list {}", vkey(*log)));
  return *log;
}

remote::Address followed_address(const std::string& text) {
  auto read = remote::read_address(text);
  if (const auto* fault = std::get_if<std::string>(&read)) throw UsageError(*fault);
  return std::get<remote::Address>(std::move(read));
}

Exit tell_not_followed(Call& call, const remote::NotFollowed& refused) {
  const Json answer = {
      {"found", head_json(refused.found)}, {"had", head_json(refused.had)}, {"why", printable(refused.why)}};
  call.answer.give({{"not_followed", answer}}, "");
  call.answer.remark(phrase("{}\n  before: size {}, root {}\n  now: size {}, root {}\n{} stays as it was",
                            printable(refused.why), refused.had.size, hex(refused.had.root),
                            refused.found.size, hex(refused.found.root),
                            printable(call.arguments.positionals()[1])));
  return Exit::no;
}

Exit tell_followed(Call& call, const remote::Followed& done, const NoteVerifier& log) {
  const std::string folder = printable(call.arguments.positionals()[1]);
  return call.give({{"files", done.files},
                    {"folder", call.arguments.positionals()[1]},
                    {"from", done.from.size},
                    {"head", head_json(done.to)},
                    {"log_key", vkey(log)}},
                   done.from == done.to
                       ? phrase("{} is up to date: size {}\n", folder, done.to.size)
                       : phrase("{}: size {} to {}, {} written\n", folder, done.from.size, done.to.size,
                                counted(done.files, phrase("file"), phrase("files"))));
}

void wait_to_follow(std::uint64_t seconds) {
  using namespace std::chrono_literals;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (; std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(100ms)) Interruptible::check();
}

/// Nobody answers, or what does is not what is followed: a service that is started anew, or a network that is
/// away. Whoever goes on following asks again.
struct Outage {
  std::string why;
};

std::variant<remote::Followed, remote::NotFollowed, Outage> follow_once(remote::Http& http,
                                                                        const std::string& folder,
                                                                        const NoteVerifier& log,
                                                                        const std::optional<Policy>& policy) {
  ProgressLine line;
  try {
    return std::visit(
        [](auto outcome) -> std::variant<remote::Followed, remote::NotFollowed, Outage> { return outcome; },
        remote::follow(http, folder, log, policy, watched(line)));
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::unavailable) throw;
    return Outage{error.what()};
  }
}

Exit follow_command(Call& call) {
  const Arguments& given = call.arguments;
  const std::optional<Policy> policy = policy_given(given);
  const NoteVerifier log = followed_log(given, policy);
  const std::optional<std::uint64_t> every = given.maybe_whole("every");
  if (every && call.answer.json()) throw UsageError(phrase("--every goes on answering: leave out --json"));
  if (every && *every == 0) throw UsageError(phrase("--every: at least 1 second"));
  remote::Http http(followed_address(call.subject()));
  const Interruptible interruptible;
  for (std::optional<Head> last;;) {
    const auto outcome = follow_once(http, given.positionals()[1], log, policy);
    if (const auto* outage = std::get_if<Outage>(&outcome)) {
      if (!last) throw Error(Obstacle::unavailable, outage->why);
      call.answer.remark(phrase("{}; it is asked again in {} s", outage->why, *every));
      wait_to_follow(*every);
      continue;
    }
    if (const auto* refused = std::get_if<remote::NotFollowed>(&outcome))
      return tell_not_followed(call, *refused);
    const auto& done = std::get<remote::Followed>(outcome);
    if (done.to != last) (void)tell_followed(call, done, log);
    if (!every) return Exit::done;
    call.answer.finish();
    last = done.to;
    wait_to_follow(*every);
  }
}

}  // namespace

std::vector<Command> follow_commands() {
  return {{
      .name = "follow",
      .summary = "keep a verified copy of a published log",
      .examples = "lcl follow https://registry.example/log copy --log-key log.vkey\n"
                  "lcl follow https://registry.example/log copy --policy witnesses.policy --every 60\n"
                  "lcl verify --from copy --log-key log.vkey",
      .page =
          R"(URL is where the files of lcl publish are served, by any web server. What FOLDER lacks is fetched:
entries, and statements and payloads where they are published. Each is held to the checkpoint, which
the log's key must have signed, before it takes its place; the checkpoint comes last. Tiles are made
here from the entries.

The log must extend what FOLDER had: one that was rewritten, forked or cut off is refused, and FOLDER
stays as it was, with the checkpoint that proves it. Whoever follows a log therefore keeps its operator
honest. What was fetched before an interruption is not fetched again. Pages are not followed: they
prove nothing. What the entries say is read by lcl verify --from. With --every, an outage behind the
first time is told, and waited out.
)",
      .positionals = {"URL", "FOLDER"},
      .options = {{"log-key", "KEY|FILE", "the log's key (lcl checkpoint --vkey), obtained from elsewhere"},
                  {"policy", "FILE", "whose cosignatures each checkpoint must have (C2SP tlog-policy)",
                   or_both},
                  {"every", "SECONDS", "go on following, and ask this often"}},
      .anchoring = Anchoring::none,
      .run = follow_command,
  }};
}

}  // namespace lcl::cli
