// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xml_table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ledger/tables/line_checks.hpp"
#include "ledger/tables/xml_stream.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view white_space = " \t\r\n";

std::string_view without_white_space(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

/// A row while it is read, and once it is.
struct XmlRow {
  std::uint64_t line = 0;
  std::vector<std::string> texts;
  std::vector<std::uint64_t> lines;  ///< of each cell's element; 0: it has none
  std::vector<Refused> refusals;
};

class XmlTable final : public TableReader, private XmlHandler {
 public:
  XmlTable(std::unique_ptr<ByteSource> bytes, XmlPath row, const XmlColumns& columns)
      : row_path_(std::move(row)), stream_(std::move(bytes), {}, *this) {
    for (const auto& [name, path] : columns) {
      header_.push_back(name);
      paths_.push_back(path);
    }
    matched_.resize(paths_.size());
    cells_.resize(paths_.size());
    traits_.form = TableForm::xml;
  }

  [[nodiscard]] Step next() override {
    has_row_ = stream_.read_on();
    if (!has_row_) {
      if (!stream_.fault() || std::exchange(fault_told_, true)) return Step::end;
      refusals_ = {*stream_.fault()};
      return Step::refused;
    }
    refusals_ = row_.refusals;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::string_view text = without_white_space(row_.texts[i]);
      cells_[i] = {text.empty() ? CellKind::empty : CellKind::text, text, 0};
    }
    return refusals_.empty() ? Step::row : Step::refused;
  }
  [[nodiscard]] std::uint64_t row_number() const override { return has_row_ ? row_.line : 0; }
  [[nodiscard]] Place place(std::size_t column) const override {
    if (!has_row_) return header_place(column);
    const std::uint64_t line = row_.lines[column];
    return {line == 0 ? row_.line : line, 1, header_[column]};
  }
  [[nodiscard]] Place header_place(std::size_t column) const override { return {1, 1, header_[column]}; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return stream_.bytes_taken(); }

 private:
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    ++depth_;
    if (depth_ > most_xml_depth)
      return stream.refuse(phrase("elements stand more than {} deep", most_xml_depth));
    const std::size_t row_depth = row_path_.steps.size();
    if (!in_row_) {
      if (matched_of_row_ == depth_ - 1 && depth_ <= row_depth &&
          row_path_.steps[depth_ - 1].matches(name, attributes.pairs())) {
        matched_of_row_ = depth_;
      }
      if (matched_of_row_ != row_depth || depth_ != row_depth) return;
      begin_row();
    } else {
      for (std::size_t i = 0; i < paths_.size(); ++i) {
        const auto& steps = paths_[i].steps;
        const std::size_t at = depth_ - row_depth;
        const bool goes_on =
            matched_[i] == at - 1 && at <= steps.size() && steps[at - 1].matches(name, attributes.pairs());
        if (goes_on) matched_[i] = at;
      }
    }
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      if (depth_ - row_depth == paths_[i].steps.size() && matched_[i] == paths_[i].steps.size())
        reach(i, attributes);
    }
  }

  void begin_row() {
    in_row_ = true;
    const std::uint64_t line = stream_.here().line;
    row_ = {line, std::vector<std::string>(paths_.size()), std::vector<std::uint64_t>(paths_.size()), {}};
    row_bytes_ = 0;
    matched_.assign(paths_.size(), 0);
  }

  /// The element that the path of column `i` leads to has begun.
  void reach(std::size_t i, const XmlAttributes& attributes) {
    if (row_.lines[i] != 0) {
      if (row_.refusals.size() >= max_refusals_per_line) return;
      const std::uint64_t first = row_.lines[i];
      row_.refusals.push_back({Refusal::malformed_xml,
                               {stream_.here().line, stream_.here().column, header_[i]},
                               phrase("the path of this column leads to two elements of the row; the other "
                                      "stands in line {}",
                                      first)});
      return;
    }
    const std::string& wanted = paths_[i].attribute;
    if (wanted.empty()) {
      row_.lines[i] = stream_.here().line;
      return;
    }
    for (const char* const* each = attributes.pairs(); *each != nullptr; each += 2) {
      if (wanted != each[0]) continue;
      row_.lines[i] = stream_.here().line;
      append(i, each[1]);
    }
  }

  void text(XmlStream& /*stream*/, std::string_view piece) override {
    if (!in_row_) return;
    const std::size_t at = depth_ - row_path_.steps.size();
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const bool is_text = paths_[i].attribute.empty() && paths_[i].steps.size() == at && matched_[i] == at;
      if (is_text) append(i, piece);
    }
  }

  void append(std::size_t i, std::string_view text) {
    row_bytes_ += text.size();
    if (row_bytes_ > longest_xml_row)
      return stream_.refuse(phrase("a row has more than {} bytes", longest_xml_row));
    row_.texts[i] += text;
  }

  void end(XmlStream& stream, std::string_view /*name*/) override {
    const std::size_t row_depth = row_path_.steps.size();
    if (in_row_ && depth_ == row_depth) {
      in_row_ = false;
      stream.pause();
    } else if (in_row_) {
      const std::size_t at = depth_ - row_depth;
      for (std::size_t& matched : matched_) {
        if (matched == at) matched = at - 1;
      }
    }
    --depth_;
    if (!in_row_) matched_of_row_ = std::min(matched_of_row_, depth_);
  }

  XmlPath row_path_;
  std::vector<XmlPath> paths_;
  std::size_t depth_ = 0;
  std::size_t matched_of_row_ = 0;  ///< how many elements around are those of the row's path
  bool in_row_ = false;
  std::vector<std::size_t> matched_;  ///< the same for each column, in the row
  XmlRow row_;                        ///< that is read, or was read last
  std::size_t row_bytes_ = 0;
  bool has_row_ = false;
  bool fault_told_ = false;
  XmlStream stream_;
};

}  // namespace

std::unique_ptr<TableReader> open_xml_table(std::unique_ptr<ByteSource> bytes, XmlPath row,
                                            const XmlColumns& columns) {
  return std::make_unique<XmlTable>(std::move(bytes), std::move(row), columns);
}

}  // namespace lcl
