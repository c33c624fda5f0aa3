// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "ledger/texts/explorer/record_pages.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/record_listings.hpp"

namespace lcl::explorer {
namespace {

using page::Cells;
using page::FactList;
using page::Heading;
using page::Language;
using page::Message;
using page::Paragraph;
using page::Speech;
using page::Table;

constexpr Language of_documents = Language::english;  // which methodologies are written in

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::string source_of(const Json& factor, Speech say) {
  const std::string source = text_of(factor, "source");
  if (!factor.value("assumption", false)) return source;
  return source.empty() ? say(Message::explorer_assumption) : say(Message::explorer_assumption_of, {source});
}

Table factors_table(const Json& factors, const std::string& unit_of_all, std::string caption, Speech say) {
  Table table{std::move(caption),
              {{say(Message::name), Cells::words, of_documents},
               {say(Message::explorer_value), Cells::numbers},
               {say(Message::unit)},
               {say(Message::explorer_source), Cells::words, of_documents},
               {say(Message::explorer_clause), Cells::words, of_documents}},
              {}};
  table.rows.reserve(factors.size());
  for (const auto& [name, factor] : factors.items()) {
    const std::string unit = text_of(factor, "unit");
    table.rows.push_back({name, text_of(factor, "value"), unit.empty() ? unit_of_all : unit,
                          source_of(factor, say), text_of(factor, "clause")});
  }
  return table;
}

std::string keys_of(const Json& table) {
  std::string keys;
  for (const Json& each : table["by"]) keys += (keys.empty() ? "" : ", ") + each.get<std::string>();
  return keys;
}

Table rules_table(const Methodology& methodology, Speech say) {
  const bool in_french = say.language() == Language::french;
  Table table{say(Message::explorer_eligibility),
              {{say(Message::name), Cells::code},
               {say(Message::explorer_clause)},
               {say(Message::explorer_rule), Cells::code}},
              {}};
  for (const Eligibility& rule : methodology.eligibility()) {
    const bool has_french = in_french && !rule.french_title.empty();
    table.rows.push_back({rule.reason, has_french ? rule.french_title : rule.title, rule.formula});
  }
  return table;
}

Table steps_table(const Methodology& methodology, Speech say) {
  Table table{say(Message::explorer_steps),
              {{say(Message::step), Cells::code},
               {say(Message::explorer_scope)},
               {say(Message::unit)},
               {say(Message::formula), Cells::code},
               {say(Message::explorer_clause), Cells::words, of_documents}},
              {}};
  for (const Step& step : methodology.steps())
    table.rows.push_back({step.name, std::string(word(step.scope)), step.unit, step.formula, step.clause});
  return table;
}

void put_methodology(SitePages& pages, const AdoptedMethodology& adopted) {
  const Speech say = pages.say();
  const Methodology& methodology = *adopted.methodology;
  const bool in_french = say.language() == Language::french && !methodology.french_title().empty();
  const auto read = parse_json(methodology.document());
  const Json& document = std::get<Json>(read);
  Blocks blocks;
  FactList facts{{{say(Message::methodology), methodology.id() + ' ' + methodology.version()},
                  {say(Message::status), called_as(methodology_statuses, methodology.status(), say)},
                  {say(Message::digest), hex(methodology.digest()), true},
                  {say(Message::explorer_adopted_by), std::to_string(adopted.adopted)}}};
  if (!adopted.decision.empty()) facts.facts.push_back({say(Message::explorer_decision), adopted.decision});
  blocks.emplace_back(std::move(facts));
  blocks.emplace_back(in_french ? Paragraph{methodology.french_summary()}
                                : Paragraph{methodology.summary(), of_documents});
  blocks.emplace_back(Heading{say(Message::explorer_parameters)});
  blocks.emplace_back(factors_table(document["parameters"], {}, say(Message::explorer_parameters), say));
  for (const auto& [name, table] : document["tables"].items()) {
    const std::string caption = say(Message::explorer_table_by, {name, keys_of(table)});
    blocks.emplace_back(Heading{caption});
    if (const std::string clause = text_of(table, "clause"); !clause.empty())
      blocks.emplace_back(Paragraph{clause, of_documents});
    blocks.emplace_back(factors_table(table["rows"], text_of(table, "unit"), caption, say));
  }
  blocks.emplace_back(Heading{say(Message::explorer_eligibility)});
  blocks.emplace_back(rules_table(methodology, say));
  blocks.emplace_back(Heading{say(Message::explorer_steps)});
  blocks.emplace_back(steps_table(methodology, say));
  pages.put(Section::methodologies, methodology_file(methodology.digest()),
            in_french ? methodology.french_title() : methodology.title(),
            methodology.id() + ' ' + methodology.version(), std::move(blocks));
}

}  // namespace

void put_methodologies(SitePages& pages) {
  const Speech say = pages.say();
  Table table = listing_table(methodologies_listing(pages.records(), pages.basis()), say,
                              say(Message::explorer_methodologies));
  for (const auto& [digest, adopted] : pages.records().methodologies)
    table.lead_to.push_back(methodology_file(digest));
  Blocks blocks;
  blocks.emplace_back(std::move(table));
  pages.put(Section::methodologies, say(Message::explorer_methodologies), pages.ledger().state().origin(),
            std::move(blocks));
  for (const auto& [digest, adopted] : pages.records().methodologies) put_methodology(pages, adopted);
}

}  // namespace lcl::explorer
