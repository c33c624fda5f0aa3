// SPDX-License-Identifier: Apache-2.0
// Any bytes as a line of an NDJSON log: both readers take it or neither, with
// the same event; and what is taken is written as a payload that is read back.
#include <cstddef>
#include <cstdint>
#include <string>

#include "ledger/events/ndjson_careful.hpp"
#include "ledger/events/ndjson_fast.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lcl;
  static FastNdjson fast;
  static PayloadReader payload_reader;
  Event fast_event;
  Event careful_event;
  std::vector<Refused> refusals;

  const std::string line(reinterpret_cast<const char*>(data), size);
  if (line.find('\n') != std::string::npos) return 0;
  const std::string padded = line + std::string(line_padding, '\0');
  const bool taken = fast.read(std::string_view(padded).substr(0, size), fast_event);
  std::vector<ValuePlace> places;
  read_ndjson_carefully(line, 2, careful_event, refusals, &places);
  invariant(taken == refusals.empty(), "the readers differ on whether a line is good");
  for (const Refused& one : refusals) {
    invariant(one.place.line == 2 && one.place.column >= 1 && one.place.column <= size + 1,
              "a refusal stands outside its line");
    invariant(one.message.size() < 1000 && one.place.field.size() < 1000, "a message is long");
  }
  if (!taken) return 0;
  invariant(fast_event == careful_event, "the readers make two events of one line");

  EventPayload payload;
  EventPayload back;
  payload.facts = fast_event.facts;
  if (payload.facts.kind == EventKind::collection) payload.identity.emplace();
  std::string bytes;
  append_payload(payload, bytes);
  invariant(payload_reader.read(payload.facts.kind, bytes, back) == nullptr, "a payload is not read back");
  invariant(back.facts == payload.facts, "a payload is read back as another");
  return 0;
}
