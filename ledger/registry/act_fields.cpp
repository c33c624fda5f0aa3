// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/act_fields.hpp"

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::act_fields {
namespace {

/// The value that `parsed` holds: an act's form was checked before.
template <typename Value>
Value checked(std::optional<Value> parsed) {
  invariant(parsed.has_value(), "the form of an act is checked before its fields are read");
  return *std::move(parsed);
}

}  // namespace

const std::string& text(const Json& act, const char* field) {
  return act[field].get_ref<const std::string&>();
}

std::string text_or_empty(const Json& act, const char* field) {
  return act.contains(field) ? text(act, field) : std::string();
}

std::vector<std::string> texts_or_none(const Json& act, const char* field) {
  return act.contains(field) ? texts(act, field) : std::vector<std::string>{};
}

std::vector<std::string> texts(const Json& act, const char* field) {
  return act.contains(field) ? act[field].get<std::vector<std::string>>() : std::vector<std::string>();
}

std::uint64_t integer(const Json& act, const char* field) { return act[field].get<std::uint64_t>(); }

int settled_vintage(const Json& act, const UnitBlock& block) {
  return act.contains("vintage") ? static_cast<int>(integer(act, "vintage")) : block.vintage;
}

const std::string& debtor_of(const Statement& set_off) {
  return set_off.act.contains("of_project") ? text(set_off.act, "of_project") : set_off.project;
}

std::vector<std::uint64_t> integers(const Json& act, const char* field) {
  const auto found = act.find(field);
  return found == act.end() ? std::vector<std::uint64_t>() : found->get<std::vector<std::uint64_t>>();
}

Decimal decimal(const Json& act, const char* field) {
  return checked(parse_canonical_decimal(text(act, field)));
}

Instant date(const Json& act, const char* field) { return checked(parse_date(text(act, field))); }

Instant instant(const Json& act, const char* field) {
  return checked(parse_canonical_instant(text(act, field)));
}

Period dates(const Json& act, const char* field) {
  return {date(act[field], "from"), date(act[field], "to")};
}

Json dates_json(const Period& period) { return {{"from", date_of(period.from)}, {"to", date_of(period.to)}}; }

Digest digest(const Json& act, const char* field) { return checked(digest_from_hex(text(act, field))); }

PublicKey key(const Json& act, const char* field) { return checked(PublicKey::from_text(text(act, field))); }

std::vector<PublicKey> keys(const Json& act, const char* field) {
  std::vector<PublicKey> keys;
  for (const std::string& each : texts(act, field)) keys.push_back(checked(PublicKey::from_text(each)));
  return keys;
}

Head checkpoint(const Json& act, const char* field) {
  return {integer(act[field], "size"), digest(act[field], "root")};
}

std::vector<Mandant> mandants(const Json& act, const char* field) {
  std::vector<Mandant> mandants;
  if (!act.contains(field)) return mandants;
  for (const Json& mandant : act[field])
    mandants.push_back({text(mandant, "siret"), date(mandant, "notified_on")});
  return mandants;
}

std::vector<Site> sites(const Json& act, const char* field) {
  std::vector<Site> sites;
  if (!act.contains(field)) return sites;
  for (const Json& site : act[field]) sites.push_back({text(site, "region"), text(site, "commune")});
  return sites;
}

std::set<Pseudonym> devices(const Json& act, const char* field) {
  std::set<Pseudonym> devices;
  for (const std::string& device : texts(act, field)) devices.insert(checked(pseudonym_from_hex(device)));
  return devices;
}

std::vector<StatedParameter> parameters(const Json& act, const char* field) {
  std::vector<StatedParameter> stated;
  if (!act.contains(field)) return stated;
  for (const auto& [name, value] : act[field].items()) {
    StatedParameter parameter{name, {}, text(value, "source")};
    if (value.contains("value")) parameter.values.emplace("", decimal(value, "value"));
    if (value.contains("values")) {
      for (const auto& [category, of_category] : value["values"].items())
        parameter.values.emplace(category, decimal(value["values"], category.c_str()));
    }
    stated.push_back(std::move(parameter));
  }
  return stated;
}

Json parameters_json(const std::vector<StatedParameter>& stated) {
  Json json = Json::object();
  for (const StatedParameter& parameter : stated) {
    Json& member = json[parameter.name] = {{"source", parameter.source}};
    for (const auto& [category, value] : parameter.values) {
      if (category.empty()) {
        member["value"] = to_string(value);
      } else {
        member["values"][category] = to_string(value);
      }
    }
  }
  return json;
}

std::vector<SampleResult> results(const Json& act, const char* field) {
  std::vector<SampleResult> results;
  for (const Json& result : act[field]) {
    results.push_back(
        {.collection = integer(result, "seq"),
         .found = result.contains("found_kgco2e") ? decimal(result, "found_kgco2e") : Decimal(0),
         .outcome = static_cast<SampleOutcome>(word_in(sample_result_words, result, "result"))});
  }
  return results;
}

std::size_t word_in(std::span<const std::string_view> words, const Json& act, const char* field) {
  return checked(place_in(words, text(act, field)));
}

Refused refused(Refusal refusal, std::string field, std::string message) {
  return {refusal, {.field = std::move(field)}, std::move(message)};
}

std::string short_id(const Digest& id) { return hex(id).substr(0, 16); }

std::string why_it_may_not_sign(const GrantedKey& granted) {
  const std::string id = short_id(granted.key.id());
  if (granted.standing.annulled)
    return phrase("the grant of key {} was annulled by entry {}", id, *granted.standing.annulled);
  if (granted.until && !granted.standing.revoked)
    return phrase("key {} was replaced on {} by another key of its holder", id, to_string(*granted.until));
  return phrase("key {} was revoked by entry {}", id, granted.standing.revoked.value_or(0));
}

}  // namespace lcl::act_fields
