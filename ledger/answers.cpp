// SPDX-License-Identifier: Apache-2.0
// The questions a registry answers, and making its projections anew.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/ledger_parts.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

[[noreturn]] void unreadable(std::uint64_t seq, const char* fault) {
  throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", seq, fault));
}

/// The origin that the last checkpoint names.
std::string origin_of(const Reader& reader) {
  const auto stored = reader.last_checkpoint();
  const auto note = stored ? parse_note(stored->note) : std::nullopt;
  const auto checkpoint = note ? parse_checkpoint_text(note->text) : std::nullopt;
  if (!checkpoint) throw Error(Obstacle::damaged, "there is no checkpoint that can be read; run lcl verify");
  return checkpoint->origin;
}

/// Makes rows of devices from events in order, as the entries say.
class DeviceRows {
 public:
  explicit DeviceRows(EventLookup lookup) : lookup_(std::move(lookup)) {}

  void add(const RecordedEvent& event, const std::vector<Pseudonym>& also) {
    DeviceState& state = states_[event.device];
    if (event.facts.kind == EventKind::void_) {
      auto standing = standing_events(event.facts.voids, lookup_);
      if (!standing.empty()) standing.pop_back();
      take_back(state, standing.empty() ? nullptr : &standing.back(), event.seq);
    } else {
      advance(state, event.facts, event.project, event.seq);
    }
    for (const Pseudonym& alias : also)
      aliases_.push_back({.pseudonym = alias, .device = event.device, .state = {}});
  }

  [[nodiscard]] std::vector<DeviceRow> take() {
    std::vector<DeviceRow> rows = std::move(aliases_);
    rows.reserve(rows.size() + states_.size());
    for (auto& [device, state] : states_)
      rows.push_back({.pseudonym = device, .device = device, .state = std::move(state)});
    std::sort(rows.begin(), rows.end(),
              [](const DeviceRow& a, const DeviceRow& b) { return a.pseudonym < b.pseudonym; });
    return rows;
  }

 private:
  EventLookup lookup_;
  std::unordered_map<Pseudonym, DeviceState> states_;
  std::vector<DeviceRow> aliases_;
};

}  // namespace

std::vector<Pseudonym> Ledger::pseudonyms(const Identifiers& identifiers) const {
  Pepper pepper = read_pepper(parts_->folder);
  std::vector<std::string> texts;
  Pepper::identifier_texts(identifiers, texts);
  std::vector<Pseudonym> pseudonyms;
  pseudonyms.reserve(texts.size());
  for (const std::string& text : texts) pseudonyms.push_back(pepper.pseudonym(text));
  return pseudonyms;
}

std::optional<DeviceRow> Ledger::device(const Pseudonym& pseudonym) const {
  auto row = parts_->reader.device(pseudonym);
  return row && row->is_alias() ? parts_->reader.device(row->device) : row;
}

Explanation Ledger::explanation(const Pseudonym& device) const {
  const auto row = this->device(device);
  if (row && row->is_withheld) {
    throw Error(Obstacle::unavailable, fmt::format("device {} is withheld by this bundle", hex(row->device)));
  }
  const std::uint64_t last = row ? row->state.last : no_seq;
  return explanation_of(row ? row->device : device, last, parts_->state, event_lookup(parts_->reader));
}

Tally Ledger::tally(const std::string& project, const Period& period, const std::vector<Grouping>& groupings,
                    const Progress& progress) const {
  return std::move(tallies(project, {period}, groupings, progress).front());
}

std::vector<Tally> Ledger::tallies(const std::string& project, const std::vector<Period>& periods,
                                   const std::vector<Grouping>& groupings, const Progress& progress) const {
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  return tallies_at({parts_->reader, chains}, parts_->state, parts_->labelled_project(project), periods,
                    groupings, head(), progress);
}

