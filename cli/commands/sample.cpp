// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/csv_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/figures/sampling.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/sample_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_number_file = 1U << 10U;
constexpr std::size_t longest_result_file = 1U << 20U;

std::string share_of(const Arguments& given, std::string_view option) {
  const std::string& text = given.one(option);
  if (const auto value = parse_decimal(text)) return to_string(*value);
  throw UsageError("--" + std::string(option) + ": \"" + text + "\" is not a number like 0.05");
}

/// 64 hex digits and LF, as `lcl sample commit` wrote it.
Digest number_in(const std::string& file) {
  std::string text = read_file(file, longest_number_file);
  if (text.ends_with('\n')) text.pop_back();
  if (const auto number = digest_from_hex(text)) return *number;
  throw UsageError("--number: " + file + " does not hold 64 hex digits");
}

/// A new file with a number. It goes again if the commitment is refused, and stays where it is not known
/// what became of it.
class NumberFile {
 public:
  NumberFile(const std::string& file, const Digest& number) : file_(file) {
    OutputFile output(file, Existing::refuse, MayRead::owner);
    output.stream() << hex(number) << '\n';
    output.keep();
  }
  NumberFile(const NumberFile&) = delete;
  NumberFile& operator=(const NumberFile&) = delete;
  ~NumberFile() {
    if (settled_) return;
    std::cerr << "kept " << printable(file_)
              << ": where lcl sample list shows no new commitment, it is of no use\n";
  }

  void settle(Exit outcome) {
    settled_ = true;
    if (outcome == Exit::done) {
      std::cerr << "wrote " << printable(file_)
                << ": keep it secret until the period is reported, and do not lose it\n";
    } else {
      std::filesystem::remove(file_);
    }
  }

 private:
  std::string file_;
  bool settled_ = false;
};

Exit commit(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("number");
  Digest number;
  random_bytes(number.bytes);
  const ActRequest request{Act::sample_committed,
                           call.subject(),
                           {{"period", given.days("period")},
                            {"number", hex(sha256(number.bytes))},
                            {"method", given.word("method", sampling_words)},
                            {"assurance", given.word("assurance", assurance_words)},
                            {"materiality", share_of(given, "materiality")},
                            {"expected", given.has("expected") ? share_of(given, "expected") : "0"}}};
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(given);
  if (call.dry_run()) return perform(call, ledger, signer, request);
  require_registry_to_append(given, ledger);
  // Before it is committed to: a commitment to a number that nobody has would stand for ever.
  NumberFile kept(file, number);
  const Exit outcome = perform(call, ledger, signer, request);
  call.answer.finish();  // before what is said about it
  kept.settle(outcome);
  return outcome;
}

/// The commitment to `number` and the report to draw from.
struct Drawable {
  std::uint64_t commitment = 0;
  std::uint64_t report = 0;
};

Result<Drawable> drawable(const Project& project, const Digest& number) {
  const Digest committed = sha256(number.bytes);
  for (const SampleCommitment& commitment : project.commitments) {
    if (commitment.number != committed) continue;
    const Report* report = project.report(commitment.period);
    if (report != nullptr) return Drawable{commitment.seq, report->seq};
    return Refused{Refusal::unknown_report, {}, to_string(commitment.period) + " is not reported yet"};
  }
  return Refused{Refusal::unknown_commitment, {}, "no entry of " + project.id + " commits to this number"};
}

std::string draw_preview(const Json& act) {
  Columns lines({Align::left, Align::left});
  const auto kg = [&](const char* field) { return kilograms(*parse_decimal(act[field].get<std::string>())); };
  lines.row(
      {"population", whole(act["population"].get<std::uint64_t>()) + " cycles, " + kg("kgco2e") + " kgCO2e"});
  lines.row({"interval", kg("interval") + " kgCO2e"});
  lines.row({"sample", whole(act["size"].get<std::uint64_t>()) + " cycles"});
  return lines.text();
}

/// Appends the act whose fields were computed, or says why there are none.
Exit perform_computed(Call& call, Ledger& ledger, const Signer& signer, Act act, Result<Json> fields,
                      std::string (*preview)(const Json& act)) {
  if (!fields) return refuse(call, fields.refused());
  std::string text = preview(*fields);
  return perform(call, ledger, signer,
                 {act, call.subject(), std::move(*fields), Json::object(), std::move(text)});
}

