// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/statements.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Instant time_given(const Arguments& given) {
  const std::string* text = given.maybe("time");
  if (text == nullptr) return now();
  const auto time = parse_instant(*text);
  if (!time)
    throw UsageError(
        phrase("--time: \"{}\" is not an instant with a zone, like 2026-02-02T09:15:00Z", *text));
  return *time;
}

/// The first of the statements, up to the last one, that are all later than `time`; nothing where the last is
/// not.
std::optional<std::uint64_t> first_later(const OpenLedger& ledger, Instant time) {
  std::optional<std::uint64_t> first;
  walk_back(ledger.log(), ledger.state().origin(), ledger.chain().last(), Walk::all_statements,
            [&](const RecordedStatement& recorded) {
              if (recorded.time <= time) return false;
              first = recorded.seq;
              return true;
            });
  return first;
}

Refused no_correction(std::string why) {
  return {Refusal::impossible_date, {.field = "act.time"}, std::move(why)};
}

Exit clock_correct(Call& call) {
  Ledger& ledger = call.ledger();
  const Instant time = time_given(call.arguments);
  const auto from = first_later(ledger.opened(), time);
  if (!from)
    return call.refuse(
        no_correction(phrase("the last entry is not later than that: there is nothing to correct")));
  if (*from == 0)
    return call.refuse(no_correction(phrase("the registry itself was opened later than that: make it anew")));
  const AuthenticatedLog& log = ledger.opened().log();
  Json fields = {{"checkpoint", head_json({*from, log.root_at(*from)})},
                 {"last", to_string(log.time_of(*from - 1))},
                 {"reason", call.arguments.one("reason")},
                 {"time", to_string(time)}};
  if (call.arguments.has("disputed")) fields["disputed"] = call.arguments.entries("disputed");
  return perform(call, ledger, signer_of(call.arguments), {Act::clock_corrected, {}, std::move(fields)});
}

}  // namespace

std::vector<Command> clock_commands() {
  return {{
      .name = "clock correct",
      .summary = "say that the registry's clock was ahead, so that times can go on from now (certifier)",
      .examples = "lcl clock correct --reason \"the server came up with the year 2036\" --key certifier.pem",
      .page =
          R"(An entry is never earlier than the one before it. If entries were recorded while the clock was
far ahead, set the clock right, then have the certifier sign this. All entries later than TIME
keep their place and their bytes, and lcl verify and lcl status name them for ever; what comes
next is recorded by the right clock again, but not earlier than TIME. Of what was recorded under
the wrong clock, dates to come count for nothing: no opinion is given and no unit issued on a
period that has not ended.
A time that is earlier than others had signed the log (lcl anchor) is refused, unless the
certifier disputes that: it then answers for it that those signatures are false.
)",
      .options = with_signing({{"reason", "TEXT", "what was wrong", required},
                               {"time", "INSTANT", "the right time; if not given, this machine's"},
                               {"disputed", "SEQ,…", "acts of lcl anchor whose signatures are false"}}),
      .run = clock_correct,
  }};
}

}  // namespace lcl::cli
