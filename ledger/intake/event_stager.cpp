// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/event_stager.hpp"

#include <span>
#include <utility>

#include "ledger/chain/manifest.hpp"
#include "ledger/events/device_identity.hpp"

namespace lcl {

EventStager::EventStager(StagedWriter& staged)
    : staged_(staged), maker_(staged), worker_([this](Batch& batch) {
        for (AcceptedEvent& event : std::span(batch.events).first(batch.size)) maker_.stage(event);
        batch.size = 0;
      }) {}

AcceptedEvent& EventStager::next() {
  if (worker_.batch().size == worker_.batch().events.size()) worker_.hand_over();
  Batch& batch = worker_.batch();
  ++count_;
  return batch.events[batch.size++];
}

const AcceptedEvent* EventStager::latest(std::uint64_t index) {
  const Batch& batch = worker_.batch();
  const std::uint64_t first = count_ - batch.size;
  return first <= index && index < count_ ? &batch.events[index - first] : nullptr;
}

StagedEvent EventStager::read_back(std::uint64_t index) {
  worker_.finish();
  return staged_.read_back(index);
}

void EventStager::finish() {
  if (worker_.batch().size != 0) worker_.hand_over();
  worker_.finish();
}

void EventStager::Maker::stage(AcceptedEvent& event) {
  std::swap(payload_.facts, event.facts);
  payload_.salt = event.salt;
  payload_.identity.reset();
  payload_.private_part.reset();
  private_bytes_.clear();
  if (!event.private_facts.empty()) {
    append_private_part(event.private_facts, salts_.next(), private_bytes_);
    payload_.private_part = sha256(private_bytes_);
  }
  if (payload_.facts.kind == EventKind::collection) {
    payload_.identity = identity_of(event.opening, event.identifier);
    payload_.unchecked = event.unchecked;
  }
  payload_bytes_.clear();
  append_payload(payload_, payload_bytes_);
  entry_.kind = word(payload_.facts.kind);
  entry_.device = event.device;
  std::swap(entry_.also, event.also);
  entry_.payload = sha256(payload_bytes_);
  manifest_line_.clear();
  append_manifest_line(entry_, manifest_line_);
  manifest_line_.pop_back();
  staged_.append({manifest_line_, payload_bytes_, private_bytes_});
}

}  // namespace lcl
