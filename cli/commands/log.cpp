// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/log.hpp"

#include <utility>
#include <variant>

#include "cli/commands/command_table.hpp"
#include "cli/kit/forms.hpp"
#include "ledger/ledger.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/act_text.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

LogQuery query_of(const Call& call) {
  const Arguments& given = call.arguments;
  LogQuery query;
  query.from = given.maybe_whole("from").value_or(query.from);
  query.to = given.maybe_whole("to").value_or(query.to);
  if (const std::string* project = given.maybe("project")) query.project = *project;
  if (const std::string* kind = given.maybe("kind")) query.kind = *kind;
  query.statements_only = given.has("statements");
  query.limit = given.maybe_whole("limit").value_or(query.limit);
  return query;
}

/// The column of kinds is as wide as the longest kind.
constexpr std::size_t kind_width = 22;
constexpr std::size_t project_width = 16;
constexpr std::size_t seq_width = 9;

void pad(std::string& line, std::size_t to) {
  if (line.size() < to) line.append(to - line.size(), ' ');
}

std::string line_of(const LoggedEntry& entry) {
  const std::string seq = std::to_string(entry.seq);
  std::string line(seq.size() < seq_width ? seq_width - seq.size() : 0, ' ');
  line += seq + "  " + to_string(entry.time) + "  ";
  const std::size_t kind_at = line.size();
  line += entry.kind;
  pad(line, kind_at + kind_width);
  line += "  " + entry.project;
  const auto act = act_of(entry);
  pad(line, kind_at + kind_width + 2 + project_width);
  line += "  ";
  if (entry.device) line += hex(*entry.device);
  if (act) line += printable(act_text(*act));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

std::string bytes_line(const LoggedEntry& entry) { return entry.entry + '\n'; }

/// Room for what the log may hold: a payload of an entry, once more in words, and what stands around it.
constexpr JsonLimits item_limits{.depth = 48, .bytes = std::size_t{8} << 20U};

/// Both are canonical JSON as stored, so the item is too.
std::string item_of(const LoggedEntry& entry) {
  std::string item = "{\"entry\":" + entry.entry;
  if (entry.payload) item += ",\"payload\":" + *entry.payload;
  if (const auto act = act_of(entry)) {
    item += ",\"words\":";
    append_json_string(act_text(*act), item);
  }
  return item + '}';
}

/// In another form than the list of entries that it is, in a file, or for whoever takes it.
bool is_exported(const Call& call) {
  const Arguments& given = call.arguments;
  return call.take || given.has("format") || given.has("output") || given.has("locale");
}

Exit export_log(Call& call, const LogQuery& query) {
  if (call.arguments.has("entries"))
    throw UsageError(phrase("--entries takes none of --format, --output and --locale"));
  require_form(call);
  const OpenLedger& ledger = call.ledger().opened();
  const auto as_json = [&] {
    Json entries = Json::array();
    read_log(ledger, query, [&entries](const LoggedEntry& entry) {
      auto item = parse_json(item_of(entry), item_limits);
      invariant(std::holds_alternative<Json>(item), "an entry is JSON as it is listed");
      entries.push_back(std::get<Json>(std::move(item)));
    });
    return Json{{"entries", std::move(entries)}};
  };
  const auto as_text = [&] {
    std::string text;
    read_log(ledger, query, [&text](const LoggedEntry& entry) { text += line_of(entry); });
    return text;
  };
  return give_exportable(call,
                         {as_json, as_text, [&] { return log_listing(ledger, query, basis_of(call)); }});
}

Exit log(Call& call) {
  const LogQuery query = query_of(call);
  if (is_exported(call)) return export_log(call, query);
  const bool raw = call.arguments.has("entries");
  const Ledger& ledger = call.ledger();
  call.answer.begin_list("entries");
  read_log(ledger.opened(), query,
           [&](const LoggedEntry& entry) { call.answer.item(item_of, raw ? bytes_line : line_of, entry); });
  call.answer.end_list();
  if (raw) {
    call.answer.remark_basis();
  } else {
    call.answer.end_text();
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> log_commands() {
  return {{
      .name = "log",
      .summary = "list the entries of the log",
      .examples = "lcl log --statements --project RENO1\n"
                  "lcl log --project RENO1 --kind resale --from 1000 --to 2000\n"
                  "lcl log --limit 1 --json | jq .entries[0]\n"
                  "lcl log --statements --project RENO1 --output journal.xlsx",
      .page = R"(An event is shown with its device, a signed act in words. lcl log --statements --project ID
is the journal of what was done in a project.
)",
      .options = with_forms({{"project", "ID", "only this project's entries"},
                             {"kind", "KIND", "only entries of this kind"},
                             {"from", "N", "from this entry on"},
                             {"to", "N", "up to, but not including, this entry"},
                             {"statements", "", "only signed acts"},
                             {"limit", "N", "no more than the first N of them"},
                             {"entries", "", "each entry's exact bytes, one per line, as they are hashed"}}),
      .exports = true,
      .run = log,
  }};
}

}  // namespace lcl::cli