ProjectAudit Ledger::audit(const std::string& project, const Period& period, const Progress& progress) const {
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  return audit_project({parts_->reader, chains}, parts_->state, parts_->labelled_project(project), period,
                       head(), progress);
}

AuditReport Ledger::audit_report(const std::string& project, std::uint64_t report, const Anchors& anchors,
                                 const Progress& progress) const {
  const Project* found = parts_->state.project(project);
  const Report* reported = found == nullptr ? nullptr : found->report(report);
  if (reported == nullptr)
    throw Error(Obstacle::unavailable, fmt::format("entry {} is no report of project {}", report, project));
  VerifyReport verification = verify(parts_->folder, anchors, false, progress);
  const Reader chains(parts_->folder.ledger(), parts_->wait_ms);
  return audit_report_of({parts_->reader, chains}, parts_->state, *found, *reported, head(),
                         std::move(verification), anchors, told_as("deriving", progress));
}

void Ledger::log(const LogQuery& query, const std::function<void(const LoggedEntry&)>& entry) const {
  const std::uint64_t end = std::min(query.to, parts_->head.size);
  Entry read;
  parts_->reader.scan(query.from, end, [&](const StoredEntry& stored) {
    if (const char* fault = read_entry(stored.entry, read)) unreadable(stored.seq, fault);
    if (!query.project.empty() && read.project != query.project) return;
    if (!query.kind.empty() && read.kind != query.kind) return;
    if (query.statements_only && read.device) return;
    entry({.seq = read.seq,
           .time = read.time,
           .kind = std::string(read.kind),
           .project = std::string(read.project),
           .device = read.device,
           .entry = std::string(stored.entry),
           .payload = stored.payload ? std::optional(std::string(*stored.payload)) : std::nullopt});
  });
}

VerifyReport Ledger::verify(const RegistryFolder& folder, const Anchors& anchors, bool log_only,
                            const Progress& progress) {
  const Reader reader(folder.ledger());
  VerifyRequest request;
  request.anchors = anchors;
  request.expect_head_file = !folder.is_file();
  if (request.expect_head_file) request.head_file = read_head_file(folder.head());
  if (!folder.is_file() && std::filesystem::exists(folder.pepper()))
    request.pepper_commitment = read_pepper(folder).commitment();
  request.log_only = log_only;
  return lcl::verify(reader, request, progress);
}

void Ledger::rebuild(const RegistryFolder& folder, int wait_ms, const Progress& progress) {
  Writer writer(folder.ledger(), wait_ms);
  const Reader& reader = writer.reader();
  const std::uint64_t size = reader.size();
  const std::string origin = origin_of(reader);
  writer.drop_projections();
  Tree tree;
  RecordedEventReader events;
  RecordedEvent event;
  Entry entry;
  DeviceRows devices(event_lookup(reader));
  reader.scan(0, size, [&](const StoredEntry& stored) {
    if (progress && stored.seq % progress_every == 0) progress("rebuilding", stored.seq, size);
    if (const char* fault = read_entry(stored.entry, entry)) unreadable(stored.seq, fault);
    if (!stored.payload) unreadable(stored.seq, "its payload is missing");
    tree.append(leaf_hash(stored.entry));
    if (const ActRule* rule = rule_of_kind(entry.kind)) {
      auto read = read_statement(*stored.payload, rule->kind, origin, entry.project);
      const auto* statement = std::get_if<Statement>(&read);
      if (statement == nullptr) unreadable(stored.seq, "its payload is no statement");
      writer.put_statement(
          {stored.seq, statement->kind, statement->project, sha256(signed_bytes(*statement))});
      return;
    }
    if (const char* fault = events.read(stored.entry, *stored.payload, event)) unreadable(stored.seq, fault);
    devices.add(event, events.entry().also);
  });
  for (const Tile& tile : tree.take_changed()) writer.put_tile(tile);
  for (const DeviceRow& row : devices.take()) writer.put_device(row);
  writer.commit();
}

}  // namespace lcl
