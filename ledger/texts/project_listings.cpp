// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/project_listings.hpp"

#include <string>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/texts/dispute_text.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/sample_text.hpp"

namespace lcl {
namespace {

using page::Message;

void rest_on(const Project& project, ListingBasis& basis) {
  if (project.labelled != 0) basis.methodologies = {project.methodology};
}

}  // namespace

Listing reports_listing(const Project& project, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const Report& report : project.reports) {
    const Opinion* opinion = report.opinion();
    ListingRow row{whole_cell(report.seq), to_string(report.period),
                   std::string(word(project.stage_of(report))), report.reduction,
                   whole_cell(report.estimate)};
    if (opinion == nullptr) {
      row.insert(row.end(), 5, ListingCell());
    } else {
      row.insert(row.end(), {std::string(opinion_words[static_cast<std::size_t>(opinion->word)]),
                             std::string(assurance_words[opinion->reasonable ? 1 : 0]), opinion->auditor,
                             opinion->misstated, whole_cell(opinion->seq)});
    }
    row.insert(row.end(), {hex(report.methodology), hex(report.tally), whole_cell(report.checkpoint.size)});
    rows.push_back(std::move(row));
  }
  rest_on(project, basis);
  Listing listing =
      listing_of("reports", Message::listing_reports, project.id,
                 {{"entry", ValueKind::ordinal, Message::entry},
                  {"period", ValueKind::words, Message::period},
                  words_column("stage", Message::state_word, called<ReportStage>(report_stage_names)),
                  {"reduction_kg", ValueKind::decimal, Message::column_net},
                  {"estimate", ValueKind::whole, Message::column_estimate},
                  words_column("opinion", Message::opinion, called(opinion_words, opinion_names)),
                  words_column("assurance", Message::assurance, called(assurance_words, assurance_names)),
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
    ListingRow row{whole_cell(each.seq),
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
      row.insert(row.end(), {whole_cell(sample->seq), whole_cell(sample->size),
                             whole_cell(sample->population), sample->kg_co2e});
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
  return listing_of(
      "samples", Message::listing_samples, project.id,
      {{"commitment", ValueKind::ordinal, Message::entry},
       {"period", ValueKind::words, Message::period},
       words_column("stage", Message::state_word, called<CommitmentStage>(commitment_stage_names)),
       words_column("method", Message::column_sampling, called(sampling_words, sampling_names)),
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
    rows.push_back({whole_cell(question.seq),
                    question.test ? ListingCell(std::string(word(*question.test))) : ListingCell(),
                    question.text, question.asker, text_or_nothing(entries),
                    answered ? whole_cell(question.answers.back().seq) : ListingCell(),
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
                    each.leakage, each.misstated, each.reduction, each.uncertain, each.creditable,
                    whole_cell(each.account.issued), whole_cell(each.account.cancelled), each.owed,
                    each.withheld, each.reserve, each.units});
  }
  rest_on(project, basis);
  basis.stated = stated_texts(act_fields::parameters_json(project.parameters));
  Listing listing = listing_of("owed", Message::listing_owed, project.id,
                               {{"vintage", ValueKind::ordinal, Message::vintage},
                                {"avoided_kg", ValueKind::decimal, Message::column_avoided},
                                {"emitted_kg", ValueKind::decimal, Message::column_emitted},
                                {"given_back_kg", ValueKind::decimal, Message::column_given_back},
                                {"baseline_kg", ValueKind::decimal, Message::column_baseline},
                                {"leakage_kg", ValueKind::decimal, Message::column_leakage},
                                detail("misstated_kg", ValueKind::decimal),
                                {"reduction_kg", ValueKind::decimal, Message::column_net},
                                detail("uncertain_kg", ValueKind::decimal),
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

Listing disputes_listing(const Project& project, const std::vector<ForeignCollection>& collections,
                         ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [entry, found] : disputable_collections(project, collections)) {
    const auto& [collection, dispute] = found;
    ListingRow row{whole_cell(entry)};
    if (collection == nullptr) {
      row.insert(row.end(), 3, ListingCell());
    } else {
      row.insert(row.end(), {collection->project, std::int64_t{collection->vintage}, collection->kg_co2e});
    }
    if (dispute == nullptr) {
      row.insert(row.end(), 5, ListingCell());
    } else {
      row.insert(row.end(),
                 {whole_cell(dispute->seq), dispute->reason,
                  dispute->is_open() ? ListingCell()
                                     : ListingCell(std::string(settlement_words[dispute->upheld ? 0 : 1])),
                  whole_or_nothing(dispute->settled), text_or_nothing(dispute->finding)});
    }
    rows.push_back(std::move(row));
  }
  rest_on(project, basis);
  return listing_of(
      "disputes", Message::listing_disputes, project.id,
      {{"entry", ValueKind::ordinal, Message::entry},
       {"collected_by", ValueKind::words, Message::column_collected_by},
       {"vintage", ValueKind::ordinal, Message::vintage},
       {"given_back_kg", ValueKind::decimal, Message::column_given_back},
       {"dispute_entry", ValueKind::ordinal, Message::column_dispute},
       {"reason", ValueKind::words, Message::column_reason},
       words_column("outcome", Message::column_outcome, called(settlement_words, settlement_names)),
       detail("settled_by_entry", ValueKind::ordinal),
       {"finding", ValueKind::words, Message::column_finding}},
      std::move(rows), std::move(basis));
}

}  // namespace lcl
