// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/named_sample.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/sample_files.hpp"
#include "cli/kit/sample_secrets.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/completeness_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/texts/sample_text.hpp"
#include "ledger/texts/sampled_devices_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Exit commit(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("number");
  Digest number;
  random_bytes(number.bytes);
  const ActRequest request{Act::sample_committed,
                           call.subject(),
                           {{"reports", given.entries("report")},
                            {"number", hex(sha256(number.bytes))},
                            {"method", given.word("method", sampling_words)},
                            {"assurance", given.word("assurance", assurance_words)},
                            {"materiality", given.share("materiality")},
                            {"expected", given.has("expected") ? given.share("expected") : "0"}}};
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(given);
  if (call.dry_run()) return perform(call, ledger, signer, request);
  require_registry_to_append(call, ledger);
  // Before it is committed to: a commitment to a number that nobody has would stand for ever.
  NumberFile kept(file, number);
  const Exit outcome = perform(call, ledger, signer, request);
  call.answer.finish();  // before what is said about it
  kept.settle(outcome);
  return outcome;
}

Exit challenge(Call& call) {
  const std::uint64_t seq = call.arguments.whole("commitment");
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const SampleCommitment* commitment = (*named)->commitment(seq);
  if (commitment == nullptr) {
    return call.refuse(Refused{Refusal::unknown_commitment,
                               {.field = "act.commitment"},
                               phrase("entry {} is no commitment of {}", seq, call.subject())});
  }
  const Signer signer = signer_of(call.arguments);
  return perform(call, ledger, signer,
                 {Act::sample_challenged,
                  call.subject(),
                  {{"commitment", seq},
                   {"challenge", hex(challenge_of(signer, ledger.state().origin(), *commitment))}}});
}

Result<std::uint64_t> commitment_to(const Project& project, const Digest& number) {
  const Digest committed = sha256(number.bytes);
  for (const SampleCommitment& commitment : project.commitments) {
    if (commitment.number == committed) return commitment.seq;
  }
  return Refused{
      Refusal::unknown_commitment, {}, phrase("no entry of {} commits to this number", project.id)};
}

std::string draw_preview(const Json& act) {
  Columns lines({Align::left, Align::left});
  const auto kg = [&](const char* field) { return kilograms(*parse_decimal(act[field].get<std::string>())); };
  lines.row({phrase("population"),
             phrase("{}, {} kgCO2e that could be overstated",
                    counted(act["population"].get<std::uint64_t>(), phrase("cycle"), phrase("cycles")),
                    kg("kgco2e"))});
  lines.row({phrase("interval"), kg("interval") + " kgCO2e"});
  lines.row({phrase("sample"), counted(act["size"].get<std::uint64_t>(), phrase("cycle"), phrase("cycles"))});
  return lines.text();
}

Exit draw_sample(Call& call) {
  const Arguments& given = call.arguments;
  const Digest number = number_in(given.one("number"));
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto commitment = commitment_to(**named, number);
  if (!commitment) return call.refuse(commitment.refused());
  const Signer signer = signer_of(given);
  ProgressLine line;
  auto drawn = draw_act(ledger.opened(), call.subject(), *commitment, number, watched(line));
  if (!drawn) return call.refuse(drawn.refused());
  std::string text = draw_preview(*drawn);
  return perform(call, ledger, signer,
                 {Act::sample_drawn, call.subject(), std::move(*drawn), Json::object(), std::move(text)});
}

std::string record_preview(const ExaminedSample& concluded) {
  Columns lines({Align::left, Align::left});
  const auto count = [&](SampleOutcome outcome) {
    const auto found =
        std::count_if(concluded.examined.begin(), concluded.examined.end(),
                      [&](const ExaminedCycle& each) { return each.result.outcome == outcome; });
    return whole(static_cast<std::uint64_t>(found));
  };
  lines.row({phrase("right"), count(SampleOutcome::right)});
  lines.row({phrase("differing"), count(SampleOutcome::differing)});
  lines.row({phrase("not available"), count(SampleOutcome::not_available)});
  for (const char* field : {"projected", "bound"})
    lines.row({field, kilograms(*parse_decimal(concluded.act[field].get<std::string>())) + " kgCO2e"});
  if (concluded.act.contains("beyond_cap")) {
    for (const Json& category : concluded.act["beyond_cap"])
      lines.row({phrase("beyond cap"), phrase("{}: a cycle emitted more than the method takes for possible, "
                                              "so nothing is concluded; the next sample examines all of them",
                                              category.get<std::string>())});
  }
  return examined_table(concluded.examined) + '\n' + lines.text();
}

Exit record(Call& call) {
  const Arguments& given = call.arguments;
  const std::uint64_t seq = given.whole("sample");
  const std::string document = evidence(given, "document");
  auto read = read_results(given.one("results"));
  if (const auto* refusals = std::get_if<Refusals>(&read)) return call.refuse(*refusals);
  Ledger& ledger = call.ledger();
  const Signer signer = signer_of(given);
  ProgressLine line;
  auto concluded =
      conclusion_of(ledger.opened(), call.subject(), seq, std::get<Json>(read), *digest_from_hex(document),
                    given.has("reason") ? given.one("reason") : "", watched(line));
  if (!concluded) return call.refuse(concluded.refused());
  std::string text = record_preview(*concluded);
  return perform(
      call, ledger, signer,
      {Act::sample_recorded, call.subject(), std::move(concluded->act), Json::object(), std::move(text)});
}

