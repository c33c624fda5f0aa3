// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/named_sample.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/sample_files.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_openings_file = 64U << 20U;

Exit open_identities(Call& call) {
  const std::string& file = call.arguments.one("output");
  const bool with_parts = call.arguments.has("private");
  const Ledger& ledger = call.ledger();
  const auto named = sample_named(call, ledger);
  if (!named) return call.refuse(named.refused());
  const std::vector<DeviceOpening> openings = device_openings(ledger.opened(), named->devices, with_parts);
  OutputFile output = output_file(call.arguments, file, MayRead::owner);
  output.stream() << to_text(openings);
  output.keep();
  std::uint64_t parts = 0;
  for (const DeviceOpening& each : openings) parts += each.parts.size();
  return call.give(
      {{"devices", openings.size()}, {"parts", parts}, {"written", file}},
      with_parts
          ? phrase("opened {} and {} in {}\n", counted(openings.size(), phrase("device"), phrase("devices")),
                   counted(parts, phrase("private part"), phrase("private parts")), printable(file))
          : phrase("opened {} in {}\n", counted(openings.size(), phrase("device"), phrase("devices")),
                   printable(file)));
}

template <std::size_t size>
using StateWords = std::array<std::string_view, size>;
template <std::size_t size>
using StateCounts = std::array<std::uint64_t, size>;

template <std::size_t size>
Json totals_json(const StateWords<size>& words, const StateCounts<size>& counts) {
  Json totals = Json::object();
  for (std::size_t i = 0; i < size; ++i) totals[std::string(words[i])] = counts[i];
  return totals;
}

template <std::size_t size>
std::string totals_text(std::string_view what, const StateWords<size>& words,
                        const StateCounts<size>& counts) {
  std::string text =
      whole(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0})) + ' ' + std::string(what);
  for (std::size_t i = 0; i < size; ++i)
    text += (i == 0 ? ": " : ", ") + whole(counts[i]) + ' ' + spoken(words[i]);
  return text + '\n';
}

/// What became of a sampled device: the same words in text and JSON.
enum class Shown : std::uint8_t { recorded, not_recorded, not_named, not_opened };
constexpr StateWords<4> shown_words{"recorded", "not_recorded", "not_named", "not_opened"};

Shown shown(const Ledger& ledger, std::uint64_t seq, const DeviceOpening* opened,
            const NamedIdentifiers& named) {
  if (opened == nullptr) return Shown::not_opened;
  const auto texts = named.find(seq);
  if (texts == named.end()) return Shown::not_named;
  DeviceOpening opening = *opened;
  opening.identity = recorded_identity(ledger.opened(), seq);  // what the log says, not the file
  const bool any = std::any_of(texts->second.begin(), texts->second.end(),
                               [&](const std::string& text) { return opening.shows(text); });
  return any ? Shown::recorded : Shown::not_recorded;
}

/// What became of the private part that an event of a sampled cycle names.
enum class PartShown : std::uint8_t { recorded, altered, erased, not_opened };
constexpr StateWords<4> part_words{"recorded", "altered", "erased", "not_opened"};

struct CheckedPart {
  std::uint64_t entry = 0;
  PartShown shown{};
  std::string reference;  ///< as opened
};

/// Of one cycle, by ascending entry: what its events name, and what was opened that none of them names.
std::vector<CheckedPart> checked_parts(const Ledger& ledger, const SampledDevice& sampled,
                                       const DeviceOpening* opened) {
  std::map<std::uint64_t, Digest> named;
  std::map<std::uint64_t, CheckedPart> checked;
  for (const std::uint64_t entry : sampled.entries) {
    const auto digest = recorded_private_part(ledger.opened(), entry);
    if (!digest) continue;
    named.emplace(entry, *digest);
    const bool is_erased = ledger.state().records().erased.contains(entry);
    checked[entry] = {entry, is_erased ? PartShown::erased : PartShown::not_opened, {}};
  }
  if (opened != nullptr) {
    for (const OpenedPart& part : opened->parts) {
      const auto digest = named.find(part.entry);
      const bool is_recorded = digest != named.end() && digest->second == sha256(part.bytes);
      checked[part.entry] = {part.entry, is_recorded ? PartShown::recorded : PartShown::altered,
                             part.reference()};
    }
  }
  std::vector<CheckedPart> parts;
  parts.reserve(checked.size());
  for (auto& [entry, part] : checked) parts.push_back(std::move(part));
  return parts;
}

