// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/shared_strings.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "ledger/tables/xml_stream.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// `si` elements: the text of their `t`, in runs or not, without that of `rPh`, which says how it is read
/// aloud.
class StringsHandler final : public XmlHandler {
 public:
  StringsHandler(std::string& texts, std::vector<std::uint32_t>& ends) : texts_(&texts), ends_(&ends) {}

  void start(XmlStream& stream, std::string_view name, const XmlAttributes& /*attributes*/) override {
    name = without_prefix(name);
    if (name == "si") {
      if (ends_->size() == most_shared_strings) return stop(stream);
      begin_ = texts_->size();
    }
    if (name == "rPh") is_spoken_ = true;
    takes_text_ = name == "t" && !is_spoken_;
  }
  void end(XmlStream& /*stream*/, std::string_view name) override {
    name = without_prefix(name);
    takes_text_ = false;
    if (name == "rPh") is_spoken_ = false;
    if (name != "si") return;
    decode_excel_text(*texts_, begin_);
    ends_->push_back(static_cast<std::uint32_t>(texts_->size()));
  }
  void text(XmlStream& stream, std::string_view piece) override {
    if (!takes_text_) return;
    if (texts_->size() + piece.size() > most_shared_bytes) return stop(stream);
    *texts_ += piece;
  }
  [[nodiscard]] bool has_too_many() const { return has_too_many_; }

 private:
  void stop(XmlStream& stream) {
    has_too_many_ = true;
    stream.refuse(phrase("it is too large"));
  }

  std::string* texts_;
  std::vector<std::uint32_t>* ends_;
  std::size_t begin_ = 0;
  bool takes_text_ = false;
  bool is_spoken_ = false;
  bool has_too_many_ = false;
};

/// The character that `_x000D_` at the front of `text` stands for; 0 if there is none, or one that no text
/// has.
char encoded_character(std::string_view text) {
  constexpr std::size_t size = 7;
  if (text.size() < size || !text.starts_with("_x") || text[size - 1] != '_') return 0;
  unsigned code = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + size - 1, code, 16);
  if (error != std::errc{} || end != text.data() + size - 1) return 0;
  const bool is_kept = code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0x7F);
  return is_kept ? static_cast<char>(code) : '\0';
}

}  // namespace

std::optional<Refused> SharedStrings::read(std::unique_ptr<ByteSource> bytes) {
  StringsHandler handler(texts_, ends_);
  auto fault = read_xml(std::move(bytes), phrase("the part of the workbook that holds its texts"), handler);
  if (!handler.has_too_many()) return fault;
  return Refused{Refusal::file_too_large,
                 {1, 1, {}},
                 phrase("the workbook has more than {} different texts, or {} MiB of them",
                        most_shared_strings, most_shared_bytes >> 20U)};
}

std::optional<std::string_view> SharedStrings::find(std::uint64_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

void decode_excel_text(std::string& text, std::size_t from) {
  std::size_t at = text.find("_x", from);
  if (at == std::string::npos) return;
  std::size_t out = at;
  while (at < text.size()) {
    const char decoded = text[at] == '_' ? encoded_character(std::string_view(text).substr(at)) : '\0';
    constexpr std::size_t encoded_size = 7;
    text[out++] = decoded == '\0' ? text[at] : decoded;
    at += decoded == '\0' ? 1 : encoded_size;
  }
  text.resize(out);
}

}  // namespace lcl
