// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explorer/search_pages.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/holdings.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/texts/explorer/search_script.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl::explorer {
namespace {

using page::Message;
using page::Speech;

constexpr std::uint64_t entries_of_index = 65'536;
constexpr std::size_t prefix_digits = 2;
constexpr std::size_t prefixes = 256;

using Shards = std::array<std::string, prefixes>;

void add_line(Shards& shards, const Pseudonym& device, std::uint64_t seq) {
  const std::string digits = hex(device);
  shards[device.bytes[0]] += digits.substr(prefix_digits) + ' ' + std::to_string(seq) + '\n';
}

void put_index(const ExplorerSource& source, const FolderFiles& files, std::uint64_t index) {
  const std::string folder = "search/" + std::to_string(index) + '/';
  const std::string complete = folder + "complete";
  if (files.has(complete)) return;
  Shards shards;
  const std::uint64_t from = index * entries_of_index;
  const std::uint64_t end = std::min(from + entries_of_index, source.ledger.head().size);
  source.ledger.log().scan(from, end, [&shards](const AuthenticEntry& read) {
    const Entry& entry = read.entry;
    if (!entry.device) return;
    add_line(shards, *entry.device, entry.seq);
    for (const Pseudonym& also : entry.also) add_line(shards, also, entry.seq);
  });
  for (std::size_t prefix = 0; prefix < prefixes; ++prefix) {
    if (shards[prefix].empty()) continue;
    const std::array<std::uint8_t, 1> byte{static_cast<std::uint8_t>(prefix)};
    files.put(folder + hex(Bytes(byte)) + ".txt", shards[prefix]);
  }
  if (end == from + entries_of_index) files.put(complete, "");
}

/// What the script says, in the page's language.
Json words_of(Speech say) {
  Json states = Json::object();
  for (const auto& [state, name] : called<UnitState>(unit_state_names)) states[state] = say(name);
  return {{"entry", say(Message::explorer_search_entry)},
          {"failed", say(Message::explorer_search_failed)},
          {"found", say(Message::explorer_search_found)},
          {"nothing", say(Message::explorer_search_nothing)},
          {"project", say(Message::explorer_search_project)},
          {"searching", say(Message::explorer_searching)},
          {"states", std::move(states)}};
}

}  // namespace

void put_search(SitePages& pages) {
  const Speech say = pages.say();
  const page::Search search{.script = "../search.js",
                            .label = say(Message::explorer_search_label),
                            .button = say(Message::explorer_search),
                            .folder = "../../../",
                            .size = pages.ledger().head().size,
                            .words = canonical(words_of(say))};
  pages.put_search_page(search, say(Message::explorer_search),
                        {page::Paragraph{say(Message::explorer_search_text)}});
}

void put_search_index(const ExplorerSource& source, const FolderFiles& files) {
  files.put(size_folder(source.ledger.head()) + "/search.js", search_script);
  for (std::uint64_t index = 0; index * entries_of_index < source.ledger.head().size; ++index)
    put_index(source, files, index);
}

}  // namespace lcl::explorer
