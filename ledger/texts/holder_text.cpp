// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/holder_text.hpp"

#include <algorithm>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/participant_text.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t shortest_prefix = 4;

/// The key with which a holder signs at an instant.
Digest key_of(const UnitHolder& holder, Instant at) {
  if (!holder.replacement) return holder.id;
  return at < holder.replacement->at ? holder.replacement->old_key : holder.replacement->new_key;
}

/// The replacement that its key can still stop; nullptr if there is none.
const KeyReplacement* pending(const UnitHolder& holder, Instant at) {
  return holder.replacement && at < holder.replacement->at ? &*holder.replacement : nullptr;
}

template <typename Each>
void each_holding(const Records& records, Each each) {
  for (const auto& [id, project] : records.projects) {
    for (const Issuance& issuance : project.issuances) {
      for (const Holding& holding : issuance.holdings) each(project, issuance, holding);
    }
  }
}

std::string offerer(const Records& records, const Offer& offer) {
  if (offer.from) return holder_name(records, *offer.from);
  return offer.under_mandate ? phrase("the certifier, under a mandate") : phrase("the developer");
}

Json offer_json(const Records& records, const Offer& offer) {
  Json json = {{"entry", offer.seq},
               {"serial", to_string(offer.block)},
               {"to", holder_json(records, offer.to)},
               {"until", to_string(offer.until)}};
  if (offer.from) json["from"] = holder_json(records, *offer.from);
  return json;
}

std::string offer_text(const Records& records, const Offer& offer) {
  return phrase("{}: offered by {} to {}, who accepts by {}: lcl units accept {} {} --key HOLDER.pem\n",
                to_string(offer.block), offerer(records, offer), holder_name(records, offer.to),
                to_string(offer.until), offer.block.project, offer.seq);
}

Json naming_json(const Records& records, const Project& project, const BeneficiaryNaming& naming) {
  Json json = {{"entry", naming.seq},
               {"from_vintage", naming.vintage},
               {"holder", holder_json(records, *naming.holder)},
               {"project", project.id}};
  if (naming.accepted) json["accepted"] = *naming.accepted;
  return json;
}

std::string naming_text(const Records& records, const Project& project, const BeneficiaryNaming& naming) {
  const std::string entry = std::to_string(naming.seq);
  const std::string who = holder_name(records, *naming.holder);
  if (naming.accepted)
    return phrase(
        "{}, units from vintage {} on: issued to {}, whom entry {} names, and who accepted by entry {}\n",
        project.id, naming.vintage, who, entry, *naming.accepted);
  return phrase(
      "{}, units from vintage {} on: entry {} names {} to have them from their issuance, who accepts: "
      "{}\n",
      project.id, naming.vintage, entry, who,
      "lcl units accept " + project.id + ' ' + entry + " --key HOLDER.pem");
}

Json mandate_json(const Records& records, const Mandate& mandate) {
  Json json = {
      {"entry", mandate.seq}, {"from", to_string(mandate.from)}, {"serial", to_string(mandate.block)}};
  if (mandate.to) json["to"] = holder_json(records, *mandate.to);
  return json;
}

std::string mandate_text(const Records& records, const Mandate& mandate, Instant at) {
  const std::string what =
      mandate.to ? phrase("offer them to {}", holder_name(records, *mandate.to)) : phrase("retire them");
  if (at < mandate.from)
    return phrase(
        "{}: by the mandate of entry {} the certifier will be able to {} from {} on; object before, "
        "to the certifier\n",
        to_string(mandate.block), mandate.seq, what, to_string(mandate.from));
  return phrase("{}: by the mandate of entry {} the certifier can {}\n", to_string(mandate.block),
                mandate.seq, what);
}

std::vector<std::string> row_of(const Records& records, const Project& project, const Issuance& issuance,
                                const Holding& holding) {
  return {to_string(block_of(project, issuance, holding)), whole(std::uint64_t{holding.count()}),
          spoken(word(holding.state)), holder_text(records, holding), spoken(holding.use)};
}

