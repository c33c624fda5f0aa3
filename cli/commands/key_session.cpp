// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/commands/command_table.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/session.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::uint64_t usual_session_days = 7;

std::uint64_t session_days(const Arguments& given) {
  const std::uint64_t days = given.maybe_whole("days").value_or(usual_session_days);
  if (days == 0 || days > most_session_days)
    throw UsageError(phrase("--days: from 1 to {} days", most_session_days));
  return days;
}

/// Throws UsageError where a session of the key would open nothing.
void require_role_that_asks(const RegistryState& state, const Digest& key) {
  const auto found = state.keys().find(key);
  if (found == state.keys().end())
    throw UsageError(phrase("key {} was not granted at {}", hex(key), state.origin()));
  const Role role = found->second.role;
  if (role != Role::holder && role != Role::recovery) return;
  throw UsageError(
      phrase("a key of a {} needs no session: all that it may read is for everybody, and what it signs goes "
             "with --key",
             spoken(word(role))));
}

Exit key_session(Call& call) {
  const Arguments& given = call.arguments;
  const std::filesystem::path file = call.subject();
  const std::filesystem::path certificate = Session::certificate_file(file);
  const std::string origin = origin_given(call);
  const PrivateKey party = key_at_hand(given);
  if (call.opened) require_role_that_asks(call.opened->state(), party.public_key().id());
  const Instant until{now().milliseconds + static_cast<std::int64_t>(session_days(given)) * day_ms};
  for (const auto& each : {file, certificate}) {
    if (std::filesystem::exists(each))
      throw Error(Obstacle::io, phrase("cannot create {}: it exists already", each.string()));
  }
  if (call.dry_run()) {
    return call.give(
        {{"dry_run", true}, {"would_write", {file.string(), certificate.string()}}},
        phrase("would write {} and {}\n", printable(file.string()), printable(certificate.string())));
  }
  const Session session = Session::make(party, origin, until);
  session.write(file);
  const std::string fingerprint = hex(session.key.public_key().id());
  call.give({{"certificate_file", certificate.string()},
             {"file", file.string()},
             {"fingerprint", fingerprint},
             {"key", hex(party.public_key().id())},
             {"not_after", to_string(until)},
             {"origin", origin}},
            fingerprint + '\n');
  call.answer.remark(
      phrase("wrote {}, which is secret, and {}; until {} it asks at {} for the party of your "
             "key",
             printable(file.string()), printable(certificate.string()), to_string(until), origin));
  return Exit::done;
}

}  // namespace

std::vector<Command> key_session_commands() {
  return {
      {.name = "key session",
       .summary = "make a key for a machine that asks a registry's service in your name",
       .examples =
           "lcl key session session.pem --key developer.pem --origin registry.example/lbc\n"
           "lcl key session session.pem --key developer.pem --registry https://registry.example --days 1",
       .page = R"(Writes a new private key to FILE and, signed by yours, that it may ask in your name to
FILE.session, both readable by their owner only. With it a machine uploads logs and fetches what
your party may read, for a few days, while your own key stays at home. It signs no statement:
nothing is recorded with it. It ends early when your own key is revoked.
)",
       .positionals = {"FILE"},
       .options = {{"key", "FILE", "your own private key, which was granted", required},
                   origin_option,
                   {"days", "N", "for how many days, 30 at most; 7 if not given"},
                   {"passphrase-file", "FILE",
                    "the key's passphrase is this file's first line; else it is asked for"},
                   {"dry-run", "", "say what would be written; write nothing"}},
       .anchoring = Anchoring::none,
       .run = key_session},
  };
}

}  // namespace lcl::cli
