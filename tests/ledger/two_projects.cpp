// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/two_projects.hpp"
#include "ledger/publish/bundle.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace lcl::test {

std::string collected(int device, std::string_view at) {
  return event_line(
      device, at,
      R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false,"reference":"lot 7")");
}

TwoProjects::TwoProjects() {
  submit(sale_of(11, "2025-01-10") + sale_of(12, "2025-01-10") + sale_of(13, "2025-01-10"), "OTHER");
  submit(sale_of(1, "2025-02-10") + sale_of(2, "2025-02-10") + sale_of(3, "2025-02-10"));
  submit(sale_of(11, "2025-06-10") + collected(4, "2025-06-10T08:00:00Z"));
  const Receipt taken = submit(collected(12, "2025-06-10T08:00:00Z"));
  submit(event_line(
      12, "2025-06-11T08:00:00Z",
      fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"not ours")", taken.seq + 1)));
  submit(sale_of(3, "2025-08-10") + sale_of(14, "2025-08-10"), "OTHER");
  demo_report = audited_report("2025");
  other_report =
      accepted(act("period_reported", "OTHER",
                   report_act(ledger().opened(), "OTHER", *parse_period("2025"), 3), other_developer))
          .seq;
}

BundleContent TwoProjects::bundle(const std::string& project, bool with_private) const {
  std::filesystem::remove(file());
  return write_bundle(ledger().opened(), {.project = project, .file = file(), .with_private = with_private});
}

Pseudonym TwoProjects::device(int number) const {
  return pseudonyms_of({.imei = imei_of(number).substr(0, 14), .imei2 = {}, .manufacturer = {}, .serial = {}},
                       registry())
      .front();
}

const TwoProjects& two_projects() {
  static const TwoProjects registry;
  return registry;
}

std::string said_of(const VerifyReport& report) {
  std::string all;
  for (const Finding& finding : report.findings)
    all += fmt::format("{}@{}: {}\n", word(finding.finding), finding.seq.value_or(0), finding.detail);
  return all;
}

Error obstacle_met(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("there was no obstacle");
}

}  // namespace lcl::test
