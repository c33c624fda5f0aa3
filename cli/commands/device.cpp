// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/commands/command_table.hpp"
#include "cli/kit/references.hpp"
#include "ledger/chain/entry.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli {
namespace {

/// One entry of a device's own chain.
struct Link {
  std::uint64_t seq = 0;
  std::string time;
  std::string kind;
  std::string project;
  std::string occurred_at;  ///< as its payload says; empty where that is withheld
  std::vector<Pseudonym> also;
  std::optional<std::uint64_t> after;
};

Link link_of(const StoredEntry& stored) {
  Entry entry;
  if (const char* fault = read_entry(stored.entry, entry)) {
    throw Error(Obstacle::damaged, "entry " + std::to_string(stored.seq) + ": " + fault + "; see lcl verify");
  }
  Link link{
      stored.seq, to_string(entry.time), std::string(entry.kind), std::string(entry.project), {}, entry.also,
      entry.after};
  if (!stored.payload) return link;
  const std::variant<Json, JsonFault> payload = parse_json(*stored.payload);
  if (const auto* json = std::get_if<Json>(&payload); json != nullptr && json->is_object()) {
    link.occurred_at = json->value("occurred_at", std::string());
  }
  return link;
}

/// The device's entries, oldest first.
std::vector<Link> chain_of(const Reader& reader, std::uint64_t last) {
  std::vector<Link> chain;
  std::optional<std::uint64_t> next = last;
  while (next) {
    const std::uint64_t seq = *next;
    const bool there =
        reader.entry(seq, [&chain](const StoredEntry& stored) { chain.push_back(link_of(stored)); });
    if (!there || (chain.back().after && *chain.back().after >= seq)) {
      throw Error(Obstacle::damaged,
                  "the device's chain is broken at entry " + std::to_string(seq) + "; see lcl verify");
    }
    next = chain.back().after;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

Json chain_json(const std::vector<Link>& chain) {
  Json list = Json::array();
  for (const Link& link : chain) {
    Json also = Json::array();
    for (const Pseudonym& pseudonym : link.also) also.push_back(hex(pseudonym));
    list.push_back({{"also", std::move(also)},
                    {"kind", link.kind},
                    {"occurred_at", link.occurred_at},
                    {"project", link.project},
                    {"seq", link.seq},
                    {"time", link.time}});
  }
  return list;
}

std::string chain_text(const std::vector<Link>& chain) {
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::left});
  lines.row({"entry", "kind", "occurred", "recorded", "project"});
  for (const Link& link : chain) {
    lines.row({std::to_string(link.seq), link.kind, link.occurred_at, link.time, link.project});
    for (const Pseudonym& pseudonym : link.also) lines.row({"", "also " + hex(pseudonym)});
  }
  return lines.text();
}

Exit device(Call& call) {
  const Ledger ledger({call.registry()});
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  const std::optional<DeviceRow> row = recorded_device(ledger, asked);
  if (!row) return never_recorded(call, asked);
  require_disclosed(ledger, *row);
  const std::vector<Link> chain = chain_of(ledger.opened().reader(), row->state.last);
  const std::string stage(word(row->state.stage));
  if (call.json()) {
    call.answer.document({{"device", hex(row->device)},
                          {"entries", chain_json(chain)},
                          {"project", row->state.project},
                          {"recorded", true},
                          {"stage", stage}});
    return Exit::done;
  }
  Columns lines({Align::left, Align::left});
  lines.row({"device", hex(row->device)});
  lines.row({"stage", stage});
  lines.row({"project", row->state.project});
  call.answer.write(lines.text() + '\n' + chain_text(chain));
  return Exit::done;
}

}  // namespace

std::vector<Command> device_commands() {
  return {{
      .name = "device",
      .summary = "show what was recorded of a device",
      .usage = "IMEI | PSEUDONYM | --manufacturer NAME --serial SERIAL",
      .examples = "lcl device 490154203237518\n"
                  "lcl device --manufacturer Fairphone --serial FP4-00012345\n"
                  "lcl device 4be2a7d1c09f5e3381d6b2a7c4e5f601",
      .page = "The ledger holds no identifiers: the pseudonym is computed anew, which needs the\n"
              "registry's pepper. The exit code is 1 if the device was never recorded.\n",
      .positionals = {"[IMEI|PSEUDONYM]"},
      .options = device_options(),
      .run = device,
  }};
}

}  // namespace lcl::cli
