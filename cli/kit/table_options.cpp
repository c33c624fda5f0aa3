// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/table_options.hpp"

#include <array>
#include <string>
#include <string_view>

#include "ledger/tables/text_encoding.hpp"

namespace lcl::cli {

TableOptions table_options(const Arguments& given) {
  const std::array<std::string_view, 4> encodings = {word(TextEncoding::utf_8), word(TextEncoding::utf_16_le),
                                                     word(TextEncoding::utf_16_be),
                                                     word(TextEncoding::windows_1252)};
  TableOptions options;
  if (given.has("encoding")) options.encoding = text_encoding(given.word("encoding", encodings));
  if (const std::string* sheet = given.maybe("sheet")) options.sheet = *sheet;
  return options;
}

}  // namespace lcl::cli
