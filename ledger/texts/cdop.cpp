// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/cdop.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/texts/notices.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

std::string name_of(const Records& records, const std::string& party) {
  const Participant* participant = records.participant(party);
  return participant == nullptr ? party : participant->name;
}

std::string last_day(const Period& period) { return date_of(Instant{period.to.milliseconds - 1}); }

/// Nothing where it is not whole years.
std::optional<std::uint64_t> years_of(const Period& period) {
  constexpr std::size_t behind_the_year = 4;
  const int years = year_of(period.to) - year_of(period.from);
  if (years <= 0 ||
      date_of(period.from).substr(behind_the_year) != date_of(period.to).substr(behind_the_year))
    return std::nullopt;
  return static_cast<std::uint64_t>(years);
}

std::string_view status_of(const Project& project) {
  switch (project.state) {
    case ProjectState::filed:
      return "Validation";
    case ProjectState::labelled:
      return project.issuances.empty() ? "Registered" : "Verified and issuing";
    case ProjectState::closed:
      return "Completed";
    case ProjectState::withdrawn:
      return "Withdrawn";
    case ProjectState::absent:
    case ProjectState::notified:
      break;
  }
  return "Listed";
}

Json location(const std::string& region, const std::string& commune) {
  return {{"alternative_address", region},
          {"city", commune},
          {"country_code", "FRA"},
          {"country_name", "France"}};
}

Json locations(const Project& project) {
  Json list = Json::array();
  for (const Site& site : project.sites) list.push_back(location(site.region, site.commune));
  if (!list.empty()) return list;
  for (const std::string& commune : project.communes) list.push_back(location(project.region, commune));
  return list;
}

Json mitigation(const Project& project) {
  Json json = {{"mitigation_type", "Reduction - technical"},
               {"project_sector",
                "T95 - Repair and maintenance of computers, personal and household goods, and motor vehicles "
                "and motorcycles"}};
  if (project.labelled == 0) return json;
  json["estimated_total_emissions_mitigation"] = project.potential_units;
  if (const auto years = years_of(project.crediting_period))
    json["estimated_annual_emissions_mitigation"] = project.potential_units / *years;
  return json;
}

Json project_json(const OpenLedger& ledger, const Project& project) {
  Json json = {{"current_registry_project_id", project.id},
               {"location", locations(project)},
               {"mitigation", {mitigation(project)}},
               {"project_description", project.title},
               {"project_id", project.id},
               {"project_id_type", "current registry project id"},
               {"project_identifier", ledger.state().origin() + '/' + project.id},
               {"project_list_date", date_of(project.notified_on)},
               {"project_name", project.title},
               {"status", {{{"is_current", true}, {"project_status", status_of(project)}}}}};
  if (project.labelled == 0) return json;
  json["project_registration_date"] = date_of(ledger.log().time_of(project.labelled));
  if (const auto years = years_of(project.crediting_period))
    json["crediting_period"] = Json::array({{{"current_crediting_period_duration", *years}}});
  return json;
}

Json stakeholders(const Records& records, const Project& project) {
  Json json = {{"project_developer_name", name_of(records, project.developer)}};
  for (const Mandant& mandant : project.mandants) {
    json["stakeholders"].push_back({{"project_stakeholder_name", name_of(records, mandant.siret)},
                                    {"project_stakeholder_type", "Project implementer"}});
  }
  return json;
}

std::string serial_of(const Project& project, const Issuance& issuance) {
  return to_string(
      UnitBlock{project.id, issuance.vintage, issuance.ordinal, 1, issuance.count, project.standing});
}

