// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "cli/commands/command_table.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/csv_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/page_file.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/audit/verification_statement.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/verification_statement_page.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_misstatement_file = 1U << 20U;

void check_misstatement(const CsvRow& row, std::vector<Refused>& refused) {
  if (!parse_decimal(row.cells[0])) {
    refused.push_back({Refusal::malformed_number,
                       {row.line, 0, "error_kgco2e"},
                       phrase("\"{}\" is not a quantity", row.cells[0])});
  }
  if (row.cells[1].empty()) {
    refused.push_back(
        {Refusal::missing_field, {row.line, 0, "text"}, phrase("the misstatement is not described")});
  }
}

struct Misstatements {
  Json list = Json::array();
  Decimal sum;  ///< without their signs
};

std::variant<Misstatements, Refusals> read_misstatements(const std::string& path) {
  static constexpr std::array<std::string_view, 2> columns{"error_kgco2e", "text"};
  static constexpr std::array<ForeignColumn, 2> foreign{{
      {"found_kgco2e", translatable("found_kgco2e is a column of what was found in a sample, for lcl sample "
                                    "record; misstatements state "
                                    "error_kgco2e, by how much a figure is wrong")},
      {"kgco2e", translatable("misstatements state error_kgco2e, by how much a figure is wrong")},
  }};
  const auto read =
      read_csv_table(read_file(path, longest_misstatement_file), columns, {}, foreign, check_misstatement);
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

/// An opinion's fields, but for the document that it deposits.
std::variant<Json, Refusals> fields_of(const Arguments& given) {
  Json fields = {{"assurance", given.word("assurance", assurance_words)},
                 {"independence", evidence(given, "independence")},
                 {"materiality", given.share("materiality")},
                 {"opinion", given.word("opinion", opinion_words)},
                 {"reports", given.entries("report")}};
  if (given.has("disposes-of")) fields["disposes_of"] = given.entries("disposes-of");
  Misstatements misstatements;
  if (const std::string* file = given.maybe("misstatements")) {
    auto read = read_misstatements(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) return *refusals;
    misstatements = std::get<Misstatements>(std::move(read));
  }
  fields["misstated"] = to_string(misstatements.sum);
  fields["misstatements"] = std::move(misstatements.list);
  return fields;
}

Exit give_opinion(Call& call) {
  auto read = fields_of(call.arguments);
  if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
  Json fields = std::get<Json>(std::move(read));
  fields["document"] = evidence(call.arguments, "document");
  const std::string text =
      phrase("{}, {} kgCO2e without their signs\n",
             counted(fields["misstatements"].size(), phrase("misstatement"), phrase("misstatements")),
             kilograms(act_fields::decimal(fields, "misstated")));
  return perform(call, {Act::opinion_given, call.subject(), std::move(fields), Json::object(), text});
}

Conclusion conclusion_of(const Arguments& given, const Json& fields) {
  Conclusion conclusion;
  conclusion.auditor = given.one("auditor");
  if (given.has("addressee")) conclusion.addressee = given.one("addressee");
  const auto place_in = [](const auto& words, const std::string& word) {
    return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
  };
  conclusion.word = static_cast<OpinionWord>(place_in(opinion_words, fields["opinion"].get<std::string>()));
  conclusion.reasonable = place_in(assurance_words, fields["assurance"].get<std::string>()) == 1;
  conclusion.materiality = act_fields::decimal(fields, "materiality");
  conclusion.independence = act_fields::digest(fields, "independence");
  for (const Json& each : fields["misstatements"])
    conclusion.misstatements.push_back(
        {act_fields::decimal(each, "kgco2e"), each["text"].get<std::string>()});
  if (fields.contains("disposes_of"))
    conclusion.disposes_of = fields["disposes_of"].get<std::vector<std::uint64_t>>();
  return conclusion;
}

/// What stands against the opinion if it were given now; nothing where it would be recorded.
std::optional<Refused> refusal_of_opinion(const Ledger& ledger, const std::string& project,
                                          const std::string& auditor, Json fields) {
  fields["document"] = fields["independence"];  // which is not known yet
  for (const auto& [id, key] : ledger.state().records().keys) {
    if (key.role == Role::auditor && key.party == auditor && key.standing.may_sign())
      return ledger.refusal(ledger.draft("opinion_given", project, std::move(fields), id));
  }
  return Refused{Refusal::unknown_key, {}, phrase("{} has no auditor's key here", auditor)};
}

/// `lcl opinion give …` as the draft was asked for, with the document that came of it.
std::string command_to_deposit(const Call& call, const std::string& file) {
  const Arguments& given = call.arguments;
  std::string command = "lcl opinion give " + call.subject();
  for (const std::string& report : given.all("report")) command += " --report " + report;
  for (const char* option :
       {"opinion", "assurance", "materiality", "misstatements", "disposes-of", "independence"}) {
    if (given.has(option)) command += " --" + std::string(option) + ' ' + printable(given.one(option));
  }
  return phrase("{} --document {} --key KEY", command, printable(file));
}

std::string written_as(const VerificationStatement& statement, const std::string& file,
                       page::Language language) {
  const Speaking as_the_file(language);
  if (const Renderer rendered = renderer_for(file))
    return rendered(verification_statement_page(statement, language));
  return canonical(verification_statement_json(statement)) + '\n';
}

void say_drafted(Call& call, const VerificationStatement& statement, const std::string& file,
                 const std::string& bytes) {
  const VerifyReport& verification = statement.first().verification;
  Columns lines({Align::left, Align::left});
  lines.row({phrase("written"), printable(file)});
  lines.row({phrase("sha256"), hex(sha256(bytes))});
  lines.row(
      {phrase("reduction"), kilograms(statement.reduction) + " kgCO2e, " + to_string(statement.period)});
  lines.row({phrase("misstated"),
             phrase("{} of {} kgCO2e that would be material", kilograms(statement.conclusion.misstated()),
                    kilograms(statement.material))});
  lines.row({phrase("ledger"), verdict_text(verification)});
  for (const std::string& text : verification.unanchored) lines.row({phrase("unanchored"), text});
  call.give({{"digest", hex(sha256(bytes))},
             {"project", statement.first().project.id},
             {"reduction", to_string(statement.reduction)},
             {"sound", verification.sound()},
             {"written", file}},
            lines.text());
  call.answer.remark(
      phrase("when it is signed, the auditor deposits it with: {}", command_to_deposit(call, file)));
}

Exit draft_opinion(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("output");
  const bool is_json = file.ends_with(".json");
  if (renderer_for(file) == nullptr && !is_json)
    throw UsageError(phrase("--output: \"{}\" ends neither in .html nor in .pdf nor in .json", file));
  const page::Language language = is_json ? page::Language::english : language_of(given);
  const Anchors anchors = anchors_of(given);
  auto read = fields_of(given);
  if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
  const Json fields = std::get<Json>(std::move(read));
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  if (const auto refused = refusal_of_opinion(ledger, call.subject(), given.one("auditor"), fields))
    return call.refuse(*refused);
  const Interruptible interruptible;
  OutputFile output = output_file(given, file, MayRead::everyone);
  const VerificationStatement statement = [&] {
    ProgressLine line;
    const Speaking as_the_file(language);
    return verification_statement_of(ledger.opened(), call.subject(),
                                     fields["reports"].get<std::vector<std::uint64_t>>(),
                                     conclusion_of(given, fields), anchors, watched(line));
  }();
  const std::string bytes = written_as(statement, file, language);
  output.stream() << bytes;
  output.keep();
  say_drafted(call, statement, file, bytes);
  const bool follow = std::all_of(statement.reports.begin(), statement.reports.end(),
                                  [](const AuditReport& each) { return each.figures_follow(); });
  return statement.first().verification.holds() && follow ? Exit::done : Exit::no;
}

std::vector<Option> conclusion_options() {
  return {{"report", "SEQ", "the entry of the report; once for each", required, true},
          {"opinion", "WORD", "what the auditor concludes", required},
          {"assurance", "WORD", "limited or reasonable", required},
          {"materiality", "SHARE", "as a share of the reduction, like 0.05", required},
          {"misstatements", "CSV", "the misstatements found, one per row; none if not given"},
          {"disposes-of", "SEQ,…",
           "modified opinions, and records of samples and of completeness, that the document answers"},
          {"independence", "FILE|DIGEST", "proof of independence, or its SHA-256", required}};
}

std::vector<Option> draft_options() {
  std::vector<Option> options = conclusion_options();
  options.insert(options.end(),
                 {{"auditor", "PARTY", "who is to sign it: SIRET, EU VAT number or LEI", required},
                  {"addressee", "TEXT", "whom it is addressed to; if not given, the certifier"},
                  at_option,
                  {"output", "FILE", "a new file that ends in .html, .pdf or .json", required},
                  force_option,
                  language_option});
  for (const Option& each : anchor_options()) options.push_back(each);
  return options;
}

std::vector<Option> give_options() {
  std::vector<Option> options = conclusion_options();
  options.push_back({"document", "FILE|DIGEST", "the auditor's statement, or its SHA-256", required});
  return with_signing(std::move(options));
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
       .page = R"(Opinions: unmodified, qualified, adverse, disclaimed; assurance: limited, reasonable.
The CSV file has a header with the columns error_kgco2e and text. Units are issued only on an
unmodified opinion, and only if the misstatements, added up without their signs, stay
below materiality as a share of the reduction; what is misstated is not credited. lcl report list
shows SEQ. One opinion may be on several reports, whose periods follow one another without a gap.
An unmodified opinion is held to every sample of these periods, whoever drew it, and to what the
auditor asked. It names every modified one that was ever given on them, and every record of a
sample that found too much, and its document answers them.
)",
       .positionals = {"ID"},
       .options = give_options(),
       .run = give_opinion},
      {.name = "opinion draft",
       .summary = "write the verification statement that an opinion is to deposit, as HTML, PDF or JSON",
       .examples = "lcl opinion draft RENO1 --report 41 --opinion unmodified --assurance limited \\\n"
                   "    --materiality 0.05 --misstatements found.csv --independence independence.pdf \\\n"
                   "    --auditor 55208131766522 --output statement.pdf",
       .page =
           R"(It holds what ISO 14064-3 asks of a statement: addressee, project, period, criteria, responsible
party, assurance, materiality, what was done, figures, samples with every device, questions and
answers, misstatements, earlier opinions, limitations, conclusion, and a place for a signature.
The ledger is verified and every figure made again for it. Where the ledger would refuse the
opinion, no statement is written, and the refusal says why. lcl opinion give deposits its SHA-256.
With --at SIZE it stands at the first SIZE entries, and is the same bytes ever after. The exit
code is 1, with the file written, if the ledger is unsound or a figure does not follow.
)",
       .positionals = {"ID"},
       .options = draft_options(),
       .anchoring = Anchoring::none,
       .run = draft_opinion},
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
