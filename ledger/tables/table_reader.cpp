// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/table_reader.hpp"

#include <algorithm>
#include <utility>

#include "ledger/tables/byte_source.hpp"
#include "ledger/tables/delimited_reader.hpp"
#include "ledger/tables/file_kind.hpp"
#include "ledger/tables/sheet_table.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// How much of a file is looked at to find out what it is.
constexpr std::size_t beginning_bytes = 1U << 16U;

}  // namespace

std::string cell_name(std::size_t column, std::uint64_t row) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    letters.push_back(static_cast<char>('A' + (left - 1) % 26));
  }
  std::reverse(letters.begin(), letters.end());
  return letters + std::to_string(row);
}

Result<std::unique_ptr<TableReader>> TableReader::open(int input, const TableOptions& options) {
  TableTraits traits;
  std::unique_ptr<ByteSource> bytes = text_bytes(std::make_unique<FileBytes>(input), traits.packing);
  std::string beginning = read_up_to(*bytes, beginning_bytes);
  if (is_zip(beginning) && traits.packing == Packing::none) return open_workbook(input, options);
  if (const std::string_view kind = known_file_kind(beginning); !kind.empty()) {
    return Refused{
        Refusal::not_a_table,
        {1, 1, {}},
        phrase("the file is {}{}", kind, traits.packing == Packing::none ? "" : phrase(", packed"))};
  }
  if (options.sheet)
    return Refused{Refusal::unknown_sheet, {1, 1, {}}, phrase("the file is no workbook, and has no sheets")};
  const std::string_view mark = mark_of(beginning);
  const bool is_cut = beginning.size() == beginning_bytes;
  const std::optional<TextEncoding> found =
      options.encoding ? options.encoding : find_encoding(beginning, is_cut);
  const bool is_wide = found == TextEncoding::utf_16_le || found == TextEncoding::utf_16_be;
  if (!options.encoding && !is_wide && holds_no_text(beginning))
    return Refused{
        Refusal::not_a_table, {1, 1, {}}, phrase("the file is no text, nor any other file that is known")};
  if (!found) {
    return Refused{Refusal::not_utf8,
                   {1, 1, {}},
                   phrase("the text is not UTF-8, and which other encoding it is cannot be told")};
  }
  traits.encoding = *found;
  traits.encoding_stated = options.encoding || !mark.empty();
  traits.marked = !mark.empty();
  beginning.erase(0, mark.size());
  bytes = std::make_unique<ResumedBytes>(std::move(beginning), std::move(bytes));
  return DelimitedReader::open(as_utf8(std::move(bytes), traits.encoding), traits);
}

std::string_view TableReader::trimmed(std::string_view text) {
  constexpr std::string_view no_break = "\xC2\xA0";
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\t') {
      text.remove_prefix(1);
    } else if (text.starts_with(no_break)) {
      text.remove_prefix(no_break.size());
    } else if (text.back() == ' ' || text.back() == '\t') {
      text.remove_suffix(1);
    } else if (text.ends_with(no_break)) {
      text.remove_suffix(no_break.size());
    } else {
      break;
    }
  }
  return text;
}

}  // namespace lcl
