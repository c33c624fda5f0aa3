// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/interruption.hpp"
#include "cli/kit/page_file.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/audit/audit_report.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/audit_report_page.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/findings_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

std::string preview(const Project& project, const Period& period, const Json& act, std::uint64_t estimate) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("period"), to_string(period)});
  lines.row({phrase("frozen at"),
             counted(act["checkpoint"]["size"].get<std::uint64_t>(), phrase("entry"), phrase("entries"))});
  lines.row({phrase("tally"), act["tally"].get<std::string>()});
  const auto reduction = parse_decimal(act["reduction"].get<std::string>());
  lines.row({phrase("reduction"), kilograms(*reduction) + " kgCO2e, S"});
  lines.row({phrase("estimate"), counted(estimate, phrase("unit"), phrase("units"))});
  std::string out = lines.text();
  if (const Report* before = project.report(period)) {
    out += phrase("it replaces the report of entry {}, of {} kgCO2e\n", before->seq,
                  kilograms(before->reduction));
  }
  return phrase("{}in full: lcl tally --project {} --period {}\n", out, project.id, to_string(period));
}

Exit file_report(Call& call) {
  const Arguments& given = call.arguments;
  const Json days = given.days("period");
  const Period period = given.period("period");
  const std::uint64_t estimate = given.whole("estimate");
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Signer signer = signer_of(given);
  Json fields = [&] {
    ProgressLine line;
    return report_act(ledger.opened(), call.subject(), period, estimate, watched(line));
  }();
  std::string text = preview(**named, period, fields, estimate);
  return perform(call, ledger, signer,
                 {Act::period_reported, call.subject(), std::move(fields), Json::object(), std::move(text)});
}

Exit list_reports(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  Json items = Json::array();
  Columns lines({Align::right, Align::left, Align::right, Align::right, Align::left});
  lines.row({phrase("entry"), phrase("period"), "S, kgCO2e", phrase("estimate"), phrase("stage")});
  for (const Report& report : project.reports) {
    items.push_back(report_json(project, report));
    lines.row({std::to_string(report.seq), to_string(report.period), kilograms(report.reduction),
               whole(report.estimate), stage_text(project, report)});
  }
  const UnitsShown shown = estimates_shown(project);
  return give_exportable(
      call, {[&] {
               return Json{{"notices", notices_json(shown)}, {"project", project.id}, {"reports", items}};
             },
             [&] {
               return (project.reports.empty() ? phrase("no report yet\n") : lines.text()) +
                      notices_text(shown);
             },
             [&] { return reports_listing(project, basis_of(call)); }});
}

/// The report that --report or --period names.
Result<const Report*> report_asked_for(const Arguments& given, const Project& project) {
  const bool by_entry = given.has("report");
  if (by_entry == given.has("period")) throw UsageError(phrase("give --report or --period, one of the two"));
  if (by_entry) return report_named(given, project);
  if (const Report* report = project.report(given.period("period"))) return report;
  return Refused{
      Refusal::unknown_report,
      {},
      phrase("project {} has no report of exactly {}", project.id, to_string(given.period("period")))};
}

void say_written(Call& call, const AuditReport& report, const std::string& file, const std::string& bytes) {
  const bool follow = report.figures_follow();
  Columns lines({Align::left, Align::left});
  lines.row({phrase("written"), printable(file)});
  lines.row({phrase("sha256"), hex(sha256(bytes))});
  lines.row({phrase("report"), phrase("entry {}, {}", report.report.seq, to_string(report.report.period))});
  lines.row({phrase("ledger"), verdict_text(report.verification)});
  lines.row({phrase("figures"),
             follow ? phrase("follow from the entries") : phrase("do not follow from the entries")});
  for (const std::string& text : report.verification.unanchored) lines.row({phrase("unanchored"), text});
  call.give({{"digest", hex(sha256(bytes))},
             {"figures_follow", follow},
             {"project", report.project.id},
             {"report", report.report.seq},
             {"sound", report.verification.sound()},
             {"written", file}},
            lines.text());
}

Exit forgo(Call& call) {
  return perform(call,
                 {Act::period_forgone,
                  call.subject(),
                  {{"report", call.arguments.whole("report")}, {"reason", call.arguments.one("reason")}}});
}

