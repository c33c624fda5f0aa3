// SPDX-License-Identifier: Apache-2.0
#include "tests/audit/dishonest_registry.hpp"

#include <algorithm>
#include <utility>

#include "ledger/chain/manifest.hpp"
#include "ledger/registry/certifier.hpp"

namespace lcl::test {
namespace {

/// What an event becomes before it is appended.
struct Prepared {
  std::string payload;
  std::optional<std::string> private_part;
};

Prepared prepare(const SentEvent& event, SaltPool& salts, const DishonestRegistry& registry) {
  EventPayload payload{.facts = event.facts, .salt = salts.next(), .identity = {}, .private_part = {}};
  if (event.facts.kind == EventKind::collection) payload.identity = sha256(payload.salt);
  Prepared prepared;
  if (!event.private_facts.empty()) {
    append_private_part(event.private_facts, salts.next(), prepared.private_part.emplace());
    payload.private_part = sha256(*prepared.private_part);
  }
  if (registry.before_hashing) registry.before_hashing(payload);
  append_payload(payload, prepared.payload);
  if (registry.instead_of_payload) registry.instead_of_payload(prepared.payload);
  return prepared;
}

}  // namespace

Pseudonym device_number(std::uint64_t number) {
  const Digest digest = sha256("device " + std::to_string(number));
  Pseudonym pseudonym;
  std::copy_n(digest.bytes.begin(), pseudonym.bytes.size(), pseudonym.bytes.begin());
  return pseudonym;
}

DishonestRegistry::DishonestRegistry() {
  time = *parse_canonical_instant("2026-03-01T08:00:00.000Z");
  seen_ = {0, empty_root()};
  create_ledger_file(file());
}

Writer& DishonestRegistry::writer() {
  if (!writer_) writer_ = std::make_unique<Writer>(file(), 1000);
  return *writer_;
}

Json DishonestRegistry::opening() const {
  Json opening = {{"format", 1},
                  {"origin", origin},
                  {"log_key", log.public_key().text()},
                  {"operator_key", operator_key.public_key().text()},
                  {"standing", "trial"},
                  {"pepper", hex(sha256("lcl pepper 1\n"))}};
  opening.update(certifier_json({{certifier.public_key()}, 1, recovery_key}));
  return opening;
}

std::uint64_t DishonestRegistry::append(Entry entry, std::string_view payload,
                                        std::optional<std::string_view> private_part) {
  entry.seq = tree_.size();
  entry.prev = prev_;
  entry.time = time;
  entry.payload = sha256(payload);
  if (before_appending) before_appending(entry);
  std::string bytes;
  append_entry(entry, bytes);
  prev_ = leaf_hash(bytes);
  const std::uint64_t seq = tree_.size();
  tree_.append(prev_);
  writer().append(seq, bytes, payload, private_part);
  time.milliseconds += 1000;
  return seq;
}

std::uint64_t DishonestRegistry::act(std::string_view kind, std::string project, Json act,
                                     const PrivateKey& key) {
  end_commit();
  Statement statement;
  statement.kind = kind;
  statement.origin = origin;
  statement.project = std::move(project);
  statement.act = std::move(act);
  statement.key = key.public_key().id();
  statement.nonce = salts_.next();
  statement.seen = seen_;
  if (before_signing) before_signing(statement);
  statement.signature = key.sign(signed_bytes(statement));
  if (after_signing) after_signing(statement);
  Entry entry;
  entry.kind = statement.kind;
  entry.project = statement.project;
  std::string payload = payload_of(statement);
  if (instead_of_payload) instead_of_payload(payload);
  const StatementChain::Links links = chain_.links(tree_.size(), entry.kind, entry.project);
  entry.previous = links.previous;
  entry.on = links.on;
  entry.matters = links.matters;
  const std::uint64_t seq = append(entry, payload);
  chain_.take(seq, entry.kind, entry.project, 0);
  return seq;
}

std::uint64_t DishonestRegistry::submit(const std::string& project, const std::vector<SentEvent>& events,
                                        const PrivateKey& key) {
  std::vector<Prepared> prepared;
  std::string manifest;
  for (const SentEvent& event : events) {
    prepared.push_back(prepare(event, salts_, *this));
    Entry entry;
    entry.kind = word(event.facts.kind);
    entry.device = event.device;
    entry.also = event.also;
    entry.payload = sha256(prepared.back().payload);
    append_manifest_line(entry, manifest);
  }
  const std::uint64_t seq =
      act("submission", project, {{"count", events.size()}, {"digest", hex(sha256(manifest))}}, key);
  for (std::size_t i = 0; i < events.size(); ++i) {
    (void)append_event(project, events[i], prepared[i].payload, prepared[i].private_part);
  }
  return seq;
}

std::uint64_t DishonestRegistry::record(const std::string& project, const SentEvent& event) {
  const Prepared prepared = prepare(event, salts_, *this);
  return append_event(project, event, prepared.payload, prepared.private_part);
}

std::uint64_t DishonestRegistry::append_event(const std::string& project, const SentEvent& event,
                                              const std::string& payload,
                                              const std::optional<std::string>& private_part) {
  Entry entry;
  entry.kind = word(event.facts.kind);
  entry.project = project;
  entry.device = event.device;
  entry.also = event.also;
  const auto row = rows_.find(event.device);
  if (row != rows_.end() && row->second.state.last != no_seq) {
    entry.after = row->second.state.last;
    set_links(next_links(row->second.state, event.facts.kind), entry);
  }
  const std::uint64_t seq = append(entry, payload, private_part);
  keep_row(project, event, seq);
  return seq;
}

void DishonestRegistry::keep_row(const std::string& project, const SentEvent& event, std::uint64_t seq) {
  DeviceRow& row = rows_[event.device];
  row.pseudonym = row.device = event.device;
  std::vector<RecordedEvent>& standing = standing_[event.device];
  const bool voids_another = event.facts.kind == EventKind::void_ && event.facts.voids != row.state.standing;
  if (voids_another || refusal(row.state, event.facts, project)) {
    row.state.last = seq;  // it has no effect
  } else if (event.facts.kind == EventKind::void_) {
    standing.pop_back();
    take_back(row.state, standing.empty() ? nullptr : &standing.back(), seq);
  } else {
    const EventLinks links = next_links(row.state, event.facts.kind);
    advance(row.state, event.facts, project, seq);
    standing.push_back({seq, no_seq, links, project, event.device, event.facts});
  }
  if (!keeps_rows) return;
  writer().put_device(row);
  for (const Pseudonym& also : event.also) writer().put_device({also, event.device, {}});
}

void DishonestRegistry::end_commit() {
  if (!keeps_checkpoints || tree_.size() == sealed_) return;
  sealed_ = tree_.size();
  if (sealed_ > 0) writer().put_checkpoint(sealed_, sign_checkpoint({origin, sealed_, tree_.root()}, log));
}

void DishonestRegistry::seal() {
  for (const Tile& tile : tree_.take_changed()) writer().put_tile(tile);
  Checkpoint checkpoint{origin, tree_.size(), tree_.root()};
  if (before_sealing) before_sealing(checkpoint);
  head_ = sign_checkpoint(checkpoint, log);
  writer().put_checkpoint(tree_.size(), head_);
  sealed_ = tree_.size();
  seen_ = {tree_.size(), tree_.root()};
  commit();
}

void DishonestRegistry::commit() {
  for (const Tile& tile : tree_.take_changed()) writer().put_tile(tile);
  writer().commit();
  writer_.reset();
}

VerifyRequest DishonestRegistry::request() const {
  VerifyRequest request;
  request.head_file = head_;
  return request;
}

}  // namespace lcl::test