Exit release(Call& call) {
  return perform(
      call, {Act::sample_released,
             call.subject(),
             {{"commitment", call.arguments.whole("commitment")}, {"reason", call.arguments.one("reason")}}});
}

Exit list_samples(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  Json commitments = Json::array();
  Json samples = Json::array();
  Columns lines({Align::right, Align::left, Align::left, Align::left});
  lines.row({phrase("entry"), phrase("period"), phrase("stage"), phrase("plan")});
  for (const SampleCommitment& each : project.commitments) {
    commitments.push_back(commitment_json(project, each));
    lines.row({std::to_string(each.seq), to_string(each.period),
               spoken(word(project.stage_of(each))) +
                   (each.released ? phrase(", released by entry {}", *each.released) : ""),
               plan_text(each.plan)});
  }
  Columns drawn({Align::right, Align::right, Align::right, Align::right, Align::left});
  drawn.row({phrase("entry"), phrase("commitment"), phrase("cycles"), phrase("of"), phrase("result")});
  for (const DrawnSample& each : project.samples) {
    samples.push_back(sample_json(project, each));
    drawn.row({std::to_string(each.seq), std::to_string(each.commitment), whole(each.size),
               whole(each.population), conclusion_text(project, each)});
  }
  std::string text =
      project.commitments.empty() ? phrase("no commitment yet\n") : phrase("commitments\n{}", lines.text(2));
  if (!project.samples.empty()) text += phrase("\nsamples\n{}", drawn.text(2));
  Json completeness = Json::array();
  for (const CompletenessRecord& each : project.completeness)
    completeness.push_back(completeness_json(project, each));
  if (!project.completeness.empty()) text += phrase("\ncompleteness\n{}", completeness_table(project));
  return give_exportable(call,
                         {[&] {
                            return Json{{"commitments", commitments},
                                        {"completeness", completeness},
                                        {"project", project.id},
                                        {"samples", samples}};
                          },
                          [&] { return text; }, [&] { return samples_listing(project, basis_of(call)); }});
}

Json drawn_json(const NamedSample& drawn) {
  return {{"devices", sampled_devices_json(drawn.devices, *drawn.sample)},
          {"plan", commitment_json(*drawn.project, *drawn.project->commitment(drawn.sample->commitment))},
          {"project", drawn.project->id},
          {"sample", sample_json(*drawn.project, *drawn.sample)}};
}

std::string drawn_csv(const NamedSample& drawn) { return sampled_devices_csv(drawn.devices); }

std::string drawn_table(const NamedSample& drawn) {
  std::string text =
      sample_heading(*drawn.project, *drawn.sample) + '\n' + sampled_devices_table(drawn.devices);
  if (drawn.sample->evaluations.empty()) return text;
  std::vector<DrawnCycle> cycles;
  cycles.reserve(drawn.devices.size());
  for (const SampledDevice& each : drawn.devices) cycles.push_back(each.drawn);
  return phrase("{}\nwhat was found\n{}", text,
                examined_table(examined(cycles, drawn.sample->evaluations.back().results)));
}

Exit show_sample(Call& call) {
  static constexpr std::array<std::string_view, 3> formats{"table", "csv", "results"};
  const std::string format = call.arguments.has("format") ? call.arguments.word("format", formats) : "table";
  const Ledger& ledger = call.ledger();
  const auto named = sample_named(call, ledger);
  if (!named) return call.refuse(named.refused());
  if (format == "table" || call.answer.json()) return call.give(drawn_json, drawn_table, *named);
  call.answer.write(format == "csv" ? drawn_csv(*named) : results_form(named->devices));
  call.answer.remark_basis();
  return Exit::done;
}

}  // namespace

