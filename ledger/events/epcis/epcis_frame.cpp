// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/epcis_frame.hpp"

#include <algorithm>

#include "ledger/events/epcis/epc.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Type = JsonNode::Type;

void add_prefixes_of(const JsonNode& context, EpcisFrame& frame) {
  for (const JsonNode& each : context.elements) add_prefixes_of(each, frame);
  for (const auto& [prefix, meaning] : context.members) {
    const bool is_ours = meaning.is(Type::text) && meaning.text == epcis_namespace;
    if (is_ours && frame.prefixes.size() < EpcisFrame::most_prefixes) frame.prefixes.push_back(prefix);
  }
}

/// Whether an attribute of master data is the country of the Core Business Vocabulary.
bool is_country_attribute(std::string_view id) {
  return id == "urn:epcglobal:cbv:mda#countryCode" || id == "urn:epcglobal:cbv:mda:countryCode" ||
         id == "cbvmda:countryCode";
}

void add_site(const JsonNode& place, EpcisFrame& frame) {
  const std::string_view id = place.text_of("id");
  const JsonNode* const attributes = place.find("attributes");
  if (id.empty() || attributes == nullptr) return;
  EpcisFrame::Site site;
  for (const JsonNode& each : attributes->elements) {
    const std::string_view name = each.text_of("id");
    if (is_country_attribute(name)) site.country = each.text_of("attribute");
    if (frame.own_name(name) == "participant") site.participant = each.text_of("attribute");
  }
  frame.sites.insert_or_assign(std::string(id), std::move(site));
}

void add_sites(const JsonNode& document, EpcisFrame& frame) {
  const JsonNode* const header = document.find("epcisHeader");
  const JsonNode* const data = header == nullptr ? nullptr : header->find("epcisMasterData");
  const JsonNode* const lists = data == nullptr ? nullptr : data->find("vocabularyList");
  if (lists == nullptr) return;
  for (const JsonNode& list : lists->elements) {
    const JsonNode* const places = list.find("vocabularyElementList");
    if (places == nullptr) continue;
    for (const JsonNode& place : places->elements) add_site(place, frame);
  }
}

JsonTreeFault no_document(std::size_t offset, std::string message) {
  return {Refusal::malformed_epcis, offset, std::move(message)};
}

}  // namespace

std::string_view EpcisFrame::own_name(std::string_view member) const {
  if (member.starts_with(epcis_namespace)) return member.substr(epcis_namespace.size());
  const std::size_t colon = member.find(':');
  if (colon == std::string_view::npos) return {};
  const bool is_ours = std::find(prefixes.begin(), prefixes.end(), member.substr(0, colon)) != prefixes.end();
  return is_ours ? member.substr(colon + 1) : std::string_view{};
}

void add_prefixes(const JsonNode& node, EpcisFrame& frame) {
  if (const JsonNode* const context = node.find("@context")) add_prefixes_of(*context, frame);
}

std::optional<JsonTreeFault> read_epcis_frame(const JsonNode& document, EpcisFrame& frame) {
  if (!document.is(Type::object))
    return no_document(document.offset, phrase("the document is not an object"));
  const std::string_view type = document.text_of("type");
  if (type != "EPCISDocument" && type != "EPCISQueryDocument") {
    const JsonNode* const found = document.find("type");
    return no_document(
        found == nullptr ? document.offset : found->offset,
        phrase("\"type\" is {}, not \"EPCISDocument\" or \"EPCISQueryDocument\"",
               found == nullptr ? phrase("missing before the events") : in_quotes(found->text)));
  }
  const JsonNode* const version = document.find("schemaVersion");
  if (version == nullptr)
    return no_document(document.offset, phrase("\"schemaVersion\" is missing before the events"));
  if (version->text != "2" && !version->text.starts_with("2."))
    return no_document(version->offset,
                       phrase("\"schemaVersion\" is {}, not \"2.0\"", in_quotes(version->text)));
  add_prefixes(document, frame);
  add_sites(document, frame);
  return std::nullopt;
}

std::string_view cbv_word(std::string_view text, std::string_view vocabulary) {
  if (text.find(':') == std::string_view::npos) return text;
  for (const std::string_view base : {"https://ref.gs1.org/cbv/", "cbv:"}) {
    std::string_view rest = text;
    if (!rest.starts_with(base)) continue;
    rest.remove_prefix(base.size());
    const bool fits = rest.starts_with(vocabulary) && rest.substr(vocabulary.size()).starts_with('-');
    return fits ? rest.substr(vocabulary.size() + 1) : std::string_view{};
  }
  // As EPCIS 1.2 has it: urn:epcglobal:cbv:bizstep:collecting.
  std::string urn = "urn:epcglobal:cbv:";
  for (const char c : vocabulary) urn.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  urn.push_back(':');
  return text.starts_with(urn) ? text.substr(urn.size()) : std::string_view{};
}

}  // namespace lcl
