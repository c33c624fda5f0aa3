// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/project_text.hpp"

#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

using act_fields::dates_json;

namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

bool was_filed(const Project& project) { return project.filed != 0; }
bool was_labelled(const Project& project) { return project.labelled != 0; }

std::string at_entry(std::uint64_t seq) { return phrase(", entry {}", seq); }

Json mandants_json(const Project& project) {
  Json list = Json::array();
  for (const Mandant& mandant : project.mandants) {
    list.push_back({{"notified_on", date_of(mandant.notified_on)}, {"siret", mandant.siret}});
  }
  return list;
}

Json declarations_json(const Project& project) {
  Json exclusive = Json::array();
  for (const Exclusivity& declared : project.exclusivities) {
    exclusive.push_back({{"entry", declared.seq}, {"period", dates_json(declared.period)}});
  }
  Json elsewhere = Json::array();
  for (const CreditedElsewhere& declared : project.credited_elsewhere) {
    Json item = {{"devices", declared.devices.size()},
                 {"entry", declared.seq},
                 {"foreign_project", declared.foreign_project},
                 {"registry", declared.registry}};
    if (declared.period) item["period"] = dates_json(*declared.period);
    if (declared.withdrawn) item["withdrawn"] = *declared.withdrawn;
    elsewhere.push_back(std::move(item));
  }
  return {{"credited_elsewhere", std::move(elsewhere)}, {"exclusive", std::move(exclusive)}};
}

std::string mandants_text(const Project& project, const RegistryState& state, Instant at) {
  if (!project.collective()) return {};
  std::string changed = project.mandants_changed == 0
                            ? phrase("; the list may still change once")
                            : phrase("; the list was changed{}", at_entry(project.mandants_changed));
  Columns lines({Align::left, Align::left});
  for (const Mandant& mandant : project.mandants) {
    lines.row({date_of(mandant.notified_on), standing_text(state, mandant.siret, at)});
  }
  return phrase("\nmandants, each with the date of notification{}\n{}", changed, lines.text(2));
}

std::string declarations_text(const Project& project) {
  Columns lines({Align::left, Align::left, Align::left});
  for (const Exclusivity& declared : project.exclusivities) {
    lines.row(
        {phrase("credited nowhere else"), to_string(declared.period), phrase("entry {}", declared.seq)});
  }
  for (const CreditedElsewhere& declared : project.credited_elsewhere) {
    std::string what = declared.period ? to_string(*declared.period) : std::string();
    if (!declared.devices.empty()) {
      what += (what.empty() ? "" : ", ") +
              counted(std::uint64_t{declared.devices.size()}, phrase("device"), phrase("devices"));
    }
    lines.row({phrase("credited in {}, {}", declared.registry, declared.foreign_project), std::move(what),
               declared.withdrawn
                   ? phrase("entry {}, withdrawn by entry {}", declared.seq, *declared.withdrawn)
                   : phrase("entry {}", declared.seq)});
  }
  return lines.empty() ? std::string() : phrase("\ndeclared\n{}", lines.text(2));
}

void add_label(Columns& lines, const Project& project, const RegistryState& state) {
  if (!was_labelled(project)) return;
  const Methodology* methodology = state.methodology_of(project);
  lines.row({phrase("labelled"), project.decision + at_entry(project.labelled)});
  lines.row({phrase("methodology"),
             hex(project.methodology) + (methodology == nullptr ? "" : "  " + methodology->title())});
  add_stated(act_fields::parameters_json(project.parameters), lines);
  lines.row({phrase("crediting"), to_string(project.crediting_period)});
  if (!project.follows.empty())
    lines.row({phrase("follows"), phrase("{}, with what is collected from {} on", project.follows,
                                         date_of(project.crediting_period.from))});
  if (project.followed_from)
    lines.row({phrase("followed"), phrase("by {}, with what is collected from {} on", project.followed_by,
                                          date_of(*project.followed_from))});
  lines.row({phrase("potential"), counted(project.potential_units, phrase("unit"), phrase("units"))});
}

}  // namespace

Json incentives_json(const Project& project) {
  Json list = Json::array();
  for (const Incentive& each : project.incentives) {
    if (each.withdrawn) continue;
    Json item = {{"entry", each.seq},
                 {"granted_on", date_of(each.granted_on)},
                 {"kind", each.kind},
                 {"text", each.text}};
    if (each.amount) item["amount"] = to_string(*each.amount);
    if (each.document) item["document"] = hex(*each.document);
    list.push_back(std::move(item));
  }
  return list;
}

