// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/audit/project_audit.hpp"
#include "ledger/registry/outlook.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/audit_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Period period_to_audit(const Arguments& given, const Project& project, Instant at) {
  if (given.has("period")) return given.period("period");
  if (const auto period = population_period(project, at)) return *period;
  throw UsageError(phrase("crediting of {} has not begun; give --period", project.id));
}

Exit audit(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("report") && given.has("period"))
    throw UsageError(phrase("give --report or --period, one of the two"));
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  std::optional<Period> reported;
  if (given.has("report")) {
    const auto report = report_named(given, **named);
    if (!report) return call.refuse(report.refused());
    reported = (*report)->period;
    ledger.go_back_to((*report)->checkpoint.size);
  }
  const Period period = reported ? *reported : period_to_audit(given, **named, ledger.opened().as_of());
  const ProjectAudit audit = [&] {
    ProgressLine line;
    return audit_project(ledger.opened(), call.subject(), period, watched(line));
  }();
  call.give(audit_json, audit_text, audit);
  return audit.agrees() ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> audit_commands() {
  return {{
      .name = "audit",
      .summary = "recompute a project's stated figures, and list what an auditor would ask about",
      .examples = "lcl audit RENO1\n"
                  "lcl audit RENO1 --period 2026 --json\n"
                  "lcl audit RENO1 --report 41",
      .page = R"(Every report, issuance and set-off is computed again from the entries before it. The tests of
plausibility look at the events of one period: that of the last report, unless --period says
otherwise. What they raise are questions, which may have good answers, so the exit code is 1
only if a stated figure cannot be reproduced. schemas/plausibility.md explains each test.
With --report, as of the checkpoint that the report froze; with --at, as the ledger stood then:
the answer stays the same, whatever is recorded later.
)",
      .positionals = {"ID"},
      .options = {{"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive"},
                  {"report", "SEQ", "the period of this report, as of the checkpoint that it froze"},
                  at_option},
      .run = audit,
  }};
}

}  // namespace lcl::cli
