// SPDX-License-Identifier: Apache-2.0
#include "ledger/publish/growth_text.hpp"

#include <charconv>
#include <utility>
#include <variant>

#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::int64_t growth_format = 1;
constexpr std::size_t longest_line = std::size_t{4} << 20U;
constexpr std::size_t read_at_once = std::size_t{64} << 10U;

std::optional<std::uint64_t> size_in(const Json& object) {
  const auto found = object.find("size");
  if (found == object.end() || !found->is_number_integer() || found->get<std::int64_t>() < 0)
    return std::nullopt;
  return static_cast<std::uint64_t>(found->get<std::int64_t>());
}

Json line_of(const GrowthSpan& span) {
  return {{"format", growth_format},
          {"from", {{"root", hex(span.from.root)}, {"size", span.from.size}}},
          {"project", span.project},
          {"size", span.size}};
}

/// Nothing unless `line` is exactly what is written of a span.
std::optional<GrowthSpan> span_in(std::string_view line) {
  constexpr std::size_t longest_span = 4096;
  const auto read = parse_json(line, {.depth = 2, .bytes = longest_span});
  const auto* object = std::get_if<Json>(&read);
  if (object == nullptr || !object->is_object() || !object->contains("from") ||
      !object->contains("project") || !object->at("project").is_string())
    return std::nullopt;
  const Json& from = object->at("from");
  if (!from.is_object() || !from.contains("root") || !from.at("root").is_string()) return std::nullopt;
  const auto root = digest_from_hex(from.at("root").get_ref<const std::string&>());
  const auto from_size = size_in(from);
  const auto size = size_in(*object);
  if (!root || !from_size || !size) return std::nullopt;
  GrowthSpan span{object->at("project").get<std::string>(), {*from_size, *root}, *size};
  const bool is_of_form =
      (span.project.empty() || is_project_id(span.project)) && canonical(line_of(span)) == line;
  return is_of_form ? std::optional(std::move(span)) : std::nullopt;
}

std::optional<std::uint64_t> seq_in(std::string_view text) {
  std::uint64_t seq = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seq);
  const bool is_plain = text.size() == 1 || text.front() != '0';
  if (fault != std::errc() || end != text.data() + text.size() || !is_plain) return std::nullopt;
  return seq;
}

}  // namespace

GrowthWriter::GrowthWriter(std::ostream& out, const GrowthSpan& span) : out_(out) {
  out_ << canonical(line_of(span)) << '\n';
}

void GrowthWriter::disclose(std::uint64_t seq, std::string_view payload) {
  out_ << seq << '\t' << payload << '\n';
}

void GrowthWriter::append(const BundleRow& row) {
  out_ << row.entry << '\t' << row.payload.value_or("") << '\n';
}

void GrowthWriter::put_checkpoint(std::uint64_t, std::string_view note) {
  std::string text;
  append_json_string(note, text);
  out_ << text << '\n';
}

GrowthReader::GrowthReader(std::istream& in) : in_(in) {
  std::string_view first;
  if (!read_line(first)) malformed();
  auto span = span_in(first);
  if (!span) malformed();
  span_ = *std::move(span);
}

bool GrowthReader::next(GrowthLine& line) {
  std::string_view text;
  if (!read_line(text)) return false;
  line.payload.reset();
  if (text.starts_with('"')) {
    line.kind = GrowthLine::Kind::checkpoint;
    auto note = parse_json(text, {.depth = 1, .bytes = longest_line});
    if (!std::holds_alternative<Json>(note) || canonical(std::get<Json>(note)) != text) malformed();
    line.note = std::get<Json>(note).get<std::string>();
    return true;
  }
  const std::size_t tab = text.find('\t');
  if (tab == std::string_view::npos || tab == 0) malformed();
  const std::string_view before = text.substr(0, tab);
  const std::string_view payload = text.substr(tab + 1);
  if (!payload.empty()) line.payload = payload;
  if (before.starts_with('{')) {
    line.kind = GrowthLine::Kind::entry;
    line.entry = before;
    return true;
  }
  line.kind = GrowthLine::Kind::disclosed;
  const auto seq = seq_in(before);
  if (!seq || payload.empty()) malformed();
  line.seq = *seq;
  return true;
}

bool GrowthReader::read_line(std::string_view& out) {
  ++line_;
  std::size_t looked_at = begin_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', looked_at);
    if (end != std::string::npos) {
      out = std::string_view(buffer_).substr(begin_, end - begin_);
      begin_ = end + 1;
      return true;
    }
    buffer_.erase(0, std::exchange(begin_, 0));
    looked_at = buffer_.size();
    if (looked_at > longest_line) malformed();
    buffer_.resize(looked_at + read_at_once);
    in_.read(buffer_.data() + looked_at, static_cast<std::streamsize>(read_at_once));
    buffer_.resize(looked_at + static_cast<std::size_t>(in_.gcount()));
    if (in_.gcount() > 0) continue;
    if (!buffer_.empty()) malformed();  // cut off
    return false;
  }
}

void GrowthReader::malformed() const {
  throw Error(Obstacle::damaged,
              phrase("line {} of what the bundle is to grow by is not of its form", line_));
}

}  // namespace lcl
