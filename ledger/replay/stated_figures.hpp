// SPDX-License-Identifier: Apache-2.0
// The figures of a project at a ledger's head, and the fields of the acts that
// state them: what `recomputation.hpp` makes again when the act is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/events/device_opening.hpp"
#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

// All throw Error: unavailable where the project is not labelled, or a bundle withholds what is needed;
// damaged where an entry cannot be read; arithmetic.

/// Of several periods, in their order; the log is read once.
[[nodiscard]] std::vector<Tally> tallies(const OpenLedger& ledger, const std::string& project,
                                         const std::vector<Period>& periods,
                                         const std::vector<Grouping>& groupings,
                                         const Progress& progress = {});
/// What the project is owed, over the periods that count, by vintage.
[[nodiscard]] std::vector<VintageFigures> vintages(const OpenLedger& ledger, const std::string& project,
                                                   const Progress& progress = {});

/// The fields of `period_reported`.
[[nodiscard]] Json report_act(const OpenLedger& ledger, const std::string& project, const Period& period,
                              std::uint64_t estimate, const Progress& progress = {});
/// What the authority decided of units: its reference, and its day.
struct Decision {
  std::string reference;
  Instant on;
};
/// The fields of `units_issued` for one vintage on the report of entry `report`. Refused: unknown_report,
/// unknown_opinion.
[[nodiscard]] Result<Json> issuance_act(const OpenLedger& ledger, const std::string& project,
                                        std::uint64_t report, int vintage, const Decision& decision,
                                        const Progress& progress = {});
/// The fields of `debt_set_off`.
/// `debtor`: the project whose debt it is, where the one that pays follows it; else empty.
[[nodiscard]] Json set_off_act(const OpenLedger& ledger, const std::string& debtor, int vintage,
                               int from_vintage, const Decimal& kg);
/// The act `debt_stated` of a vintage at the ledger's head: 0 where it is not in debt. Throws as vintages.
[[nodiscard]] Json debt_act(const OpenLedger& ledger, const std::string& project, int vintage,
                            const Progress& progress = {});

/// What a plan would draw from the reports of the entries `reports`. Refused: as sample_committed.
[[nodiscard]] Result<PlannedSample> sample_forecast(const OpenLedger& ledger, const std::string& project,
                                                    const std::vector<std::uint64_t>& reports,
                                                    const SamplingPlan& plan, const Progress& progress = {});
/// The fields of `sample_drawn`: what `number` draws with the commitment of entry `commitment`. Refused:
/// unknown_commitment, not_challenged; that the number is the commitment's is for the judge of the act to
/// say.
[[nodiscard]] Result<Json> draw_act(const OpenLedger& ledger, const std::string& project,
                                    std::uint64_t commitment, const Digest& number,
                                    const Progress& progress = {});
/// The fields of `sample_recorded`, from `results` as the act has them, and what was found beside what the
/// ledger says. Refused: malformed_statement, unknown_sample, not_sampled, not_examined.
struct ExaminedSample {
  Json act;
  std::vector<ExaminedCycle> examined;
};
[[nodiscard]] Result<ExaminedSample> conclusion_of(const OpenLedger& ledger, const std::string& project,
                                                   std::uint64_t sample, const Json& results,
                                                   const Digest& document, const std::string& reason = {},
                                                   const Progress& progress = {});

/// The devices of a sample that is on record, drawn again from the entries, by ascending collection.
[[nodiscard]] std::vector<SampledDevice> sampled(const OpenLedger& ledger, const Project& project,
                                                 const DrawnSample& sample, const Progress& progress = {});
/// What opens the identities of sampled devices and, with `with_parts`, the private parts of their cycles'
/// events, as far as they are there. Needs the pepper.
[[nodiscard]] std::vector<DeviceOpening> device_openings(const OpenLedger& ledger,
                                                         const std::vector<SampledDevice>& devices,
                                                         bool with_parts);
/// The digest of the private part that the event at `seq` names; none where it names none.
[[nodiscard]] std::optional<Digest> recorded_private_part(const OpenLedger& ledger, std::uint64_t seq);
/// The `identity` that the collection at `seq` recorded.
[[nodiscard]] Digest recorded_identity(const OpenLedger& ledger, std::uint64_t seq);

}  // namespace lcl
