// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xml_table.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <optional>

#include "ledger/tables/line_checks.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} << 10U;
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

class XmlTable final : public TableReader {
 public:
  XmlTable(std::unique_ptr<ByteSource> bytes, XmlPath row, const XmlColumns& columns)
      : bytes_(std::move(bytes)), row_path_(std::move(row)), parser_(XML_ParserCreate(nullptr)) {
    invariant(parser_ != nullptr, "a parser of XML can be made");
    for (const auto& [name, path] : columns) {
      header_.push_back(name);
      paths_.push_back(path);
    }
    matched_.resize(paths_.size());
    cells_.resize(paths_.size());
    traits_.form = TableForm::xml;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<XmlTable*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<XmlTable*>(self)->end(); });
    // Whatever else the parser tells is only told to show that it gets on.
    XML_SetDefaultHandlerExpand(parser_.get(), [](void* self, const XML_Char*, int) {
      static_cast<XmlTable*>(self)->untold_bytes_ = 0;
    });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<XmlTable*>(self)->characters({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const XML_Char*, const XML_Char* system,
                                                     const XML_Char* name, int has_subset) {
      if (system == nullptr && name == nullptr && has_subset == 0) return;
      static_cast<XmlTable*>(self)->stop(
          "the file declares types or entities, or refers to those of another");
    });
  }

  [[nodiscard]] Step next() override {
    if (current_ready_) rows_.pop_front();
    current_ready_ = false;
    while (rows_.empty() && !at_end_) read_more();
    if (rows_.empty()) {
      if (!fault_) return Step::end;
      refusals_ = {std::move(*fault_)};
      fault_.reset();
      return Step::refused;
    }
    current_ready_ = true;
    refusals_ = rows_.front().refusals;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::string_view text = without_white_space(rows_.front().texts[i]);
      cells_[i] = {text.empty() ? CellKind::empty : CellKind::text, text, 0};
    }
    return refusals_.empty() ? Step::row : Step::refused;
  }
  [[nodiscard]] std::uint64_t row_number() const override { return current_ready_ ? rows_.front().line : 0; }
  [[nodiscard]] Place place(std::size_t column) const override {
    if (!current_ready_) return header_place(column);
    const std::uint64_t line = rows_.front().lines[column];
    return {line == 0 ? rows_.front().line : line, 1, header_[column]};
  }
  [[nodiscard]] Place header_place(std::size_t column) const override { return {1, 1, header_[column]}; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return bytes_->bytes_taken(); }

 private:
  struct ParserDeleter {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  void read_more() {
    const std::size_t size = bytes_->read(buffer_);
    const bool is_last = size == 0;
    if (is_last && bytes_->fault() != nullptr) fault_ = *bytes_->fault();
    untold_bytes_ += size;
    const auto status = XML_Parse(parser_.get(), buffer_.data(), static_cast<int>(size), is_last ? 1 : 0);
    at_end_ = is_last || status != XML_STATUS_OK;
    if (fault_) return;
    if (status != XML_STATUS_OK) {
      fault_ = Refused{Refusal::malformed_xml, here(), XML_ErrorString(XML_GetErrorCode(parser_.get()))};
    } else if (untold_bytes_ > longest_xml_tag) {
      at_end_ = true;
      fault_ = Refused{Refusal::malformed_xml, here(),
                       fmt::format("a tag or comment has more than {} bytes", longest_xml_tag)};
    }
  }

  [[nodiscard]] Place here() const {
    return {XML_GetCurrentLineNumber(parser_.get()), XML_GetCurrentColumnNumber(parser_.get()) + 1, {}};
  }

  void stop(std::string why) {
    if (!fault_) fault_ = Refused{Refusal::malformed_xml, here(), std::move(why)};
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(const XML_Char* name, const XML_Char** attributes) {
    untold_bytes_ = 0;
    if (fault_) return;
    ++depth_;
    if (depth_ > most_xml_depth) return stop(fmt::format("elements stand more than {} deep", most_xml_depth));
    const std::size_t row_depth = row_path_.steps.size();
    if (!in_row_) {
      if (matched_of_row_ == depth_ - 1 && depth_ <= row_depth &&
          row_path_.steps[depth_ - 1].matches(name, attributes)) {
        matched_of_row_ = depth_;
      }
      if (matched_of_row_ != row_depth || depth_ != row_depth) return;
      begin_row();
    } else {
      for (std::size_t i = 0; i < paths_.size(); ++i) {
        const auto& steps = paths_[i].steps;
        const std::size_t at = depth_ - row_depth;
        const bool goes_on =
            matched_[i] == at - 1 && at <= steps.size() && steps[at - 1].matches(name, attributes);
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
    const std::uint64_t line = here().line;
    row_ = {line, std::vector<std::string>(paths_.size()), std::vector<std::uint64_t>(paths_.size()), {}};
    row_bytes_ = 0;
    matched_.assign(paths_.size(), 0);
  }

  /// The element that the path of column `i` leads to has begun.
  void reach(std::size_t i, const XML_Char** attributes) {
    if (row_.lines[i] != 0) {
      if (row_.refusals.size() >= max_refusals_per_line) return;
      const std::uint64_t first = row_.lines[i];
      row_.refusals.push_back(
          {Refusal::malformed_xml,
           {here().line, here().column, header_[i]},
           fmt::format("the path of this column leads to two elements of the row; the other "
                       "stands in line {}",
                       first)});
      return;
    }
    const std::string& wanted = paths_[i].attribute;
    if (wanted.empty()) {
      row_.lines[i] = here().line;
      return;
    }
    for (; *attributes != nullptr; attributes += 2) {
      if (wanted != attributes[0]) continue;
      row_.lines[i] = here().line;
      append(i, attributes[1]);
    }
  }

  void characters(std::string_view text) {
    untold_bytes_ = 0;
    if (fault_ || !in_row_) return;
    const std::size_t at = depth_ - row_path_.steps.size();
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const bool is_text = paths_[i].attribute.empty() && paths_[i].steps.size() == at && matched_[i] == at;
      if (is_text) append(i, text);
    }
  }

  void append(std::size_t i, std::string_view text) {
    row_bytes_ += text.size();
    if (row_bytes_ > longest_xml_row)
      return stop(fmt::format("a row has more than {} bytes", longest_xml_row));
    row_.texts[i] += text;
  }

  void end() {
    untold_bytes_ = 0;
    if (fault_) return;
    const std::size_t row_depth = row_path_.steps.size();
    if (in_row_ && depth_ == row_depth) {
      rows_.push_back(std::move(row_));
      in_row_ = false;
    } else if (in_row_) {
      const std::size_t at = depth_ - row_depth;
      for (std::size_t& matched : matched_) {
        if (matched == at) matched = at - 1;
      }
    }
    --depth_;
    if (!in_row_) matched_of_row_ = std::min(matched_of_row_, depth_);
  }

  std::unique_ptr<ByteSource> bytes_;
  XmlPath row_path_;
  std::vector<XmlPath> paths_;
  std::unique_ptr<XML_ParserStruct, ParserDeleter> parser_;
  std::array<char, chunk_bytes> buffer_{};
  bool at_end_ = false;
  std::size_t untold_bytes_ = 0;  ///< given to the parser since it last told something, or more

  std::size_t depth_ = 0;
  std::size_t matched_of_row_ = 0;  ///< how many elements around are those of the row's path
  bool in_row_ = false;
  std::vector<std::size_t> matched_;  ///< the same for each column, in the row
  XmlRow row_;
  std::size_t row_bytes_ = 0;
  std::optional<Refused> fault_;

  std::deque<XmlRow> rows_;  ///< read and not yet given; the first is the current one
  bool current_ready_ = false;
};

}  // namespace

std::unique_ptr<TableReader> open_xml_table(std::unique_ptr<ByteSource> bytes, XmlPath row,
                                            const XmlColumns& columns) {
  return std::make_unique<XmlTable>(std::move(bytes), std::move(row), columns);
}

}  // namespace lcl