std::vector<Command> sample_commands() {
  return {
      {.name = "sample commit",
       .summary = "commit to a secret number and a plan for a sample of reports (auditor)",
       .examples = "lcl sample commit RENO1 --report 41 --method stratified --assurance reasonable \\\n"
                   "    --materiality 0.05 --number number-41.txt --key auditor.pem\n"
                   "lcl sample commit RENO1 --report 41 --report 57 --method monetary_unit \\\n"
                   "    --assurance limited --materiality 0.05 --number number-57.txt --key auditor.pem",
       .page =
           R"(Writes 32 random bytes to a new file and records their SHA-256, together with everything else
that could influence the draw. The certifier then challenges the commitment with bytes of its
own, and lcl sample draw reveals the number: what is drawn follows from the reports, the number
and the challenge, so neither auditor nor developer nor certifier chooses it. Several reports
make one population if their periods follow one another. An auditor commits to a report once.
Methods: random (each cycle has the same chance), stratified (the same within each category and
seller), monetary_unit (each kilogram has the same chance). Assurance: reasonable is 95 %
confidence, limited 80 %. A number that is never revealed stays visible for ever.
lcl sample plan shows how many cycles would be drawn, and how many errors that bears.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"report", "SEQ", "the entry of the report; once for each", required, true},
            {"method", "WORD", "random, stratified or monetary_unit", required},
            {"assurance", "WORD", "limited or reasonable", required},
            {"materiality", "SHARE", "as a share of the reduction reported, like 0.05", required},
            {"expected", "SHARE", "the share expected to be misstated; 0 if not given"},
            {"number", "FILE", "a new file for the number", required}}),
       .run = commit},
      {.name = "sample challenge",
       .summary = "challenge an auditor's commitment, so that its sample can be drawn (certifier)",
       .examples = "lcl sample challenge RENO1 --commitment 58 --key certifier.pem",
       .page =
           R"(Adds 32 bytes that neither auditor nor developer could know when the reports were filed and the
number was committed to. A commitment is challenged once. With --key the bytes are made from
the key's own signature, so the same challenge comes again if the first was lost on its way;
with --prepare they are random, and the draft keeps them. The auditor then draws the sample.
)",
       .positionals = {"ID"},
       .options = with_signing({{"commitment", "SEQ", "the entry of the commitment", required}}),
       .run = challenge},
      {.name = "sample draw",
       .summary = "reveal the number and draw the sample from the reported population (auditor)",
       .examples = "lcl sample draw RENO1 --number number-41.txt --key auditor.pem",
       .page =
           R"(The seed is made from the reports, the number and the certifier's challenge, so nothing is left
to choose. The commitment and the population determine how many cycles are drawn. Anyone can
repeat the draw with lcl sample show. A sample is drawn and examined even where one of its
reports was replaced after the challenge.
)",
       .positionals = {"ID"},
       .options = with_signing({{"number", "FILE", "the file that lcl sample commit wrote", required}}),
       .run = draw_sample},
      {.name = "sample record",
       .summary = "record what the examination of a sample found (auditor)",
       .examples =
           "lcl sample record RENO1 --sample 44 --results found.csv --document working-papers.pdf \\\n"
           "    --key auditor.pem",
       .page = R"(The CSV file has a header and one row for each drawn cycle: seq (the entry of the cycle's
collection), result (right, differing or not_available) and, as far as needed, found_kgco2e
(what a differing cycle really comes to), evidence (a file, or the SHA-256 of one) and text
(what was found). lcl sample show ID SEQ --format results writes the file to fill in. What could
not be examined counts as wholly wrong. What the ledger says, what was found and the difference
are shown before anything is signed, with the projection to the population and its upper bound.
A later record of the same sample states its reason and counts instead of this one, which
stays visible.
)",
       .positionals = {"ID"},
       .options = with_signing({{"sample", "SEQ", "the entry of the draw", required},
                                {"results", "CSV", "what was found in each drawn cycle", required},
                                {"document", "FILE|DIGEST", "the working papers, or their SHA-256", required},
                                {"reason", "TEXT", "why the sample is recorded once more; only then"}}),
       .run = record},
      {.name = "sample release",
       .summary = "stop waiting for a sample that its auditor will not finish (certifier)",
       .examples =
           "lcl sample release RENO1 --commitment 30 --reason \"the auditor went out of business\" \\\n"
           "    --key certifier.pem",
       .page =
           R"(A sample that was committed to and has no results keeps every auditor from giving an unmodified
opinion on its period, so that nobody looks for an auditor who has not seen it. The certifier
says why it is not to be finished; the commitment stays visible.
)",
       .positionals = {"ID"},
       .options = with_signing({{"commitment", "SEQ", "the entry of the commitment", required},
                                {"reason", "TEXT", "why", required}}),
       .run = release},
      {.name = "sample list",
       .summary = "list a project's commitments, samples and tests of completeness",
       .examples = "lcl sample list RENO1",
       .page =
           R"(Stages of a commitment: waiting (for the certifier's challenge), unrevealed (challenged, and the
number is not revealed), revealed, replaced (before it was challenged, one of its reports was
replaced or given up). Completeness: devices drawn from books, by which auditor, and how many of
them were found. As CSV or XLSX, or on a page: commitments and samples alone.
)",
       .positionals = {"ID"},
       .options = with_forms({}),
       .exports = true,
       .run = list_samples},
      {.name = "sample show",
       .summary = "draw a sample again, and show its devices",
       .examples = "lcl sample show RENO1 44\n"
                   "lcl sample show RENO1 44 --format csv > sample-44.csv",
       .page =
           R"(The sample is redrawn from the entries, and shown only if it matches the recorded draw. seq is
the entry of the cycle's collection; lcl explain DEVICE shows how its kgCO2e is computed, lcl
device DEVICE lists its entries.
)",
       .positionals = {"ID", "SEQ"},
       .options = {{"format", "FORMAT", "table, csv, or results: a file of results to fill in"}, at_option},
       .run = show_sample},
  };
}

}  // namespace lcl::cli
