// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/listing_page.hpp"

#include <utility>

namespace lcl {
namespace {

using page::Cells;
using page::Fact;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Speech;

Cells cells_of(ValueKind kind) {
  if (kind == ValueKind::code) return Cells::code;
  const bool is_number = kind == ValueKind::ordinal || kind == ValueKind::whole || kind == ValueKind::decimal;
  return is_number ? Cells::numbers : Cells::words;
}

std::string told_cell(const ListingCell& cell, const ListingColumn& column, Speech say) {
  const ValueKind kind = column.kind;
  if (std::holds_alternative<std::monostate>(cell)) return "–";
  if (const auto* value = std::get_if<Decimal>(&cell)) return say.kilograms(*value);
  if (const auto* instant = std::get_if<Instant>(&cell)) return say.date(*instant);
  if (const auto* truth = std::get_if<bool>(&cell)) return say(*truth ? Message::yes_word : Message::no_word);
  if (const auto* number = std::get_if<std::int64_t>(&cell); number != nullptr && kind == ValueKind::whole)
    return say.number(Decimal(*number), 0);
  const std::string text = exact_text(cell, say.language());
  for (const auto& [word, called] : column.called) {
    if (word == text) return say(called);
  }
  return text;
}

}  // namespace

page::Table listing_table(const Listing& listing, Speech say, std::string caption, std::size_t at_most) {
  page::Table table{std::move(caption), {}, {}, false};
  std::vector<std::size_t> told;
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    const ListingColumn& column = listing.columns[i];
    if (column.use != ColumnUse::told || !column.heading) continue;
    told.push_back(i);
    table.columns.push_back({say(*column.heading), cells_of(column.kind)});
  }
  std::size_t count = 0;
  listing.each_row([&](const ListingRow& row) {
    if (++count > at_most) return;
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const std::size_t i : told) cells.push_back(told_cell(row[i], listing.columns[i], say));
  });
  if (count > at_most)
    table.caption +=
        ". " + say(Message::more_rows, {say.whole(std::uint64_t{at_most}), say.whole(std::uint64_t{count})});
  return table;
}

std::vector<std::pair<std::string, std::string>> listing_origin(const Listing& listing, Speech say) {
  const ListingBasis& basis = listing.basis;
  std::vector<std::pair<std::string, std::string>> facts{
      {say(Message::listing_question), basis.question},
      {say(Message::log_word), say(Message::log_at, {basis.origin, say.whole(basis.head.size)})},
      {say(Message::root), hex(basis.head.root)},
      {say(Message::listing_stands_at), to_string(basis.time)}};
  for (const Digest& methodology : basis.methodologies)
    facts.emplace_back(say(Message::digest_of_methodology), hex(methodology));
  for (const std::string& stated : basis.stated) facts.emplace_back(say(Message::listing_stated), stated);
  facts.emplace_back(say(Message::listing_program), basis.program);
  return facts;
}

std::vector<page::Block> notice_paragraphs(const std::vector<Notice>& notices, page::Language language) {
  std::vector<page::Block> blocks;
  blocks.reserve(notices.size());
  for (const Notice& notice : notices) {
    std::string text(notice.french);
    if (language == page::Language::english) text.append(" ").append(notice.english);
    blocks.emplace_back(Paragraph{std::move(text)});
  }
  return blocks;
}

page::Page listing_page(const Listing& listing, page::Language language) {
  const Speech say(language);
  const std::string title = say(listing.title, {listing.subject});
  page::Page made{.language = language,
                  .title = title,
                  .subtitle = say(Message::listing_subtitle, {listing.basis.origin}),
                  .running_title = title,
                  .made = listing.basis.time,
                  .blocks = {}};
  made.blocks.emplace_back(listing_table(listing, say, title));
  if (!listing.notices.empty()) made.blocks.emplace_back(Heading{say(Message::notices)});
  for (page::Block& each : notice_paragraphs(listing.notices, language))
    made.blocks.push_back(std::move(each));
  made.blocks.emplace_back(Heading{say(Message::listing_computed_from)});
  FactList facts;
  for (auto& [name, value] : listing_origin(listing, say)) facts.facts.push_back({name, value, true});
  made.blocks.emplace_back(std::move(facts));
  return made;
}

}  // namespace lcl
