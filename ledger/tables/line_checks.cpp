// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/line_checks.hpp"

#include "ledger/tables/line_source.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {

std::string_view byte_order_mark(std::string_view line, std::uint64_t line_number) noexcept {
  if (line.starts_with("\xEF\xBB\xBF")) return line.substr(0, 3);
  if (line_number == 1 && (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF"))) {
    return line.substr(0, 2);
  }
  return {};
}

bool check_bytes(std::string_view line, std::uint64_t line_number, std::vector<Refused>& refusals) {
  const std::size_t before = refusals.size();
  const std::string_view mark = byte_order_mark(line, line_number);
  if (!mark.empty()) {
    refusals.push_back(
        {Refusal::byte_order_mark,
         {line_number, 1, {}},
         phrase("the line begins with the byte-order mark of {}", mark.size() == 3 ? "UTF-8" : "UTF-16")});
    return true;
  }
  if (const auto offset = invalid_utf8(line)) {
    refusals.push_back(
        {Refusal::not_utf8,
         {line_number, *offset + 1, {}},
         phrase("byte 0x{:02x} does not belong there", static_cast<unsigned char>(line[*offset]))});
  }
  if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
    refusals.push_back({Refusal::nul_byte, {line_number, nul + 1, {}}, phrase("the line holds a NUL byte")});
  }
  return refusals.size() > before;
}

Refused line_too_long(std::uint64_t line_number) {
  return {
      Refusal::line_too_long,
      {line_number, 1, {}},
      phrase("the line has more than {} bytes; a quote that is never closed makes one too", max_line_bytes)};
}

}  // namespace lcl
