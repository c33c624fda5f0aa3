// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_lists.hpp"

#include <algorithm>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

std::size_t number_of(std::string_view digits) noexcept {
  const auto digit = [&](std::size_t place) { return static_cast<std::size_t>(digits[place] - '0'); };
  return digit(0) * 10 + digit(1);
}

std::vector<std::string> sorted(const Json& list) {
  auto texts = list.get<std::vector<std::string>>();
  std::sort(texts.begin(), texts.end());
  return texts;
}

bool holds(const std::vector<std::string>& texts, std::string_view text) noexcept {
  return std::binary_search(texts.begin(), texts.end(), text);
}

}  // namespace

DeviceLists::DeviceLists() {
  const auto read = parse_json(device_lists_text());
  const Json* lists = std::get_if<Json>(&read);
  invariant(lists != nullptr, "schemas/device-identifiers.json was JSON when the program was built");
  for (const auto& [digits, body] : lists->at("reporting_bodies").items())
    bodies_[number_of(digits)] = Body::allocates;
  for (const Json& digits : lists->at("test_bodies"))
    bodies_[number_of(digits.get_ref<const std::string&>())] = Body::test;
  placeholder_imeis_ = sorted(lists->at("placeholder_imeis"));
  fillers_ = sorted(lists->at("fillers"));
  legal_forms_ = sorted(lists->at("legal_forms"));
}

const DeviceLists& DeviceLists::get() {
  static const DeviceLists lists;
  return lists;
}

DeviceLists::Body DeviceLists::body_of(std::string_view digits) const noexcept {
  return bodies_[number_of(digits)];
}
bool DeviceLists::is_placeholder_imei(std::string_view digits) const noexcept {
  return holds(placeholder_imeis_, digits);
}
bool DeviceLists::is_filler(std::string_view text) const noexcept { return holds(fillers_, text); }
bool DeviceLists::is_legal_form(std::string_view word) const noexcept { return holds(legal_forms_, word); }

}  // namespace lcl