Exit draw_sample(Call& call) {
  const Arguments& given = call.arguments;
  const Digest number = number_in(given.one("number"));
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const auto found = drawable(**named, number);
  if (!found) return refuse(call, found.refused());
  const auto& [commitment, report] = *found;
  const Signer signer = signer_of(given);
  ProgressLine line;
  return perform_computed(
      call, ledger, signer, Act::sample_drawn,
      draw_act(ledger.opened(), call.subject(), commitment, report, number, watched(line)), draw_preview);
}

void check_result(const CsvRow& row, std::vector<Refused>& refused) {
  if (row.cells[0].empty() || row.cells[0].size() > 15 ||
      row.cells[0].find_first_not_of("0123456789") != std::string::npos) {
    refused.push_back(
        {Refusal::malformed_number, {row.line, 0, "seq"}, '"' + row.cells[0] + "\" is no entry"});
  }
  const auto kg = parse_decimal(row.cells[1]);
  if (!kg || kg->is_negative()) {
    refused.push_back({Refusal::malformed_number,
                       {row.line, 0, "kgco2e"},
                       '"' + row.cells[1] + "\" is not a quantity of 0 or more"});
  }
  if (row.cells[2].empty())
    refused.push_back({Refusal::missing_field, {row.line, 0, "text"}, "what was found is not described"});
}

std::variant<Json, Refusals> read_results(const std::string& path) {
  static constexpr std::array<std::string_view, 3> columns{"seq", "kgco2e", "text"};
  const auto read = read_csv_table(read_file(path, longest_result_file), columns, check_result);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&read))
    return Refusals(*refused, refused->size(), path);
  std::vector<CsvRow> rows = std::get<std::vector<CsvRow>>(read);
  std::sort(rows.begin(), rows.end(), [](const CsvRow& a, const CsvRow& b) {
    return std::stoull(a.cells[0]) < std::stoull(b.cells[0]);
  });
  Json results = Json::array();
  for (const CsvRow& row : rows) {
    results.push_back({{"kgco2e", to_string(*parse_decimal(row.cells[1]))},
                       {"seq", std::stoull(row.cells[0])},
                       {"text", row.cells[2]}});
  }
  return results;
}

std::string record_preview(const Json& act) {
  Columns lines({Align::left, Align::left});
  const std::uint64_t differing = act["results"].size();
  lines.row({"differing",
             whole(differing) + (differing == 1 ? " cycle" : " cycles") + "; all others were found right"});
  for (const char* field : {"projected", "bound"})
    lines.row({field, kilograms(*parse_decimal(act[field].get<std::string>())) + " kgCO2e"});
  return lines.text();
}

Exit record(Call& call) {
  const Arguments& given = call.arguments;
  const std::uint64_t seq = given.whole("sample");
  const std::string document = evidence(given, "document");
  Json results = Json::array();
  if (const std::string* file = given.maybe("results")) {
    auto read = read_results(*file);
    if (const auto* refusals = std::get_if<Refusals>(&read)) {
      give_refusals(call.answer, *refusals);
      return Exit::no;
    }
    results = std::get<Json>(std::move(read));
  }
  Ledger ledger({call.registry()});
  const Signer signer = signer_of(given);
  ProgressLine line;
  return perform_computed(call, ledger, signer, Act::sample_recorded,
                          conclusion_act(ledger.opened(), call.subject(), seq, results,
                                         *digest_from_hex(document), watched(line)),
                          record_preview);
}

