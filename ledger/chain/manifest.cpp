// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/manifest.hpp"

#include <algorithm>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

/// Takes what stands before the next `end` off `rest`, and that; all of it where there is none.
std::string_view take_to(char end, std::string_view& rest) {
  const std::string_view taken = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(taken.size() + 1, rest.size()));
  return taken;
}

}  // namespace

void append_manifest_line(const Entry& event, std::string& out) {
  invariant(event.device.has_value(), "a manifest lists events, and an event has a device");
  out += event.kind;
  out += ' ';
  append_hex(event.device->bytes, out);
  for (const Pseudonym& pseudonym : event.also) {
    out += ',';
    append_hex(pseudonym.bytes, out);
  }
  out += ' ';
  append_hex(event.payload.bytes, out);
  out += '\n';
}

bool read_manifest_line(std::string_view line, Entry& event) {
  event.kind = take_to(' ', line);
  std::string_view pseudonyms = take_to(' ', line);
  if (!is_kind(event.kind) || pseudonyms.ends_with(',')) return false;
  if (!from_hex(take_to(',', pseudonyms), event.device.emplace().bytes)) return false;
  event.also.clear();
  while (!pseudonyms.empty())
    if (!from_hex(take_to(',', pseudonyms), event.also.emplace_back().bytes)) return false;
  return from_hex(line, event.payload.bytes) && inconsistency(event) == nullptr;
}

std::string_view kind_of_manifest_line(std::string_view line) noexcept {
  return line.substr(0, line.find(' '));
}

}  // namespace lcl
