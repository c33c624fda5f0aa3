// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/words.hpp"

namespace lcl::cli {
namespace {

Exit record_completeness(Call& call) {
  const Arguments& given = call.arguments;
  Json act{{"reports", given.entries("report")}, {"book", given.word("book", book_words)},
           {"listed", given.whole("listed")},    {"drawn", given.whole("drawn")},
           {"found", given.whole("found")},      {"document", evidence(given, "document")}};
  if (given.has("omitted")) act["omitted_kgco2e"] = given.share("omitted");
  if (given.has("reason")) act["reason"] = given.one("reason");
  return perform(call, {Act::completeness_recorded, call.subject(), std::move(act)});
}

}  // namespace

std::vector<Command> sample_completeness_commands() {
  return {
      {.name = "sample completeness",
       .summary = "record how many devices drawn from a book outside the ledger it has (auditor)",
       .examples =
           R"(lcl sample completeness RENO1 --report 41 --book purchases --listed 812 --drawn 25 --found 25 \
    --document reverse-sample.pdf --key auditor.pem
lcl sample completeness RENO1 --report 41 --book waste --listed 96 --drawn 20 --found 19 \
    --omitted 0.84 --document waste.pdf --key auditor.pem)",
       .page =
           R"(What was left out cannot be drawn from the ledger. So the auditor draws devices from a book that
was kept without it, and looks for each in the ledger, as collected, repaired, returned or
disposed of. Books: purchases (bought or collected), stock, returns (sent back by customers),
repairs (and parts), waste. --omitted is by how much those that are missing lower the reduction;
what that comes to for the whole book is projected. The auditor's unmodified opinion then states
at least as much as misstated, and everybody's names this record. A later record of the same
book and period states its reason and counts instead of this one, which stays visible.
lcl sample list shows what is on record.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"report", "SEQ", "the entry of the report; once for each", required, true},
            {"book", "WORD", "purchases, stock, returns, repairs or waste", required},
            {"listed", "N", "how many devices the book lists in the reports' periods", required},
            {"drawn", "N", "how many of these were drawn", required},
            {"found", "N", "how many of those drawn the ledger has, as the book has them", required},
            {"omitted", "KG", "by how many kgCO2e the others lower the reduction; only if there are any"},
            {"document", "FILE|DIGEST", "the working papers, or their SHA-256", required},
            {"reason", "TEXT", "why; needed where the book is recorded once more"}}),
       .run = record_completeness}};
}

}  // namespace lcl::cli