Exit list_samples(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  Json commitments = Json::array();
  Json samples = Json::array();
  Columns lines({Align::right, Align::left, Align::left, Align::left});
  lines.row({"entry", "period", "stage", "plan"});
  for (const SampleCommitment& each : project.commitments) {
    commitments.push_back(commitment_json(project, each));
    lines.row({std::to_string(each.seq), to_string(each.period), std::string(word(project.stage_of(each))),
               plan_text(each.plan)});
  }
  Columns drawn({Align::right, Align::right, Align::right, Align::right, Align::left});
  drawn.row({"entry", "report", "cycles", "of", "result"});
  for (const DrawnSample& each : project.samples) {
    samples.push_back(sample_json(project, each));
    drawn.row({std::to_string(each.seq), std::to_string(each.report), whole(each.size),
               whole(each.population), conclusion_text(project, each)});
  }
  if (call.json()) {
    call.answer.document(
        {{"commitments", std::move(commitments)}, {"project", project.id}, {"samples", std::move(samples)}});
  } else if (project.commitments.empty()) {
    call.answer.write("no commitment yet\n");
  } else {
    call.answer.write("commitments\n" + lines.text(2));
    if (!project.samples.empty()) call.answer.write("\nsamples\n" + drawn.text(2));
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> sample_commands() {
  return {
      {.name = "sample commit",
       .summary = "commit to a secret number before a period is reported (auditor)",
       .usage = "ID --period P --method M --assurance A --materiality SHARE [--expected SHARE] --number FILE "
                "--key FILE",
       .examples = "lcl sample commit RENO1 --period 2025 --method stratified --assurance reasonable \\\n"
                   "    --materiality 0.05 --number number-2025.txt --key auditor.pem",
       .page = "Makes FILE with 32 random bytes and puts their SHA-256 into the log, with all else that\n"
               "could steer a draw. The report then freezes the population; only then lcl sample draw\n"
               "reveals the number. Methods: random (each cycle has the same chance), stratified (the\n"
               "same within each category and seller), monetary_unit (each kilogram has the same\n"
               "chance). reasonable is 95 % confidence, limited 80 %. Of several commitments the last\n"
               "before the report counts; one never revealed is shown for ever.\n",
       .positionals = {"ID"},
       .options = with_signing({{"period", "P", "2025, 2025-02 or FROM/TO with TO exclusive"},
                                {"method", "WORD", "random, stratified or monetary_unit"},
                                {"assurance", "WORD", "limited or reasonable"},
                                {"materiality", "SHARE", "of the population's kgCO2e, as in 0.05"},
                                {"expected", "SHARE", "of misstatement that is expected; 0 if not given"},
                                {"number", "FILE", "a new file for the number"}}),
       .run = commit},
      {.name = "sample draw",
       .summary = "reveal the number, and draw from what a report froze (auditor)",
       .usage = "ID --number FILE --key FILE",
       .examples = "lcl sample draw RENO1 --number number-2025.txt --key auditor.pem",
       .page = "The number and the root of the report's checkpoint give the seed; nothing is left to\n"
               "choose. How many are drawn follows from the commitment and the population. Anybody can\n"
               "draw again: lcl sample show.\n",
       .positionals = {"ID"},
       .options = with_signing({{"number", "FILE", "the file that lcl sample commit made"}}),
       .run = draw_sample},
      {.name = "sample record",
       .summary = "record what a sample shows: misstatements, projection, bound (auditor)",
       .usage = "ID --sample SEQ [--results CSV] --document FILE --key FILE",
       .examples =
           "lcl sample record RENO1 --sample 44 --results found.csv --document working-papers.pdf \\\n"
           "    --key auditor.pem",
       .page = "The CSV file has a header with the columns seq (of the cycle's collection), kgco2e (what\n"
               "was found that the cycle avoids) and text, and a row for each cycle whose book value is\n"
               "wrong; all others were examined and found right. The projection to the population and its\n"
               "upper bound are computed, and held against materiality. A later record replaces this one.\n",
       .positionals = {"ID"},
       .options = with_signing({{"sample", "SEQ", "the entry of the draw"},
                                {"results", "CSV", "what differs, one cycle a row; nothing if not given"},
                                {"document", "FILE|DIGEST", "the working papers, or their SHA-256"}}),
       .run = record},
      {.name = "sample list",
       .summary = "list a project's commitments and samples, and numbers never revealed",
       .usage = "ID",
       .examples = "lcl sample list RENO1",
       .page = "Stages of a commitment: waiting (for the report), unrevealed (the report is there),\n"
               "revealed, replaced (by a later one before the report).\n",
       .positionals = {"ID"},
       .options = {},
       .run = list_samples},
  };
}

}  // namespace lcl::cli