Columns table() {
  Columns lines({Align::left, Align::right, Align::left, Align::left, Align::left});
  lines.row({phrase("serial"), phrase("units"), phrase("state"), phrase("holder"), phrase("use")});
  return lines;
}

bool belongs(const HolderView& view, const Holding& holding) {
  if (view.holder != nullptr) return holding.holder == view.holder->id;
  return !holding.holder && holding.beneficiary == view.name;
}

void add_waiting(HolderView& view, const Project& project) {
  for (const BeneficiaryNaming* naming : project.standing_namings()) {
    if (view.holder != nullptr && naming->holder == view.holder->id)
      view.namings.emplace_back(&project, naming);
  }
  for (const Offer& offer : project.offers) {
    const bool own = view.holder != nullptr && (offer.to == view.holder->id || offer.from == view.holder->id);
    if (own && offer.open_at(view.at)) view.offers.push_back(&offer);
  }
  for (const Mandate& mandate : project.mandates) {
    const bool about_held =
        std::any_of(view.held.begin(), view.held.end(), [&](const HolderView::Held& held) {
          const std::vector<std::uint64_t>& acts = held.holding.acts;
          return held.project == &project && held.holding.without_key() &&
                 std::find(acts.begin(), acts.end(), mandate.seq) != acts.end();
        });
    if (about_held && !mandate.withdrawn) view.mandates.push_back(&mandate);
  }
}

}  // namespace

UnitsShown units_shown_of(const Records& records, const HolderView& view) {
  const bool unretired = std::any_of(view.held.begin(), view.held.end(), [](const HolderView::Held& held) {
    return held.holding.state != UnitState::retired;
  });
  return {records.standing, false, unretired};
}

std::string who_holds(const Records& records, const Project& project, const Holding& holding) {
  if (!holding.live()) return phrase("{} by entry {}", spoken(word(holding.state)), holding.acts.back());
  if (holding.with_developer()) return phrase("still with the developer, {}", project.developer);
  const bool is_named = holding.holder || !holding.beneficiary.empty();
  return phrase("held by {} since entry {}",
                is_named ? holder_text(records, holding) : phrase("someone not named in public"),
                holding.since);
}

Json project_units_json(const Records& records, const Project& project, Instant at) {
  Json holdings = Json::array();
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings)
      holdings.push_back(holding_json(records, project, issuance, holding));
  }
  Json offers = Json::array();
  for (const Offer& offer : project.offers) {
    if (offer.open_at(at)) offers.push_back(offer_json(records, offer));
  }
  Json namings = Json::array();
  for (const BeneficiaryNaming* naming : project.standing_namings())
    namings.push_back(naming_json(records, project, *naming));
  return {{"holdings", std::move(holdings)},
          {"initial_beneficiaries", std::move(namings)},
          {"notices", notices_json(units_shown(project))},
          {"offers", std::move(offers)},
          {"project", project.id}};
}

std::string project_units_text(const Records& records, const Project& project, Instant at) {
  std::string namings;
  for (const BeneficiaryNaming* naming : project.standing_namings())
    namings += naming_text(records, project, *naming);
  if (project.issuances.empty())
    return phrase("no units were issued yet\n") + namings + notices_text(units_shown(project));
  Columns lines = table();
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) lines.row(row_of(records, project, issuance, holding));
  }
  std::string text = lines.text();
  for (const Offer& offer : project.offers) {
    if (offer.open_at(at)) text += offer_text(records, offer);
  }
  return text + namings + notices_text(units_shown(project));
}

Result<HolderView> holder_view(const Records& records, const std::string& text, Instant at) {
  HolderView view;
  view.name = text;
  view.at = at;
  for (const auto& [id, holder] : records.holders) {
    const bool begins = text.size() >= shortest_prefix && hex(id).starts_with(text);
    if (!begins && (holder.name.empty() || holder.name != text)) continue;
    if (view.holder != nullptr)
      return Refused{
          Refusal::unknown_holder, {}, phrase("there are several holders \"{}\": give more of the id", text)};
    view.holder = &holder;
  }
  each_holding(records, [&](const Project& project, const Issuance& issuance, const Holding& holding) {
    if (belongs(view, holding)) view.held.push_back({&project, &issuance, holding});
  });
  if (view.holder == nullptr && view.held.empty())
    return Refused{Refusal::unknown_holder, {}, phrase("there is no holder \"{}\"", text)};
  for (const auto& [id, project] : records.projects) add_waiting(view, project);
  return view;
}

