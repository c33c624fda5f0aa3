// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/record_listings.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "ledger/registry/words.hpp"
#include "ledger/texts/act_text.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/texts/sample_text.hpp"

namespace lcl {
namespace {

using page::Message;

ListingCell number_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }

/// A number of an entry; empty where it is 0, as none.
ListingCell entry_or_nothing(std::uint64_t seq) { return seq == 0 ? ListingCell() : number_of(seq); }

ListingCell text_or_nothing(std::string text) {
  return text.empty() ? ListingCell() : ListingCell(std::move(text));
}

Listing listing_of(std::string name, Message title, std::string subject, std::vector<ListingColumn> columns,
                   std::vector<ListingRow> rows, ListingBasis basis) {
  return {.name = std::move(name),
          .title = title,
          .subject = std::move(subject),
          .columns = std::move(columns),
          .each_row = given_rows(std::move(rows)),
          .basis = std::move(basis)};
}

void rest_on(const Project& project, ListingBasis& basis) {
  if (project.labelled != 0) basis.methodologies = {project.methodology};
}

std::uint64_t units_of(const Project& project, bool retired_alone) {
  std::uint64_t units = 0;
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (!retired_alone || holding.state == UnitState::retired) units += holding.count();
    }
  }
  return units;
}

ListingColumn detail(std::string name, ValueKind kind) {
  return {std::move(name), kind, std::nullopt, ColumnUse::detail};
}

}  // namespace

Json projects_json(const Records& records) {
  Json items = Json::array();
  for (const auto& [id, project] : records.projects) items.push_back(project_summary_json(project));
  return {{"projects", std::move(items)}};
}

Listing projects_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  std::set<Digest> methodologies;
  bool any_live = false;
  for (const auto& [id, project] : records.projects) {
    const bool labelled = project.labelled != 0;
    if (labelled) methodologies.insert(project.methodology);
    any_live |= units_shown(project).unretired;
    rows.push_back({id, std::string(word(project.state)), project.title, project.developer, project.region,
                    project.applicant_standing, date_of(project.notified_on),
                    text_or_nothing(project.decision),
                    labelled ? ListingCell(hex(project.methodology)) : ListingCell(),
                    labelled ? ListingCell(date_of(project.crediting_period.from)) : ListingCell(),
                    labelled ? ListingCell(date_of(project.crediting_period.to)) : ListingCell(),
                    number_of(project.potential_units), number_of(units_of(project, false)),
                    number_of(units_of(project, true)), std::string(word(project.standing))});
  }
  basis.methodologies.assign(methodologies.begin(), methodologies.end());
  std::string origin = basis.origin;
  Listing listing = listing_of("projects", Message::listing_projects, std::move(origin),
                               {{"project", ValueKind::words, Message::project},
                                {"state", ValueKind::words, Message::state_word},
                                {"title", ValueKind::words, Message::column_title},
                                {"developer", ValueKind::words, Message::developer},
                                {"region", ValueKind::words, Message::region_word},
                                detail("applicant_standing", ValueKind::words),
                                detail("notified_on", ValueKind::words),
                                detail("label_decision", ValueKind::words),
                                detail("methodology", ValueKind::code),
                                detail("credited_from", ValueKind::words),
                                detail("credited_to", ValueKind::words),
                                detail("potential_units", ValueKind::whole),
                                {"units_issued", ValueKind::whole, Message::column_units_issued},
                                {"units_retired", ValueKind::whole, Message::column_units_retired},
                                detail("registry_standing", ValueKind::words)},
                               std::move(rows), std::move(basis));
  listing.notices = notices({records.standing, false, any_live});
  return listing;
}

Listing participants_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [siret, participant] : records.participants) {
    rows.push_back({siret, participant.name, number_of(participant.registered),
                    text_or_nothing(participant.approvals_at(basis.time)),
                    participant.suspended_at(basis.time), participant.withdrawn.has_value(),
                    entry_or_nothing(participant.withdrawn.value_or(0))});
  }
  std::string origin = basis.origin;
  return listing_of("participants", Message::listing_participants, std::move(origin),
                    {{"siret", ValueKind::code, Message::column_siret},
                     {"name", ValueKind::words, Message::name},
                     {"registered_by_entry", ValueKind::ordinal, Message::entry},
                     {"approvals", ValueKind::words, Message::column_approval},
                     {"suspended", ValueKind::truth, Message::column_suspended},
                     {"withdrawn", ValueKind::truth, Message::column_withdrawn},
                     detail("withdrawn_by_entry", ValueKind::ordinal)},
                    std::move(rows), std::move(basis));
}

