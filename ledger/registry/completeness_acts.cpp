// SPDX-License-Identifier: Apache-2.0
// Completeness: what an auditor drew from the books, and how much of it the
// ledger has. What is left out cannot be drawn from the ledger.

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/completeness_records.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

CompletenessRecord completeness_in(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const auto reports = reports_in(project_of(records, at_hand), act);
  return {.seq = at_hand.seq,
          .period = {reports.front()->period.from, reports.back()->period.to},
          .book = static_cast<Book>(word_in(book_words, act, "book")),
          .listed = integer(act, "listed"),
          .drawn = integer(act, "drawn"),
          .found = integer(act, "found"),
          .omitted = act.contains("omitted_kgco2e") ? decimal(act, "omitted_kgco2e") : Decimal(),
          .auditor = records.keys.at(at_hand.statement.key).party,
          .document = digest(act, "document"),
          .reason = text_or_empty(act, "reason"),
          .with = {at_hand.statement.key, at_hand.time}};
}

/// A draw of none is no procedure, and one that found more than it drew is none that anybody made.
std::optional<Refused> counts_refusal(const Json& act) {
  const std::uint64_t listed = integer(act, "listed");
  const std::uint64_t drawn = integer(act, "drawn");
  const std::uint64_t found = integer(act, "found");
  const auto malformed = [](const char* field, std::string message) {
    return refused(Refusal::malformed_statement, field, std::move(message));
  };
  if (listed > longest_book)
    return malformed("act.listed", phrase("a book lists {} devices at most", longest_book));
  if (drawn == 0 || drawn > listed) {
    return malformed("act.drawn",
                     phrase("of {} devices that the book lists, 1 to {} are drawn", listed, listed));
  }
  if (found > drawn)
    return malformed("act.found", phrase("no more can be found than the {} that were drawn", drawn));
  const bool is_short = found < drawn;
  if (act.contains("omitted_kgco2e") != is_short) {
    return malformed("act.omitted_kgco2e",
                     is_short ? phrase("the ledger lacks {} of the devices drawn: say by how many kgCO2e "
                                       "they lower the reduction, 0 if by none",
                                       drawn - found)
                              : phrase("the ledger has all that were drawn, so that nothing is omitted"));
  }
  if (is_short && decimal(act, "omitted_kgco2e").is_negative())
    return malformed("act.omitted_kgco2e",
                     phrase("what is omitted lowers the reduction by 0 kgCO2e at least"));
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_completeness_recorded(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (auto fault = counts_refusal(act)) return fault;
  if (auto fault = reports_refusal(project, act, at_hand.time)) return fault;
  if (auto fault = forgone_refusal(reports_in(project, act))) return fault;
  if (act.contains("reason")) return std::nullopt;
  const CompletenessRecord meant = completeness_in(records, at_hand);
  const auto before =
      std::find_if(project.completeness.rbegin(), project.completeness.rend(),
                   [&](const auto& each) { return each.is_like(meant) && each.overlaps(meant.period); });
  if (before == project.completeness.rend()) return std::nullopt;
  return refused(Refusal::malformed_statement, "act.reason",
                 phrase("entry {} records what was drawn from this book; another record states its reason",
                        before->seq));
}

void record_completeness_recorded(Records& records, const ActAtHand& at_hand) {
  CompletenessRecord record = completeness_in(records, at_hand);
  Project& project = project_of(records, at_hand);
  records.audited_with[record.with.key].insert(project.id);
  project.completeness.push_back(std::move(record));
}

Decimal CompletenessRecord::projected() const {
  invariant(drawn > 0, "something was drawn");
  const Decimal::Scaled whole = omitted.scaled() * static_cast<Decimal::Scaled>(listed);
  const auto by = static_cast<Decimal::Scaled>(drawn);
  return Decimal::from_scaled((whole + by - 1) / by);
}

std::vector<const CompletenessRecord*> Project::binding_completeness(const Period& period) const {
  std::vector<const CompletenessRecord*> binding;
  for (const CompletenessRecord& each : completeness) {
    if (each.covers(period) && !is_answered(each, period)) binding.push_back(&each);
  }
  return binding;
}

bool Project::is_answered(const CompletenessRecord& record, const Period& period) const {
  return std::any_of(completeness.begin(), completeness.end(), [&](const CompletenessRecord& later) {
    return later.seq > record.seq && later.is_like(record) && later.covers(period) && !later.with.in_question;
  });
}

std::vector<const CompletenessRecord*> Project::completeness_touching(const Period& period) const {
  std::vector<const CompletenessRecord*> touching;
  for (const CompletenessRecord& each : completeness) {
    if (each.overlaps(period)) touching.push_back(&each);
  }
  return touching;
}

Decimal Project::omitted_in(const std::vector<std::uint64_t>& of_reports, const std::string& auditor) const {
  Decimal sum;
  std::set<std::uint64_t> counted;
  for (const std::uint64_t seq : of_reports) {
    std::map<Book, Decimal> greatest;
    for (const CompletenessRecord* each : binding_completeness(report(seq)->period)) {
      if (each->auditor != auditor || !counted.insert(each->seq).second) continue;
      greatest[each->book] = std::max(greatest[each->book], each->projected());
    }
    for (const auto& [book, kg] : greatest) sum += kg;
  }
  return sum;
}

}  // namespace lcl
