// SPDX-License-Identifier: Apache-2.0
// Any bytes as a payload, the first choosing the kind: what is read and found
// canonical is exactly what would be written.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "ledger/events/payload.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lcl;
  if (size == 0) return 0;
  static PayloadReader reader;
  static EventPayload payload;
  const auto kind = static_cast<EventKind>(data[0] % event_kinds);
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (reader.read(kind, bytes, payload) != nullptr) return 0;
  invariant(payload.facts.kind == kind, "a payload is read as another kind's");

  std::string scratch;
  if (!is_canonical_payload(payload, bytes, scratch)) return 0;
  const auto document = parse_json(bytes);
  invariant(std::holds_alternative<Json>(document), "a payload is canonical but not JSON");
  invariant(canonical(std::get<Json>(document)) == bytes, "a payload is canonical by one writer only");
  return 0;
}
