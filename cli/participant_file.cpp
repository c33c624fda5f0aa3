// SPDX-License-Identifier: Apache-2.0
#include "cli/participant_file.hpp"

#include <algorithm>
#include <optional>

#include "ledger/values/identifiers.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Row {
  std::vector<std::string> cells;
  std::uint64_t line = 0;
};

/// Takes the text apart; stops at the first quote that is not closed.
class Rows {
 public:
  explicit Rows(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::optional<Row> next() {
    while (!rest_.empty() && (rest_.front() == '\n' || rest_.starts_with("\r\n"))) skip_line_end();
    if (rest_.empty() || unclosed_) return std::nullopt;
    Row row{{}, line_};
    do row.cells.push_back(cell());
    while (take(','));
    skip_line_end();
    return row;
  }
  /// The line of the quote that is not closed; 0 if all are.
  [[nodiscard]] std::uint64_t unclosed() const { return unclosed_; }

 private:
  bool take(char letter) {
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_line_end() {
    take('\r');
    if (take('\n')) ++line_;
  }
  std::string cell() {
    if (take('"')) return quoted();
    const std::size_t end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }
  std::string quoted() {
    const std::uint64_t began = line_;
    std::string text;
    while (!rest_.empty()) {
      const char letter = rest_.front();
      rest_.remove_prefix(1);
      if (letter == '"' && !take('"')) return text;
      if (letter == '\n') ++line_;
      text += letter;
    }
    unclosed_ = began;
    return text;
  }

  std::string_view rest_;
  std::uint64_t line_ = 1;
  std::uint64_t unclosed_ = 0;
};

std::optional<Refused> encoding_refusal(std::string_view text) {
  if (text.starts_with(byte_order_mark))
    return Refused{Refusal::byte_order_mark, {1, 1, {}}, "it begins with a byte-order mark"};
  if (const std::optional<std::size_t> offset = invalid_utf8(text)) {
    const auto line = static_cast<std::uint64_t>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*offset), '\n')) +
                      1;
    return Refused{Refusal::not_utf8, {line, 0, {}}, "a byte is not UTF-8"};
  }
  return std::nullopt;
}

struct Header {
  std::size_t siret = 0;
  std::size_t name = 0;
  std::size_t width = 0;
};

std::variant<Header, std::vector<Refused>> read_header(const Row& row) {
  Header header;
  header.width = row.cells.size();
  std::vector<Refused> refused;
  const auto find = [&](const std::string& title, std::size_t& index) {
    const auto count = std::count(row.cells.begin(), row.cells.end(), title);
    index =
        static_cast<std::size_t>(std::find(row.cells.begin(), row.cells.end(), title) - row.cells.begin());
    if (count == 0)
      refused.push_back({Refusal::missing_header, {row.line, 0, title}, "there is no column " + title});
    if (count > 1)
      refused.push_back({Refusal::repeated_header, {row.line, 0, title}, "there are two columns " + title});
  };
  find("siret", header.siret);
  find("name", header.name);
  if (refused.empty()) return header;
  return refused;
}

void read_row(const Row& row, const Header& header, std::vector<ParticipantRow>& rows,
              std::vector<Refused>& refused) {
  if (row.cells.size() != header.width) {
    refused.push_back(
        {Refusal::ragged_row,
         {row.line, 0, {}},
         std::to_string(row.cells.size()) + " cells, the header has " + std::to_string(header.width)});
    return;
  }
  const std::string& siret = row.cells[header.siret];
  if (!is_siret(siret)) {
    refused.push_back({Refusal::malformed_siret, {row.line, 0, "siret"}, '"' + siret + "\" is not a SIRET"});
  }
  if (row.cells[header.name].empty()) {
    refused.push_back({Refusal::missing_field, {row.line, 0, "name"}, "the name is empty"});
  }
  rows.push_back({siret, row.cells[header.name], row.line});
}

}  // namespace

std::variant<std::vector<ParticipantRow>, std::vector<Refused>> read_participants(std::string_view text) {
  if (std::optional<Refused> refusal = encoding_refusal(text)) return std::vector{*std::move(refusal)};
  Rows rows(text);
  const std::optional<Row> first = rows.next();
  if (!first) return std::vector{Refused{Refusal::empty_log, {}, "the file is empty"}};
  const auto header = read_header(*first);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&header)) return *refused;
  std::vector<ParticipantRow> participants;
  std::vector<Refused> refused;
  while (const std::optional<Row> row = rows.next())
    read_row(*row, std::get<Header>(header), participants, refused);
  if (rows.unclosed() != 0) {
    refused.assign({Refused{Refusal::unclosed_quote, {rows.unclosed(), 0, {}}, "a quote is not closed"}});
  }
  if (!refused.empty()) return refused;
  return participants;
}

}  // namespace lcl::cli
