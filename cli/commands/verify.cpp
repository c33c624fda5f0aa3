// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <filesystem>

#include "cli/commands/command_table.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/terminal.hpp"
#include "ledger/audit/published_check.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/ledger.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

/// A published folder, which is read without a registry.
VerifyReport verify_published_files(const std::filesystem::path& folder, const Anchors& anchors) {
  ProgressLine line;
  return verify_published(folder, anchors, watched(line));
}

/// A registry's folder, or a ledger's file by itself, without the head file and keys beside it.
VerifyReport verify_ledger(const std::filesystem::path& path, const Anchors& anchors, bool log_only) {
  ProgressLine line;
  return verify_registry({path}, anchors, log_only, watched(line));
}

std::string with_colour(const VerifyReport& report) {
  std::string text = findings_text(report);
  const Style style(STDOUT_FILENO);
  const std::string plain = report.sound() ? phrase("sound") : phrase("unsound");
  const std::size_t at = text.find(phrase("verdict"));
  const std::size_t where = text.find(plain, at);
  if (!report.sound()) {
    text.replace(where, plain.size(), style.bad(plain));
  } else if (report.holds()) {
    text.replace(where, plain.size(), style.good(plain));
  }
  return text;
}

VerifyReport verify_what_is_given(Call& call) {
  const Arguments& given = call.arguments;
  const Anchors anchors = anchors_of(given);
  const bool log_only = given.has("log-only");
  if (given.has("project") && (given.has("from") || given.has_positional(0)))
    throw UsageError(phrase("--project goes with --registry, where that is an address"));
  if (const std::string* folder = given.maybe("from")) {
    if (given.has_positional(0)) throw UsageError(phrase("give a ledger or --from, not both"));
    return verify_published_files(*folder, anchors);
  }
  if (given.has_positional(0)) return verify_ledger(given.positionals().front(), anchors, log_only);
  require_address_for_bundle(call);
  Afar* const afar = afar_of(call);
  if (afar == nullptr) return verify_ledger(call.registry(), anchors, log_only);
  (void)call.ledger();
  return verify_ledger(afar->registry.mirror_file(), anchors, log_only);
}

std::vector<Option> options() {
  std::vector<Option> all{{"from", "FOLDER", "verify published files instead of a ledger", instead}};
  for (const Option& each : anchor_options()) all.push_back(each);
  all.push_back({"log-only", "", "do not check life cycles and projections"});
  all.push_back(bundle_option);
  return all;
}

Exit verify_command(Call& call) {
  const VerifyReport report = verify_what_is_given(call);
  call.give(findings_json, with_colour, report);
  return report.holds() ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> verify_commands() {
  return {{
      .name = "verify",
      .summary = "re-read a whole ledger and report everything that is wrong with it",
      .examples = R"(lcl verify
lcl verify ledger.db --checkpoint kept-in-january.txt --log-key registry.example/lbc+530d903a+AekyeRrm \
    --certifier certifier.pem.pub
lcl verify --checkpoint cosigned.txt --policy witnesses.policy \
    --timestamp cosigned.tsr --authority authority.pem)",
      .page = R"(Reads every byte: entries, payloads, signatures, tree, checkpoints, life cycles and
projections. The exit code is 0 if the ledger is sound, 1 if it is not, 2 if it could not
be read.

Without a checkpoint and keys obtained elsewhere, the ledger only vouches for itself, and the
summary says so: internally consistent, no outside anchor. Each checkpoint given must be signed
by the log, carry the cosignatures that the policy asks for, and be extended by today's log; a
timestamp must be on one of them. The summary says what each one proves. A policy that lists one
log gives its key too. The certifier named is that of entry 0; below it stands each key that may
certify since, or may no more.

The times of entries are held to those at which witnesses and authorities signed, in the
checkpoints given and in the log itself (lcl anchor). What was recorded under a wrong clock, as
the certifier says (lcl clock correct), and what is later than this machine's clock is named.

In a bundle, what is withheld, erased and missing is told apart and counted; sound then means:
in what the bundle discloses. With --from, the files that lcl publish wrote are read instead:
entries, chain, tree, tiles and checkpoint, and payloads if they were published.
)",
      .positionals = {"[FOLDER|FILE]"},
      .options = options(),
      .anchoring = Anchoring::none,
      .run = verify_command,
  }};
}

}  // namespace lcl::cli
