// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/audit/audit_report.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/audit_report_page.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/page/html.hpp"
#include "ledger/texts/page/pdf.hpp"
#include "ledger/texts/report_text.hpp"

namespace lcl::cli {
namespace {

std::string preview(const Project& project, const Period& period, const Json& act, std::uint64_t estimate) {
  Columns lines({Align::left, Align::left});
  lines.row({"period", to_string(period)});
  lines.row({"frozen at", std::to_string(act["checkpoint"]["size"].get<std::uint64_t>()) + " entries"});
  lines.row({"tally", act["tally"].get<std::string>()});
  const auto reduction = parse_decimal(act["reduction"].get<std::string>());
  lines.row({"reduction", kilograms(*reduction) + " kgCO2e, S"});
  lines.row({"estimate", whole(estimate) + " units"});
  std::string out = lines.text();
  if (const Report* before = project.report(period)) {
    out += "it replaces the report of entry " + std::to_string(before->seq) + ", of " +
           kilograms(before->reduction) + " kgCO2e\n";
  }
  return out + "in full: lcl tally --project " + project.id + " --period " + to_string(period) + '\n';
}

Exit file_report(Call& call) {
  const Arguments& given = call.arguments;
  const Json days = given.days("period");
  const Period period = given.period("period");
  const std::uint64_t estimate = given.whole("estimate");
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
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
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Project& project = **named;
  Json items = Json::array();
  Columns lines({Align::right, Align::left, Align::right, Align::right, Align::left});
  lines.row({"entry", "period", "S, kgCO2e", "estimate", "stage"});
  for (const Report& report : project.reports) {
    items.push_back(report_json(project, report));
    lines.row({std::to_string(report.seq), to_string(report.period), kilograms(report.reduction),
               whole(report.estimate), stage_text(project, report)});
  }
  if (call.json()) {
    call.answer.document({{"project", project.id}, {"reports", std::move(items)}});
  } else if (project.reports.empty()) {
    call.answer.write("no report yet\n");
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

/// The report that --report or --period names.
Result<const Report*> report_asked_for(const Arguments& given, const Project& project) {
  const bool by_entry = given.has("report");
  if (by_entry == given.has("period")) throw UsageError("give --report or --period, one of the two");
  const Report* report =
      by_entry ? project.report(given.whole("report")) : project.report(given.period("period"));
  if (report != nullptr) return report;
  return Refused{
      Refusal::unknown_report,
      {},
      by_entry ? "entry " + given.one("report") + " is no report of project " + project.id
               : "project " + project.id + " has no report of exactly " + to_string(given.period("period"))};
}

using Renderer = std::string (*)(const page::Page& page);

Renderer renderer_for(const std::string& file) {
  if (file.ends_with(".html")) return page::html_of;
  if (file.ends_with(".pdf")) return page::pdf_of;
  throw UsageError("--output: \"" + file + "\" ends neither in .html nor in .pdf");
}

page::Language language_of(const Arguments& given) {
  if (!given.has("language")) return page::Language::english;
  return *page::language_of(given.word("language", page::language_codes));
}

void say_written(Call& call, const AuditReport& report, const std::string& file, const std::string& bytes) {
  const bool follow = report.figures_follow();
  const bool sound = report.verification.sound();
  const std::uint64_t found = report.verification.finding_count;
  if (call.json()) {
    call.answer.document({{"digest", hex(sha256(bytes))},
                          {"figures_follow", follow},
                          {"project", report.project.id},
                          {"report", report.report.seq},
                          {"sound", sound},
                          {"written", file}});
    return;
  }
  Columns lines({Align::left, Align::left});
  lines.row({"written", printable(file)});
  lines.row({"sha256", hex(sha256(bytes))});
  lines.row(
      {"report", "entry " + std::to_string(report.report.seq) + ", " + to_string(report.report.period)});
  lines.row(
      {"ledger", sound ? "sound" : "unsound: " + whole(found) + (found == 1 ? " finding" : " findings")});
  lines.row({"figures", follow ? "follow from the entries" : "do not follow from the entries"});
  for (const std::string& text : report.verification.unanchored) lines.row({"unanchored", text});
  call.answer.write(lines.text());
}

Exit write_report(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& file = given.one("output");
  const Renderer rendered = renderer_for(file);
  const page::Language language = language_of(given);
  const Anchors anchors = anchors_of(given);
  const Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const auto asked = report_asked_for(given, **named);
  if (!asked) return refuse(call, asked.refused());
  OutputFile output(file, Existing::refuse, MayRead::everyone);
  const AuditReport report = [&] {
    ProgressLine line;
    return audit_report_of(ledger.opened(), call.subject(), (*asked)->seq, anchors, watched(line));
  }();
  const std::string bytes = rendered(audit_report_page(report, language));
  output.stream() << bytes;
  output.keep();
  say_written(call, report, file, bytes);
  return report.verification.sound() && report.figures_follow() ? Exit::done : Exit::no;
}

std::vector<Option> write_options() {
  std::vector<Option> options{{"report", "SEQ", "the entry of the report: lcl report list"},
                              {"period", "P", "or its period, of which the last report is taken"},
                              {"output", "FILE", "a new file that ends in .html or .pdf"},
                              {"language", "LANGUAGE", "en (if not given) or fr"}};
  for (const Option& each : anchor_options()) options.push_back(each);
  return options;
}

}  // namespace

std::vector<Command> report_commands() {
  return {
      {.name = "report file",
       .summary = "report a period: its figures, frozen at today's head (developer)",
       .usage = "ID --period P --estimate N --key FILE",
       .examples = "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem --dry-run\n"
                   "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem",
       .page = "The reduction is computed from the entries, and again by whoever reads the report. A\n"
               "second report of exactly the same period replaces the first; others may not overlap.\n",
       .positionals = {"ID"},
       .options = with_signing({{"period", "P", "2025, 2025-02 or FROM/TO with TO exclusive"},
                                {"estimate", "N", "units that the dossier expected of this period"}}),
       .run = file_report},
      {.name = "report list",
       .summary = "list a project's reports, and how far each has come",
       .usage = "ID",
       .examples = "lcl report list RENO1",
       .page = "Stages: reported, reopened, modified (an opinion that is not unmodified), misstated\n"
               "(beyond materiality), audited, issued, replaced (by a later report of its period).\n",
       .positionals = {"ID"},
       .options = {},
       .run = list_reports},
      {.name = "report write",
       .summary = "write the audit report on a monitored period, as HTML or PDF",
       .usage = "ID --report SEQ --output FILE.html|FILE.pdf",
       .examples = "lcl report write RENO1 --period 2025 --output audit-2025.html\n"
                   "lcl report write RENO1 --report 41 --output audit-2025.pdf --language fr \\\n"
                   "    --checkpoint kept-in-january.txt --log-key log.vkey --certifier certifier.pem.pub",
       .page =
           "Scope, population, chain and anchors, method, sample, results, recomputation, findings and\n"
           "opinion, with charts. The whole ledger is verified for it, as lcl verify does, and the\n"
           "report's figures are computed again. HTML is one file that loads nothing from anywhere. The\n"
           "same ledger and anchors give the same bytes (a PDF: with the same fonts). The exit code is 1\n"
           "where the ledger is unsound or figures do not follow; the file is written all the same.\n",
       .positionals = {"ID"},
       .options = write_options(),
       .run = write_report},
  };
}

}  // namespace lcl::cli
