// SPDX-License-Identifier: Apache-2.0
// parse_json takes or refuses any bytes; what it takes has one canonical form,
// which reads back as the same document.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = lcl::parse_json(text);
  if (const auto* fault = std::get_if<lcl::JsonFault>(&parsed)) {
    lcl::invariant(fault->offset <= size, "a fault lies within the text");
    lcl::invariant(!fault->message.empty(), "a fault has a message");
    return 0;
  }
  const auto& document = std::get<lcl::Json>(parsed);
  const std::string form = lcl::canonical(document);
  const auto again = lcl::parse_json(form);
  lcl::invariant(std::holds_alternative<lcl::Json>(again), "the canonical form is read back");
  lcl::invariant(std::get<lcl::Json>(again) == document, "it is the same document");
  lcl::invariant(lcl::canonical(std::get<lcl::Json>(again)) == form, "and has the same canonical form");
  return 0;
}