Json issuances(const OpenLedger& ledger, const Project& project) {
  Json list = Json::array();
  std::uint64_t issued = 0;
  for (const Issuance& issuance : project.issuances) {
    issued += issuance.count;
    Json json = {{"batch_identifier", serial_of(project, issuance)},
                 {"batch_issued_volume", issuance.count},
                 {"cumulative_issued_volume", issued},
                 {"date_of_issuance", date_of(ledger.log().time_of(issuance.seq))},
                 {"issuance_status", "Complete"}};
    if (const Report* report = project.report(issuance.report)) {
      json["verification_period_start"] = date_of(report->period.from);
      json["verification_period_end"] = last_day(report->period);
      if (const Opinion* opinion = recorded_by(report->opinions, issuance.opinion))
        json["date_of_verification"] = date_of(opinion->given);
    }
    list.push_back(std::move(json));
  }
  return list;
}

std::string_view unit_status(const Project& project, const Holding& holding, Instant at) {
  switch (holding.state) {
    case UnitState::retired:
      return "Retired";
    case UnitState::cancelled:
      return "Cancelled";
    case UnitState::issued:
    case UnitState::assigned:
      break;
  }
  return project.open_offer(holding, at) == nullptr ? "Active" : "Pending Transfer";
}

/// One document of CDOP's schema Unit Description.
Json unit_json(const OpenLedger& ledger, const Project& project, const Issuance& issuance,
               const Holding& holding, Instant at) {
  const std::string holder = holder_text(ledger.state().records(), holding);
  std::string owner = holder.empty() ? project.developer : holder;
  if (holding.holder) owner = hex(*holding.holder);
  Json unit = {
      {"credit_block",
       {{{"block_end", holding.last}, {"block_start", holding.first}, {"quantity", holding.count()}}}},
      {"owner_account_id", std::move(owner)},
      {"reference",
       {{{"serial_number", to_string(block_of(project, issuance, holding))},
         {"source_serial_number", serial_of(project, issuance)}}}},
      {"status", {{{"is_current", true}, {"status", unit_status(project, holding, at)}}}}};
  if (holding.state == UnitState::retired) {
    std::string detail = holding.use;
    if (const auto year = retirement_year(ledger, holding)) detail += ", " + std::to_string(*year);
    unit["retirement"] =
        Json::array({{{"retirement_beneficiary", holder}, {"retirement_detail", std::move(detail)}}});
  }
  return {{"project", {{"current_registry_project_id", project.id}}},
          {"unit", std::move(unit)},
          {"vintage", {{"vintage", date_of(start_of_year(issuance.vintage))}}}};
}

/// What CDOP has no word for.
Json ledger_json(const OpenLedger& ledger, const Project& project) {
  Json json = {{"notices", notices_json(units_shown(project))},
               {"origin", ledger.state().origin()},
               {"standing", word(project.standing)}};
  const auto adopted = ledger.state().records().methodologies.find(project.methodology);
  if (adopted == ledger.state().records().methodologies.end()) return json;
  const Methodology& methodology = *adopted->second.methodology;
  json["methodology"] = {{"digest", hex(project.methodology)},
                         {"id", methodology.id()},
                         {"title", methodology.title()},
                         {"version", methodology.version()}};
  return json;
}

}  // namespace

Json cdop_json(const OpenLedger& ledger, const Project& project) {
  const Instant at = ledger.log().time_of(ledger.head().size - 1);
  Json units = Json::array();
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings)
      units.push_back(unit_json(ledger, project, issuance, holding, at));
  }
  Json json = {{"issuance", {{"issuance", issuances(ledger, project)}}},
               {"ledger", ledger_json(ledger, project)},
               {"project", project_json(ledger, project)},
               {"project_stakeholder", stakeholders(ledger.state().records(), project)},
               {"units", std::move(units)}};
  if (project.labelled != 0) {
    json["validation"]["validation"] =
        Json::array({{{"current_crediting_period_end_date", last_day(project.crediting_period)},
                      {"current_crediting_period_number", 1},
                      {"current_crediting_period_start_date", date_of(project.crediting_period.from)},
                      {"validation_id", 1}}});
  }
  return json;
}

}  // namespace lcl
