// SPDX-License-Identifier: Apache-2.0
// Accreditations of auditors: recorded and withdrawn, and asked for when an
// opinion vouches for a report.

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/registry/accreditation.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/parties.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

std::optional<Refused> judge_auditor_accredited(const Records& records, const ActAtHand& at_hand) {
  const std::string& party = text(at_hand.act(), "party");
  const std::set<Digest>& keys = keys_of_party(records, party);
  if (std::any_of(keys.begin(), keys.end(),
                  [&](const Digest& id) { return records.keys.at(id).role == Role::auditor; }))
    return std::nullopt;
  return refused(Refusal::not_an_auditor, "act.party",
                 phrase("no key was granted to {} as an auditor", party));
}

void record_auditor_accredited(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  records.accreditations.push_back({.seq = at_hand.seq,
                                    .party = text(act, "party"),
                                    .body = text(act, "body"),
                                    .reference = text(act, "reference"),
                                    .scope = text(act, "scope"),
                                    .valid = dates(act, "valid")});
}

std::optional<Refused> judge_accreditation_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "accreditation");
  const Accreditation* found = recorded_by(records.accreditations, seq);
  if (found == nullptr || found->withdrawn_on) {
    return refused(Refusal::unknown_accreditation, "act.accreditation",
                   found == nullptr ? phrase("entry {} records no accreditation", seq)
                                    : phrase("the accreditation of entry {} is withdrawn already", seq));
  }
  if (date(at_hand.act(), "withdrawn_on") < found->valid.from) {
    return refused(Refusal::impossible_date, "act.withdrawn_on",
                   phrase("the accreditation begins on {}", date_of(found->valid.from)));
  }
  return std::nullopt;
}

void record_accreditation_withdrawn(Records& records, const ActAtHand& at_hand) {
  recorded_by(records.accreditations, integer(at_hand.act(), "accreditation"))->withdrawn_on =
      date(at_hand.act(), "withdrawn_on");
}

std::optional<Refused> accreditation_refusal(const Records& records,
                                             const std::vector<const Report*>& reports,
                                             const Opinion& opinion) {
  if (!opinion.vouches() || !records.holds_methodologies) return std::nullopt;
  const auto missing = [&](Instant at, std::string_view when) -> std::optional<Refused> {
    const bool accredited = std::any_of(
        records.accreditations.begin(), records.accreditations.end(),
        [&](const Accreditation& each) { return each.party == opinion.auditor && each.valid_at(at); });
    if (accredited) return std::nullopt;
    return refused(Refusal::not_accredited, "key",
                   phrase("no accreditation of {} is valid on {}, {}", opinion.auditor, date_of(at), when));
  };
  for (const Report* report : reports) {
    if (auto fault = missing(report->made, phrase("when entry {} reported the period", report->seq)))
      return fault;
  }
  return missing(opinion.given, phrase("when the opinion is given"));
}

}  // namespace lcl