Json holder_view_json(const Records& records, const HolderView& view) {
  Json holdings = Json::array();
  for (const auto& [project, issuance, holding] : view.held)
    holdings.push_back(holding_json(records, *project, *issuance, holding));
  Json offers = Json::array();
  for (const Offer* offer : view.offers) offers.push_back(offer_json(records, *offer));
  Json namings = Json::array();
  for (const auto& [project, naming] : view.namings)
    namings.push_back(naming_json(records, *project, *naming));
  Json mandates = Json::array();
  for (const Mandate* mandate : view.mandates) mandates.push_back(mandate_json(records, *mandate));
  Json holder = view.holder == nullptr ? Json{{"name", view.name}} : holder_json(records, view.holder->id);
  if (view.holder != nullptr) {
    if (const KeyReplacement* next = pending(*view.holder, view.at))
      holder["replacement"] = {
          {"at", to_string(next->at)}, {"entry", next->seq}, {"key", hex(next->new_key)}};
  }
  return {{"holder", std::move(holder)},
          {"holdings", std::move(holdings)},
          {"initial_beneficiaries", std::move(namings)},
          {"mandates", std::move(mandates)},
          {"notices", notices_json(units_shown_of(records, view))},
          {"offers", std::move(offers)}};
}

std::string holder_view_text(const Records& records, const HolderView& view) {
  std::string text;
  if (view.holder != nullptr) {
    text = phrase("{}, id {}\n", holder_name(records, view.holder->id), hex(view.holder->id));
    if (const KeyReplacement* next = pending(*view.holder, view.at)) {
      text += phrase(
          "entry {}: on {} key {} takes the place of its key; to stop that: lcl holder keep {} --reason TEXT "
          "--key HOLDER.pem\n",
          next->seq, to_string(next->at), hex(next->new_key), hex(view.holder->id));
    }
  } else {
    text = phrase("{}, who has no key\n", view.name);
  }
  Columns lines = table();
  for (const auto& [project, issuance, holding] : view.held)
    lines.row(row_of(records, *project, *issuance, holding));
  text += view.held.empty() ? phrase("has and had no units\n") : lines.text();
  for (const Offer* offer : view.offers) text += offer_text(records, *offer);
  for (const auto& [project, naming] : view.namings) text += naming_text(records, *project, *naming);
  for (const Mandate* mandate : view.mandates) text += mandate_text(records, *mandate, view.at);
  return text + notices_text(units_shown_of(records, view));
}

Json holders_json(const Records& records, Instant at) {
  Json list = Json::array();
  for (const auto& [id, holder] : records.holders) {
    Json item = holder_json(records, id);
    item["entry"] = holder.seq;
    item["key"] = hex(key_of(holder, at));
    if (!holder.party.empty()) item["party"] = holder.party;
    if (const KeyReplacement* next = pending(holder, at))
      item["replacement"] = {{"at", to_string(next->at)}, {"entry", next->seq}, {"key", hex(next->new_key)}};
    list.push_back(std::move(item));
  }
  return {{"holders", std::move(list)}};
}

std::string holders_text(const Records& records, Instant at) {
  if (records.holders.empty()) return phrase("there are no holders with a key yet\n");
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  lines.row({phrase("holder"), phrase("name"), phrase("party"), phrase("key")});
  for (const auto& [id, holder] : records.holders) {
    const KeyReplacement* next = pending(holder, at);
    lines.row({hex(id), holder.name.empty() ? phrase("not named in public") : holder.name,
               holder.party.empty() ? "-" : holder.party,
               (key_of(holder, at) == id ? phrase("its first") : hex(key_of(holder, at))) +
                   (next == nullptr ? "" : phrase(", another from {}", to_string(next->at)))});
  }
  return lines.text();
}

}  // namespace lcl
