// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/published_folder.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/store/log.hpp"
#include "ledger/texts/explorer/project_pages.hpp"
#include "ledger/texts/explorer/record_pages.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/texts/unit_listing.hpp"

namespace lcl::explorer {
namespace {

using page::Cells;
using page::Fact;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Remark;
using page::Speech;
using page::Table;
using page::Tone;

constexpr std::uint64_t log_pages_shown = 256;  // on the page that leads to them

std::string to_the_folder() { return "../../../"; }  // from a page that lies directly below its language

std::uint64_t units_issued(const Records& records) {
  std::uint64_t units = 0;
  for (const auto& [id, project] : records.projects) {
    for (const Issuance& issuance : project.issuances) units += issuance.count;
  }
  return units;
}

NoteVerifier log_verifier(const SitePages& pages) {
  return {pages.ledger().state().origin(), pages.ledger().state().log_key()};
}

void append(Blocks& blocks, std::vector<page::Block> more) {
  for (page::Block& each : more) blocks.push_back(std::move(each));
}

/// Those of the register whose units are retired.
Listing retirements(const Listing& units) {
  Listing retired = units;
  retired.each_row = [every = units.each_row](const RowTaker& take) {
    every([&take](const ListingRow& row) {
      if (row[2] == ListingCell(std::string(word(UnitState::retired)))) take(row);
    });
  };
  return retired;
}

Table units_table(const SitePages& pages, const Listing& units, std::string caption) {
  Table table = listing_table(units, pages.say(), std::move(caption), all_rows);
  table.lead_to.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    const ParsedSerial serial = parse_serial(row.front());
    table.lead_to.push_back(serial.block ? project_file(serial.block->project) : std::string());
  }
  return table;
}

Table entries_table(const SitePages& pages, std::uint64_t from, std::uint64_t to) {
  const Speech say = pages.say();
  const Listing entries =
      log_listing(pages.ledger(), {.from = from, .to = to, .project = {}, .kind = {}}, pages.basis());
  return listing_table(entries, say,
                       say(Message::explorer_log_title, {std::to_string(from), std::to_string(to - 1)}),
                       all_rows);
}

/// Where the folder has what a page of the log shows.
FactList log_places(const SitePages& pages, const std::string& up, std::uint64_t index, std::size_t width) {
  const std::string bundle = entry_bundle_path(index, width);
  const std::string tile = tile_path(0, index, width);
  const Speech say = pages.say();
  return {{Fact{say(Message::explorer_bundle), bundle, true, {}, up + bundle},
           Fact{say(Message::explorer_tile), tile, true, {}, up + tile}}};
}

void put_full_log_page(SitePages& pages, std::uint64_t index) {
  const Speech say = pages.say();
  const std::uint64_t from = index * tile_width;
  const std::string file = log_page_file(say.language(), index);
  std::string up;
  for (const char letter : file) {
    if (letter == '/') up += "../";
  }
  Blocks blocks;
  blocks.emplace_back(log_places(pages, up, index, tile_width));
  blocks.emplace_back(entries_table(pages, from, from + tile_width));
  pages.put_log_page(
      index, say(Message::explorer_log_title, {std::to_string(from), std::to_string(from + tile_width - 1)}),
      std::move(blocks));
}

/// The newest pages first.
Table log_pages_table(const SitePages& pages, std::uint64_t full) {
  const Speech say = pages.say();
  Table table{say(Message::explorer_log_pages), {{say(Message::explorer_log_first)}}, {}};
  for (std::uint64_t index = full; index-- > 0 && table.rows.size() < log_pages_shown;) {
    const std::uint64_t from = index * tile_width;
    table.rows.push_back(
        {say(Message::first_to_last, {std::to_string(from), std::to_string(from + tile_width - 1)})});
    table.lead_to.push_back(to_the_folder() + log_page_file(say.language(), index));
  }
  return table;
}

std::string line_of(const std::string& text, std::size_t number) {
  std::size_t begin = 0;
  while (--number > 0) begin = text.find('\n', begin) + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// Of a witness's also when it says that it saw the checkpoint.
Table signatures_table(const SitePages& pages) {
  const Speech say = pages.say();
  const std::string& checkpoint = pages.source().checkpoint;
  Table table{say(Message::explorer_signatures),
              {{say(Message::explorer_signer), Cells::code},
               {say(Message::explorer_key_id), Cells::code},
               {say(Message::explorer_seen_at)}},
              {}};
  const std::optional<Note> note = parse_note(checkpoint);
  if (!note) return table;
  table.rows.reserve(note->signatures.size());
  for (const NoteSignature& each : note->signatures) {
    const std::optional<Instant> seen = cosigned_at(line_of(checkpoint, each.line));
    table.rows.push_back({each.name, fmt::format("{:08x}", each.key_id), seen ? say.instant(*seen) : "–"});
  }
  return table;
}

}  // namespace

void put_home(SitePages& pages, const std::string& verifier, const Digest& verifier_digest) {
  const Speech say = pages.say();
  const Records& records = pages.records();
  const OpenLedger& ledger = pages.ledger();
  Blocks blocks;
  if (records.standing == RegistryStanding::trial)
    blocks.emplace_back(Remark{Tone::caution, say(Message::explorer_in_trial)});
  blocks.emplace_back(Heading{say(Message::explorer_at_a_glance)});
  blocks.emplace_back(FactList{
      {{say(Message::registry), ledger.state().origin(), true},
       {say(Message::registry_standing), say(standing_names[static_cast<std::size_t>(records.standing)])},
       {say(Message::entries), say.whole(ledger.head().size)},
       {say(Message::explorer_last_entry), say.instant(pages.at())},
       {say(Message::explorer_projects), say.whole(records.projects.size())},
       {say(Message::explorer_participants), say.whole(records.participants.size())},
       {say(Message::explorer_units_in_all), say.whole(units_issued(records))}}});
  blocks.emplace_back(Heading{say(Message::explorer_projects)});
  add_projects(pages, blocks);
  blocks.emplace_back(Heading{say(Message::explorer_how_to_check)});
  blocks.emplace_back(Paragraph{say(Message::explorer_verifier_text)});
  const std::string key = vkey(log_verifier(pages));
  const std::string certifier = hex(ledger.state().certifier().fingerprint());
  blocks.emplace_back(
      FactList{{{say(Message::explorer_verifier), verifier, true, {}, to_the_folder() + verifier},
                {say(Message::explorer_verifier_digest), hex(verifier_digest), true},
                {say(Message::log_key), key, true},
                {say(Message::explorer_certifier), certifier, true},
                {say(Message::listing_question),
                 "lcl verify --from FOLDER --log-key " + key + " --certifier " + certifier, true}}});
  pages.put(Section::home, ledger.state().origin(), say(Message::explorer_home_subtitle), std::move(blocks));
}

void put_units(SitePages& pages) {
  const Speech say = pages.say();
  const Listing units = public_register(pages.ledger(), nullptr, pages.basis());
  Blocks blocks;
  blocks.emplace_back(Heading{say(Message::explorer_units)});
  Table all = units_table(pages, units, say(Message::explorer_units));
  const bool none = all.rows.empty();
  if (none) {
    blocks.emplace_back(Paragraph{say(Message::explorer_no_units)});
  } else {
    blocks.emplace_back(std::move(all));
  }
  blocks.emplace_back(Heading{say(Message::explorer_retirements)});
  Table retired = units_table(pages, retirements(units), say(Message::explorer_retirements_caption));
  if (retired.rows.empty()) {
    blocks.emplace_back(Paragraph{say(Message::explorer_no_units_retired)});
  } else {
    blocks.emplace_back(std::move(retired));
  }
  blocks.emplace_back(Heading{say(Message::notices)});
  append(blocks, notice_paragraphs(units.notices, say.language()));
  pages.put(Section::units, say(Message::listing_register, {units.subject}),
            say(Message::listing_subtitle, {units.subject}), std::move(blocks));
}

void put_log(SitePages& pages) {
  const Speech say = pages.say();
  const std::uint64_t size = pages.ledger().head().size;
  const std::uint64_t full = size / tile_width;
  for (std::uint64_t index = 0; index < full; ++index) {
    if (!pages.has_log_page(index)) put_full_log_page(pages, index);
  }
  Blocks blocks;
  blocks.emplace_back(Paragraph{say(Message::explorer_log_text, {"lcl prove N"})});
  if (size % tile_width != 0) {
    blocks.emplace_back(log_places(pages, to_the_folder(), full, size % tile_width));
    blocks.emplace_back(entries_table(pages, full * tile_width, size));
  }
  if (full > 0) blocks.emplace_back(log_pages_table(pages, full));
  pages.put(Section::log, say(Message::explorer_log), pages.ledger().state().origin(), std::move(blocks));
}

void put_checkpoint(SitePages& pages) {
  const Speech say = pages.say();
  const OpenLedger& ledger = pages.ledger();
  Blocks blocks;
  blocks.emplace_back(Paragraph{say(Message::explorer_checkpoint_text)});
  const std::string folder = size_folder(ledger.head()) + '/';
  blocks.emplace_back(
      FactList{{{say(Message::registry), ledger.state().origin(), true},
                {say(Message::entries), say.whole(ledger.head().size)},
                {say(Message::root), hex(ledger.head().root), true},
                {say(Message::log_key), vkey(log_verifier(pages)), true},
                {say(Message::explorer_certifier), hex(ledger.state().certifier().fingerprint()), true},
                {say(Message::explorer_checkpoint), folder + "checkpoint", true, {}, "../checkpoint"},
                {say(Message::explorer_newest), "checkpoint", true, {}, to_the_folder() + "checkpoint"},
                {say(Message::explorer_data), folder + "state.json", true, {}, "../state.json"}}});
  blocks.emplace_back(Heading{say(Message::explorer_signatures)});
  blocks.emplace_back(signatures_table(pages));
  blocks.emplace_back(Paragraph{say(Message::explorer_signatures_text)});
  blocks.emplace_back(Heading{say(Message::explorer_keys)});
  blocks.emplace_back(listing_table(keys_listing(pages.records(), pages.basis()), say,
                                    say(Message::explorer_keys), all_rows));
  pages.put(Section::checkpoint, say(Message::explorer_checkpoint), ledger.state().origin(),
            std::move(blocks));
}

}  // namespace lcl::explorer
