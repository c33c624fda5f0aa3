// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/csv_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/texts/figures.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_misstatement_file = 1U << 20U;

void check_misstatement(const CsvRow& row, std::vector<Refused>& refused) {
  if (!parse_decimal(row.cells[0])) {
    refused.push_back(
        {Refusal::malformed_number, {row.line, 0, "kgco2e"}, '"' + row.cells[0] + "\" is not a quantity"});
  }
  if (row.cells[1].empty()) {
    refused.push_back({Refusal::missing_field, {row.line, 0, "text"}, "the misstatement is not described"});
  }
}

struct Misstatements {
  Json list = Json::array();
  Decimal sum;  ///< without their signs
};

std::variant<Misstatements, Refusals> read_misstatements(const std::string& path) {
  static constexpr std::array<std::string_view, 2> columns{"kgco2e", "text"};
  const auto read = read_csv_table(read_file(path, longest_misstatement_file), columns, check_misstatement);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read)) {
    return Refusals(*refused, refused->size(), path);
  }
  Misstatements misstatements;
  for (const CsvRow& row : std::get<std::vector<CsvRow>>(read)) {
    const Decimal kg = *parse_decimal(row.cells[0]);
    misstatements.list.push_back({{"kgco2e", to_string(kg)}, {"text", row.cells[1]}});
    misstatements.sum += kg.is_negative() ? -kg : kg;
  }
  return misstatements;
}

Exit give_opinion(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {
      {"assurance", given.word("assurance", assurance_words)}, {"document", evidence(given, "document")},
      {"independence", evidence(given, "independence")},       {"materiality", given.share("materiality")},
      {"opinion", given.word("opinion", opinion_words)},       {"reports", given.entries("report")}};
  if (given.has("disposes-of")) fields["disposes_of"] = given.entries("disposes-of");
  Misstatements misstatements;
  if (const std::string* file = given.maybe("misstatements")) {
    auto read = read_misstatements(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
    misstatements = std::get<Misstatements>(std::move(read));
  }
  fields["misstated"] = to_string(misstatements.sum);
  const std::string text = whole(std::uint64_t{misstatements.list.size()}) +
                           (misstatements.list.size() == 1 ? " misstatement, " : " misstatements, ") +
                           kilograms(misstatements.sum) + " kgCO2e without their signs\n";
  fields["misstatements"] = std::move(misstatements.list);
  return perform(call, {Act::opinion_given, call.subject(), std::move(fields), Json::object(), text});
}

Exit reopen(Call& call) {
  return perform(call,
                 {Act::opinion_reopened,
                  call.subject(),
                  {{"opinion", call.arguments.whole("opinion")}, {"reason", call.arguments.one("reason")}}});
}

}  // namespace

std::vector<Command> opinion_commands() {
  return {
      {.name = "opinion give",
       .summary = "record the audit opinion on one or several reports (auditor)",
       .examples =
           "lcl opinion give RENO1 --report 41 --opinion unmodified --assurance reasonable \\\n"
           "    --materiality 0.05 --misstatements found.csv --document opinion.pdf \\\n"
           "    --independence independence.pdf --key auditor.pem\n"
           "lcl opinion give RENO1 --report 41 --report 57 --opinion adverse --assurance limited \\\n"
           "    --materiality 0.05 --document opinion.pdf --independence independence.pdf --key auditor.pem",
       .page =
           "Opinions: unmodified, qualified, adverse, disclaimed; assurance: limited, reasonable.\n"
           "The CSV file has a header with the columns kgco2e and text. Units are issued only on an\n"
           "unmodified opinion, and only if the misstatements, added up without their signs, stay\n"
           "below materiality as a share of the reduction; what is misstated is not credited. lcl report "
           "list\n"
           "shows SEQ. One opinion may be on several reports, whose periods follow one another without a "
           "gap.\n"
           "An unmodified opinion is held to every sample of these periods, whoever drew it, and to what "
           "the\n"
           "auditor asked. It names every modified one that was ever given on them, and every record of a\n"
           "sample that found too much, and its document answers them.\n",
       .positionals = {"ID"},
       .options =
           with_signing({{"report", "SEQ", "the entry of the report; once for each", required, true},
                         {"opinion", "WORD", "what the auditor concludes", required},
                         {"assurance", "WORD", "limited or reasonable", required},
                         {"materiality", "SHARE", "as a share of the reduction, like 0.05", required},
                         {"misstatements", "CSV", "the misstatements found, one per row; none if not given"},
                         {"disposes-of", "SEQ,…",
                          "modified opinions and records of samples, all of which the document answers"},
                         {"document", "FILE|DIGEST", "the auditor's report, or its SHA-256", required},
                         {"independence", "FILE|DIGEST", "proof of independence, or its SHA-256", required}}),
       .run = give_opinion},
      {.name = "opinion reopen",
       .summary = "withdraw an opinion when new facts come to light (auditor or certifier)",
       .examples =
           "lcl opinion reopen RENO1 --opinion 44 --reason \"a lot was sold twice\" --key auditor.pem",
       .page = "No units are issued on the report until another opinion is given.\n",
       .positionals = {"ID"},
       .options = with_signing(
           {{"opinion", "SEQ", "the entry of the opinion", required}, {"reason", "TEXT", "why", required}}),
       .run = reopen},
  };
}

}  // namespace lcl::cli
