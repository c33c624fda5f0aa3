// SPDX-License-Identifier: Apache-2.0
// Acts: appending a signed statement that is not a submission, and the figures
// of those that state some.
#include <fmt/format.h>

#include "ledger/intake/appender.hpp"
#include "ledger/ledger_parts.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

using act_fields::dates_json;

namespace {

/// That the private part handed in is the one that `act.private` names: canonical, with a salt.
std::optional<Refused> private_part_refusal(const Statement& statement,
                                            const std::optional<std::string>& private_part) {
  const auto named = statement.act.find("private");
  const auto differs = [](std::string message) {
    return Refused{Refusal::private_part_differs, {.field = "act.private"}, std::move(message)};
  };
  if ((named != statement.act.end()) != private_part.has_value()) {
    return differs(private_part ? "the act names no private part" : "the act names a private part");
  }
  if (!private_part) return std::nullopt;
  if (hex(sha256(*private_part)) != named->get_ref<const std::string&>())
    return differs("its SHA-256 is not the one that the act names");
  const auto read = parse_json(*private_part);
  const Json* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object() || canonical(*document) != *private_part ||
      !document->contains("salt")) {
    return differs("it is not a canonical JSON object with a salt");
  }
  return std::nullopt;
}

/// That the entry to erase the private part of is there, and has one.
std::optional<Refused> erasure_refusal(const Statement& statement, const Reader& reader) {
  if (statement.kind != rule_of(Act::private_erased).kind) return std::nullopt;
  const auto seq = statement.act["entry"].get<std::uint64_t>();
  bool has_private_part = false;
  const bool found = reader.entry(
      seq, [&](const StoredEntry& stored) { has_private_part = stored.private_part.has_value(); });
  if (has_private_part) return std::nullopt;
  if (found && reader.bundle()) {
    throw Error(
        Obstacle::unavailable,
        fmt::format("this is a bundle of project {}: it does not say whether entry {} has a private part",
                    reader.bundle()->project, seq));
  }
  return Refused{Refusal::nothing_to_erase,
                 {.field = "act.entry"},
                 fmt::format("entry {} {}", seq, found ? "has no private part" : "is not there")};
}

}  // namespace

std::optional<Refused> Ledger::refusal(const Statement& statement, const Progress& progress) const {
  if (auto refused = parts_->refusal(statement, parts_->reader, !statement.signature)) return refused;
  if (auto refused = erasure_refusal(statement, parts_->reader)) return refused;
  if (!states_figures(statement.kind)) return std::nullopt;
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  return figures_refusal({parts_->reader, chains}, parts_->state, statement, parts_->head.size, progress);
}

std::variant<Receipt, Refused> Ledger::commit(const Statement& statement, const Progress& progress,
                                              const std::optional<std::string>& private_part) {
  Parts& parts = *parts_;
  if (statement.kind == rule_of(Act::submission).kind) {
    return Refused{Refusal::manifest_mismatch, {}, "a submission is committed with its events"};
  }
  parts.require_registry();
  parts.refresh(parts.reader);
  if (auto refused = private_part_refusal(statement, private_part)) return std::move(*refused);
  if (auto refused = refusal(statement, progress)) return std::move(*refused);
  const PrivateKey log_key = parts.log_key();
  const std::uint64_t derived = parts.head.size;

  Writer writer(parts.folder.ledger(), parts.wait_ms);
  parts.refresh(writer.reader());
  if (auto refused = parts.behind_head(writer.reader())) return std::move(*refused);
  Appender appender(writer, parts.head, now());
  if (auto refused = parts.refusal(statement, writer.reader(), false)) return std::move(*refused);
  if (auto refused = erasure_refusal(statement, writer.reader())) return std::move(*refused);
  if (states_figures(statement.kind) && parts.head.size != derived) {
    return Refused{Refusal::figures_differ,
                   {.field = "act.checkpoint"},
                   "the log has moved on while its figures were recomputed"};
  }
  const std::uint64_t seq = appender.append(statement, private_part);
  if (statement.kind == rule_of(Act::private_erased).kind)
    writer.erase_private(statement.act["entry"].get<std::uint64_t>());
  return parts.conclude(writer, appender.seal(log_key), seq, statement, appender.time());
}

Json Ledger::report_act(const std::string& project, const Period& period, std::uint64_t estimate,
                        const Progress& progress) const {
  const Tally reported = tally(project, period, {}, progress);
  return {{"period", dates_json(period)},
          {"checkpoint", head_json(head())},
          {"methodology", hex(reported.methodology)},
          {"tally", hex(digest_of(reported))},
          {"reduction", to_string(reported.amounts.net())},
          {"estimate", estimate}};
}

std::vector<VintageFigures> Ledger::vintages(const std::string& project, const Progress& progress) const {
  const Project& found = parts_->labelled_project(project);
  return vintage_figures(found, *parts_->state.methodology_of(found),
                         tallies(project, found.audited_periods(), {}, progress));
}

std::variant<Json, Refused> Ledger::issuance_act(const std::string& project, std::uint64_t report,
                                                 int vintage, const Progress& progress) const {
  const Project& found = parts_->labelled_project(project);
  const Report* reported = found.report(report);
  if (reported == nullptr) {
    return Refused{Refusal::unknown_report,
                   {.field = "act.report"},
                   fmt::format("entry {} is no report of {}", report, project)};
  }
  const Opinion* opinion = reported->opinion();
  if (opinion == nullptr) {
    return Refused{Refusal::unknown_opinion,
                   {.field = "act.opinion"},
                   fmt::format("no opinion stands on the report of entry {}", report)};
  }
  std::vector<Period> periods = found.audited_periods();
  periods.push_back(reported->period);
  std::vector<Tally> audited = tallies(project, periods, {}, progress);
  const Tally population = std::move(audited.back());
  audited.pop_back();
  VintageFigures figures;
  for (const VintageFigures& each : vintage_figures(found, *parts_->state.methodology_of(found), audited)) {
    if (each.vintage == vintage) figures = each;
  }
  Json act{{"report", report},
           {"opinion", opinion->seq},
           {"period", dates_json(reported->period)},
           {"vintage", vintage},
           {"checkpoint", head_json(head())},
           {"methodology", hex(found.methodology)},
           {"tally", hex(digest_of(population))},
           {"avoided", to_string(figures.avoided)},
           {"emitted", to_string(figures.emitted)},
           {"given_back", to_string(figures.given_back)},
           {"creditable", to_string(figures.creditable)},
           {"issued_before", figures.account.issued},
           {"cancelled", figures.account.cancelled},
           {"set_off_in", to_string(figures.account.set_off_in)},
           {"set_off_out", to_string(figures.account.set_off_out)},
           {"owed", to_string(figures.owed)},
           {"count", std::min<std::int64_t>(figures.units, most_units)}};
  if (!found.issuances.empty()) act["previous"] = found.issuances.back().seq;
  return act;
}

Json Ledger::set_off_act(int vintage, int from_vintage, const Decimal& kg) const {
  return {{"vintage", vintage},
          {"from_vintage", from_vintage},
          {"kgco2e", to_string(kg)},
          {"checkpoint", head_json(head())}};
}

}  // namespace lcl