Listing holders_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [id, holder] : records.holders)
    rows.push_back(
        {hex(id), text_or_nothing(holder.name), text_or_nothing(holder.party), number_of(holder.seq)});
  std::string origin = basis.origin;
  return listing_of("holders", Message::listing_holders, std::move(origin),
                    {{"holder", ValueKind::code, Message::column_holder},
                     {"name", ValueKind::words, Message::name},
                     {"party", ValueKind::code, Message::column_siret},
                     {"granted_by_entry", ValueKind::ordinal, Message::entry}},
                    std::move(rows), std::move(basis));
}

Listing reports_listing(const Project& project, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const Report& report : project.reports) {
    const Opinion* opinion = report.opinion();
    ListingRow row{number_of(report.seq), to_string(report.period),
                   std::string(word(project.stage_of(report))), report.reduction, number_of(report.estimate)};
    if (opinion == nullptr) {
      row.insert(row.end(), 5, ListingCell());
    } else {
      row.insert(row.end(), {std::string(opinion_words[static_cast<std::size_t>(opinion->word)]),
                             std::string(assurance_words[opinion->reasonable ? 1 : 0]), opinion->auditor,
                             opinion->misstated, number_of(opinion->seq)});
    }
    row.insert(row.end(), {hex(report.methodology), hex(report.tally), number_of(report.checkpoint.size)});
    rows.push_back(std::move(row));
  }
  rest_on(project, basis);
  Listing listing = listing_of("reports", Message::listing_reports, project.id,
                               {{"entry", ValueKind::ordinal, Message::entry},
                                {"period", ValueKind::words, Message::period},
                                {"stage", ValueKind::words, Message::state_word},
                                {"reduction_kg", ValueKind::decimal, Message::column_net},
                                {"estimate", ValueKind::whole, Message::column_estimate},
                                {"opinion", ValueKind::words, Message::opinion},
                                {"assurance", ValueKind::words, Message::assurance},
                                {"auditor", ValueKind::code, Message::auditor},
                                detail("misstated_kg", ValueKind::decimal),
                                detail("opinion_entry", ValueKind::ordinal),
                                detail("methodology", ValueKind::code),
                                detail("tally", ValueKind::code),
                                detail("checkpoint_size", ValueKind::ordinal)},
                               std::move(rows), std::move(basis));
  listing.notices = notices(estimates_shown(project));
  return listing;
}

Listing samples_listing(const Project& project, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const SampleCommitment& each : project.commitments) {
    ListingRow row{number_of(each.seq),
                   to_string(each.period),
                   std::string(word(project.stage_of(each))),
                   std::string(sampling_words[static_cast<std::size_t>(each.plan.method)]),
                   std::string(assurance_words[each.plan.reasonable ? 1 : 0]),
                   each.plan.materiality,
                   each.auditor};
    const DrawnSample* sample = each.drawn ? project.sample(*each.drawn) : nullptr;
    if (sample == nullptr) {
      row.insert(row.end(), 4, ListingCell());
    } else {
      row.insert(row.end(), {number_of(sample->seq), number_of(sample->size), number_of(sample->population),
                             sample->kg_co2e});
    }
    if (sample == nullptr || sample->evaluations.empty()) {
      row.insert(row.end(), 3, ListingCell());
    } else {
      const SampleEvaluation& evaluation = sample->evaluations.back();
      row.insert(row.end(), {evaluation.projected, evaluation.bound, tolerable_in(project, *sample)});
    }
    rows.push_back(std::move(row));
  }
  rest_on(project, basis);
  return listing_of("samples", Message::listing_samples, project.id,
                    {{"commitment", ValueKind::ordinal, Message::entry},
                     {"period", ValueKind::words, Message::period},
                     {"stage", ValueKind::words, Message::state_word},
                     {"method", ValueKind::words, Message::column_sampling},
                     detail("assurance", ValueKind::words),
                     detail("materiality", ValueKind::decimal),
                     detail("auditor", ValueKind::code),
                     detail("sample", ValueKind::ordinal),
                     {"drawn", ValueKind::whole, Message::column_drawn},
                     {"population", ValueKind::whole, Message::cycles},
                     detail("population_kg", ValueKind::decimal),
                     {"projected_kg", ValueKind::decimal, Message::column_projected},
                     {"at_most_kg", ValueKind::decimal, Message::column_at_most},
                     {"tolerable_kg", ValueKind::decimal, Message::column_tolerable}},
                    std::move(rows), std::move(basis));
}