Exit write_report(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("output");
  const Renderer rendered = renderer_for(file);
  if (rendered == nullptr)
    throw UsageError(phrase("--output: \"{}\" ends neither in .html nor in .pdf", file));
  const page::Language language = language_of(given);
  const Anchors anchors = anchors_of(given);
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto asked = report_asked_for(given, **named);
  if (!asked) return call.refuse(asked.refused());
  const Interruptible interruptible;
  OutputFile output = output_file(given, file, MayRead::everyone);
  const AuditReport report = [&] {
    ProgressLine line;
    const Speaking as_the_page(language);
    return audit_report_of(ledger.opened(), call.subject(), (*asked)->seq, anchors, watched(line));
  }();
  const std::string bytes = [&] {
    const Speaking as_the_page(language);
    return rendered(audit_report_page(report, language));
  }();
  output.stream() << bytes;
  output.keep();
  say_written(call, report, file, bytes);
  return report.verification.holds() && report.figures_follow() ? Exit::done : Exit::no;
}

std::vector<Option> write_options() {
  std::vector<Option> options{
      {"report", "SEQ", "the entry of the report, as lcl report list shows it", required},
      {"period", "PERIOD", "its period instead; the last report on it is taken", instead},
      at_option,
      {"output", "FILE", "a new file that ends in .html or .pdf", required},
      force_option,
      language_option};
  for (const Option& each : anchor_options()) options.push_back(each);
  return options;
}

}  // namespace

std::vector<Command> report_commands() {
  return {
      {.name = "report file",
       .summary = "report a period with its figures, frozen at today's head (developer)",
       .examples = "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem --dry-run\n"
                   "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem",
       .page =
           R"(The reduction is computed from the entries; anyone who reads the report can compute it again.
Reports follow one another without a gap, from the first day of the crediting period. A report
on exactly the same period as an earlier one replaces it, if any cycle comes to something else.
)",
       .positionals = {"ID"},
       .options =
           with_signing({{"period", "PERIOD", "2025, 2025-02 or FROM/TO with TO exclusive", required},
                         {"estimate", "N", "the units that the dossier expected for this period", required}}),
       .run = file_report},
      {.name = "report forgo",
       .summary = "give a reported period up, for good (certifier)",
       .examples = "lcl report forgo RENO1 --report 41 --reason \"the records burnt\" --key certifier.pem",
       .page = R"(For a period that nobody can audit, so that it does not hold up those that follow. What its
cycles emit and give back counts; nothing of it is ever credited.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"report", "SEQ", "the entry of the report", required}, {"reason", "TEXT", "why", required}}),
       .run = forgo},
      {.name = "report list",
       .summary = "list a project's reports and the stage each has reached",
       .examples = "lcl report list RENO1",
       .page = R"(Stages: reported; reopened; modified (the opinion is not unmodified); misstated (beyond
materiality); audited; issued; forgone (given up); replaced (by a later report on the same
period).
)",
       .positionals = {"ID"},
       .options = with_forms({}),
       .exports = true,
       .run = list_reports},
      {.name = "report write",
       .summary = "write the audit report on a reported period, as HTML or PDF",
       .examples = "lcl report write RENO1 --period 2025 --output audit-2025.html\n"
                   "lcl report write RENO1 --report 41 --output audit-2025.pdf --language fr \\\n"
                   "    --checkpoint kept-in-january.txt --log-key log.vkey --certifier certifier.pem.pub",
       .page = R"(It covers scope, population, chain and anchors, method, sample, results, recomputation,
findings and opinion, with charts. To write it, the whole ledger is verified, as by lcl verify,
and the report's figures are computed again. The HTML is a single file that loads nothing from
elsewhere. The same ledger and anchors give the same bytes (for a PDF: with the same fonts).
With --at SIZE it stands at the first SIZE entries, and what is recorded later changes no byte.
The exit code is 1 if the ledger is unsound or a figure cannot be reproduced; the file is
written all the same.
)",
       .positionals = {"ID"},
       .options = write_options(),
       .anchoring = Anchoring::none,
       .run = write_report},
  };
}

}  // namespace lcl::cli