void add_incentives(const Project& project, Columns& lines) {
  for (const Incentive& each : project.incentives) {
    if (each.withdrawn) continue;
    lines.row({phrase("incentive"),
               phrase("{}, granted {}: {}{}{}", spoken(each.kind), date_of(each.granted_on), each.text,
                      each.amount ? phrase(", EUR {}", to_string(*each.amount)) : std::string(),
                      at_entry(each.seq))});
  }
}

Json project_summary_json(const Project& project) {
  Json json = {{"applicant_standing", project.applicant_standing},
               {"communes", project.communes},
               {"developer", project.developer},
               {"id", project.id},
               {"notified", project.notified},
               {"notified_on", date_of(project.notified_on)},
               {"region", project.region},
               {"state", std::string(word(project.state))},
               {"title", project.title},
               {"registry_standing", word(project.standing)}};
  for (const Site& site : project.sites)
    json["sites"].push_back({{"commune", site.commune}, {"region", site.region}});
  if (project.amended != 0) json["amended"] = project.amended;
  if (project.developer_changed != 0) json["developer_changed"] = project.developer_changed;
  if (was_filed(project)) json["filed"] = project.filed;
  if (was_labelled(project)) {
    json["labelled"] = project.labelled;
    json["decision"] = project.decision;
    json["methodology"] = hex(project.methodology);
    json["potential_units"] = project.potential_units;
    json["crediting_period"] = dates_json(project.crediting_period);
    if (!project.follows.empty()) json["follows"] = project.follows;
    if (project.followed_from) {
      json["followed_by"] = project.followed_by;
      json["followed_from"] = date_of(*project.followed_from);
    }
    json["parameters"] = act_fields::parameters_json(project.parameters);
  }
  if (project.closed_on) {
    json["closed"] = project.closed;
    json["closed_on"] = date_of(*project.closed_on);
  }
  if (project.withdrawn_on) {
    json["withdrawn"] = project.withdrawn;
    json["withdrawn_on"] = date_of(*project.withdrawn_on);
  }
  return json;
}

Json project_json(const Project& project, const RegistryState& state, Instant at) {
  Json json = project_summary_json(project);
  json["incentives"] = incentives_json(project);
  json["notices"] = notices_json(estimates_shown(project));
  json["declarations"] = declarations_json(project);
  json["standing"] = {{"developer", standing_json(state, project.developer, at)}};
  Json marketplaces = Json::array();
  for (const std::string& siret : project.marketplaces) {
    marketplaces.push_back(standing_json(state, siret, at));
  }
  json["standing"]["marketplaces"] = std::move(marketplaces);
  if (project.collective()) {
    json["mandants"] = mandants_json(project);
    if (project.mandants_changed != 0) json["mandants_changed"] = project.mandants_changed;
  }
  return json;
}

std::string project_text(const Project& project, const RegistryState& state, Instant at) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("project"), project.id});
  lines.row({phrase("title"), project.title});
  lines.row({phrase("state"), spoken(word(project.state))});
  lines.row({project.collective() ? phrase("mandataire") : phrase("developer"),
             standing_text(state, project.developer, at)});
  if (project.developer_changed != 0) lines.row({"", phrase("since entry {}", project.developer_changed)});
  for (const std::string& siret : project.marketplaces) {
    lines.row({phrase("marketplace"), standing_text(state, siret, at)});
  }
  lines.row({phrase("region"), project.region});
  lines.row({phrase("communes"), joined(project.communes)});
  for (const Site& site : project.sites) lines.row({phrase("site"), site.commune + ", " + site.region});
  lines.row({phrase("applicant"), project.applicant_standing});
  lines.row({phrase("notified"), date_of(project.notified_on) +
                                     at_entry(project.amended == 0 ? project.notified : project.amended)});
  if (was_filed(project)) lines.row({phrase("filed"), phrase("entry {}", project.filed)});
  add_label(lines, project, state);
  if (project.closed_on)
    lines.row({phrase("closed"), date_of(*project.closed_on) + at_entry(project.closed)});
  if (project.withdrawn_on) {
    lines.row({phrase("withdrawn"), date_of(*project.withdrawn_on) + at_entry(project.withdrawn)});
  }
  add_incentives(project, lines);
  return lines.text() + mandants_text(project, state, at) + declarations_text(project) +
         notices_text(estimates_shown(project));
}

}  // namespace lcl
