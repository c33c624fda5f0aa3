// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/named_sample.hpp"

#include <string>

#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

Result<NamedSample> sample_named(const Call& call, const Ledger& ledger) {
  const std::uint64_t seq = call.arguments.whole_positional(1, "SEQ");
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return named.refused();
  const Project* project = *named;
  const DrawnSample* sample = project->sample(seq);
  if (sample == nullptr) {
    return Refused{Refusal::unknown_sample, {}, phrase("entry {} draws no sample of {}", seq, project->id)};
  }
  ProgressLine line;
  return NamedSample{project, sample, sampled(ledger.opened(), *project, *sample, watched(line))};
}

}  // namespace lcl::cli