Listing questions_listing(const Project& project, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const AskedQuestion& question : project.questions) {
    std::string entries;
    for (const std::uint64_t seq : question.entries)
      entries += (entries.empty() ? "" : " ") + std::to_string(seq);
    const bool answered = !question.answers.empty();
    rows.push_back({number_of(question.seq),
                    question.test ? ListingCell(std::string(word(*question.test))) : ListingCell(),
                    question.text, question.asker, text_or_nothing(entries),
                    answered ? number_of(question.answers.back().seq) : ListingCell(),
                    answered ? ListingCell(question.answers.back().text) : ListingCell()});
  }
  rest_on(project, basis);
  return listing_of("questions", Message::listing_questions, project.id,
                    {{"entry", ValueKind::ordinal, Message::entry},
                     detail("test", ValueKind::words),
                     {"question", ValueKind::words, Message::column_question},
                     {"asked_by", ValueKind::code, Message::column_asked_by},
                     detail("about_entries", ValueKind::words),
                     detail("answer_entry", ValueKind::ordinal),
                     {"last_answer", ValueKind::words, Message::column_answer}},
                    std::move(rows), std::move(basis));
}

Listing owed_listing(const Project& project, const std::vector<VintageFigures>& vintages,
                     ListingBasis basis) {
  std::vector<ListingRow> rows;
  rows.reserve(vintages.size());
  for (const VintageFigures& each : vintages) {
    rows.push_back({std::int64_t{each.vintage}, each.avoided, each.emitted, each.given_back, each.baseline,
                    each.leakage, each.misstated, each.reduction, each.creditable,
                    number_of(each.account.issued), number_of(each.account.cancelled), each.owed,
                    each.withheld, each.reserve, each.units});
  }
  rest_on(project, basis);
  Listing listing = listing_of("owed", Message::listing_owed, project.id,
                               {{"vintage", ValueKind::ordinal, Message::vintage},
                                {"avoided_kg", ValueKind::decimal, Message::column_avoided},
                                {"emitted_kg", ValueKind::decimal, Message::column_emitted},
                                {"given_back_kg", ValueKind::decimal, Message::column_given_back},
                                detail("baseline_kg", ValueKind::decimal),
                                detail("leakage_kg", ValueKind::decimal),
                                detail("misstated_kg", ValueKind::decimal),
                                detail("reduction_kg", ValueKind::decimal),
                                {"creditable_kg", ValueKind::decimal, Message::column_creditable},
                                {"units_issued", ValueKind::whole, Message::column_units_issued},
                                detail("units_cancelled", ValueKind::whole),
                                {"owed_kg", ValueKind::decimal, Message::column_owed},
                                detail("withheld_kg", ValueKind::decimal),
                                detail("reserve_kg", ValueKind::decimal),
                                {"units_to_issue", ValueKind::whole, Message::column_units_to_issue}},
                               std::move(rows), std::move(basis));
  listing.notices = notices(estimates_shown(project));
  return listing;
}

Listing log_listing(const OpenLedger& ledger, LogQuery query, ListingBasis basis) {
  std::string subject = query.project.empty() ? basis.origin : query.project;
  Listing listing = listing_of("log", Message::listing_log, std::move(subject),
                               {{"entry", ValueKind::ordinal, Message::entry},
                                {"time", ValueKind::instant, Message::day_word},
                                {"kind", ValueKind::words, Message::act_word},
                                {"project", ValueKind::words, Message::project},
                                {"device", ValueKind::code, std::nullopt, ColumnUse::detail},
                                {"words", ValueKind::words, Message::column_in_words}},
                               {}, std::move(basis));
  listing.each_row = [&ledger, query = std::move(query)](const RowTaker& take) {
    read_log(ledger, query, [&take](const LoggedEntry& entry) {
      const auto act = act_of(entry);
      take({number_of(entry.seq), entry.time, entry.kind, text_or_nothing(entry.project),
            entry.device ? ListingCell(hex(*entry.device)) : ListingCell(),
            act ? ListingCell(act_text(*act)) : ListingCell()});
    });
  };
  return listing;
}

}  // namespace lcl