/// The parts of all cycles, as they are counted and shown.
class PartsTable {
 public:
  /// Adds those of a cycle; as JSON.
  Json take(const std::vector<CheckedPart>& parts) {
    Json list = Json::array();
    for (const CheckedPart& each : parts) {
      const auto place = static_cast<std::size_t>(each.shown);
      ++counts_[place];
      Json json{{"entry", each.entry}, {"shown", std::string(part_words[place])}};
      if (!each.reference.empty()) json["reference"] = each.reference;
      list.push_back(std::move(json));
      lines_.row({std::to_string(each.entry), spoken(part_words[place]), printable(each.reference)});
    }
    return list;
  }
  /// Nothing where no part was opened: then none was asked for.
  [[nodiscard]] std::string text() const {
    if (of(PartShown::recorded) + of(PartShown::altered) == 0) return {};
    return phrase("\nprivate parts\n{}{}", lines_.text(),
                  totals_text(phrase("private parts"), part_words, counts_));
  }
  [[nodiscard]] std::uint64_t of(PartShown shown) const { return counts_[static_cast<std::size_t>(shown)]; }
  [[nodiscard]] Json totals() const { return totals_json(part_words, counts_); }

 private:
  StateCounts<part_words.size()> counts_{};
  Columns lines_{{Align::right, Align::left, Align::left}};
};

Exit check_sample(Call& call) {
  const Arguments& given = call.arguments;
  const std::string& openings_file = given.one("openings");
  const auto opened = parse_openings(read_file(openings_file, longest_openings_file));
  if (const auto* refused = std::get_if<std::vector<Refused>>(&opened)) {
    return call.refuse(Refusals(*refused, refused->size(), openings_file));
  }
  const auto named = read_identifiers(given.one("identifiers"));
  if (const auto* refusals = std::get_if<Refusals>(&named)) return call.refuse(*refusals);
  const Ledger& ledger = call.ledger();
  const auto sample = sample_named(call, ledger);
  if (!sample) return call.refuse(sample.refused());
  std::map<std::uint64_t, DeviceOpening> openings;
  for (const DeviceOpening& each : std::get<std::vector<DeviceOpening>>(opened))
    openings.emplace(each.collection, each);
  Json devices = Json::array();
  Columns lines({Align::right, Align::left, Align::left});
  StateCounts<shown_words.size()> counts{};
  PartsTable parts;
  for (const SampledDevice& each : sample->devices) {
    const std::uint64_t seq = each.drawn.cycle.collection;
    const auto found = openings.find(seq);
    const DeviceOpening* opening = found == openings.end() ? nullptr : &found->second;
    const Shown outcome = shown(ledger, seq, opening, std::get<NamedIdentifiers>(named));
    const std::string_view word = shown_words[static_cast<std::size_t>(outcome)];
    ++counts[static_cast<std::size_t>(outcome)];
    devices.push_back({{"device", hex(each.device)},
                       {"identifier", std::string(word)},
                       {"parts", parts.take(checked_parts(ledger, each, opening))},
                       {"seq", seq}});
    lines.row({std::to_string(seq), hex(each.device), spoken(word)});
  }
  const bool all = counts[static_cast<std::size_t>(Shown::recorded)] == sample->devices.size() &&
                   parts.of(PartShown::altered) == 0;
  call.give({{"all_recorded", all},
             {"devices", std::move(devices)},
             {"part_totals", parts.totals()},
             {"totals", totals_json(shown_words, counts)}},
            lines.text() + totals_text("devices", shown_words, counts) + parts.text());
  return all ? Exit::done : Exit::no;
}

}  // namespace

std::vector<Command> sample_device_commands() {
  return {
      {.name = "sample open",
       .summary = "open the identities of a sample's devices for auditor and developer (operator)",
       .examples = "lcl sample open RENO1 44 --output openings-44.ndjson",
       .page = R"(Needs the registry's pepper. Whoever has the file can recognise these devices, and no
others, among identifiers that they already hold. With --private it also holds the private
parts of these cycles' events: the developer's references, by which it finds the vouchers, and
the certificates of data erasure. Private parts that were erased are not in it. Only its owner
can read the file (mode 0600). Delete it when the audit is over.
)",
       .positionals = {"ID", "SEQ"},
       .options = {{"output", "FILE", "the file to write", required},
                   {"private", "", "open the private parts of these cycles' events too"},
                   force_option,
                   at_option},
       .run = open_identities},
      {.name = "sample check",
       .summary = "check a sample's identifiers against what was recorded, without the pepper (auditor)",
       .examples = "lcl sample check RENO1 44 --openings openings-44.ndjson --identifiers named.csv",
       .page = R"(The CSV file has a header with the columns seq, imei, imei2, manufacturer and serial: for
each collection, what was read off the device or its papers. For each device drawn, the
answer says whether one of these identifiers was the one recorded: recorded, not recorded,
not named, not opened. Where private parts were opened too, each is held to the digest that
its event recorded: recorded, altered, erased, not opened. The exit code is 0 if all
identifiers were recorded and no private part was altered.
)",
       .positionals = {"ID", "SEQ"},
       .options = {{"openings", "FILE", "the file that lcl sample open wrote", required},
                   {"identifiers", "CSV", "the identifiers, one device per row", required},
                   at_option},
       .run = check_sample},
  };
}

}  // namespace lcl::cli
