// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/explained_period.hpp"

#include <deque>

#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/deriving.hpp"
#include "ledger/replay/further_names.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

ExplainedPeriod explain_period(const OpenLedger& ledger, const Project& project, const Period& period,
                               const Progress& progress) {
  const Methodology* methodology = ledger.state().methodology_of(project);
  invariant(methodology != nullptr, "a labelled project is bound to a methodology");
  ExplainedPeriod explained{methodology->digest(),
                            act_fields::parameters_json(project.parameters),
                            period,
                            looks_back(*methodology),
                            {}};
  if (!explained.has_steps) return explained;
  const std::uint64_t size = ledger.head().size;
  std::deque<FedDerivation> derivations;
  derivations.emplace_back(
      ledger.state(), event_lookup(ledger.second_log()),
      Selection{.project = project.id,
                .period = period,
                .size = size,
                .further_names = further_names_in(ledger.log(), {{ledger.state(), size}}).front()});
  derive({ledger.log(), ledger.second_log()}, derivations, size, progress);
  explained.months = derivations.front().result().period_months();
  return explained;
}

}  // namespace lcl
