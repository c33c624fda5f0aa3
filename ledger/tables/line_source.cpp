// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/line_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lcl {
namespace {

constexpr std::size_t read_bytes = 1U << 20U;
/// The longest line, its CR LF, and one read.
constexpr std::size_t capacity = max_line_bytes + 2 + read_bytes;

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

LineSource::LineSource(std::unique_ptr<ByteSource> bytes, LineEnds ends)
    : bytes_(std::move(bytes)),
      honour_quotes_(ends == LineEnds::unquoted),
      buffer_(std::make_unique_for_overwrite<char[]>(capacity + line_padding)) {}

LineSource::Step LineSource::next() {
  scanned_ = 0;
  breaks_ = 0;
  in_quotes_ = has_quotes_ = false;
  while (true) {
    if (const std::size_t size = find_end(); size != 0) return take(size);
    if (scanned_ > max_line_bytes + 2) return skip_long_line();
    if (!fill()) break;
  }
  if (begin_ == end_) return Step::end;
  if (in_quotes_) {
    const std::string_view rest(buffer_.get() + begin_, end_ - begin_);
    breaks_ = 1;
    return take(std::min(rest.find('\n'), rest.size() - 1) + 1) == Step::line ? Step::quote_open
                                                                              : Step::too_long;
  }
  ++breaks_;
  return take(end_ - begin_);
}

std::size_t LineSource::find_end() {
  const char* const start = buffer_.get() + begin_;
  while (begin_ + scanned_ < end_) {
    const char* const from = start + scanned_;
    const std::size_t left = end_ - begin_ - scanned_;
    const auto* const feed = static_cast<const char*>(std::memchr(from, '\n', left));
    const std::size_t size = feed == nullptr ? left : static_cast<std::size_t>(feed - from) + 1;
    if (honour_quotes_ && std::memchr(from, '"', size) != nullptr) {
      has_quotes_ = true;
      if (std::count(from, from + size, '"') % 2 != 0) in_quotes_ = !in_quotes_;
    }
    scanned_ += size;
    if (feed == nullptr) return 0;
    ++breaks_;
    if (!in_quotes_) return scanned_;
  }
  return 0;
}

bool LineSource::fill() {
  if (at_end_of_input_) return false;
  if (capacity - end_ < read_bytes) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t size = bytes_->read({buffer_.get() + end_, std::min(read_bytes, capacity - end_)});
  at_end_of_input_ = size == 0;
  end_ += size;
  std::memset(buffer_.get() + end_, 0, line_padding);
  return size != 0;
}

LineSource::Step LineSource::take(std::size_t size) {
  line_ = without_line_end({buffer_.get() + begin_, size});
  begin_ += size;
  number_ = next_number_;
  next_number_ += breaks_;
  if (line_.size() <= max_line_bytes) return Step::line;
  line_ = {};
  return Step::too_long;
}

LineSource::Step LineSource::skip_long_line() {
  number_ = next_number_;
  line_ = {};
  do {
    // What has been looked at is dropped; quotes and line feeds in it are counted already.
    begin_ += scanned_;
    scanned_ = 0;
    if (const std::size_t size = find_end(); size != 0) {
      begin_ += size;
      next_number_ += breaks_;
      return Step::too_long;
    }
  } while (fill());
  begin_ = end_;
  next_number_ += breaks_ + 1;
  return Step::too_long;
}

}  // namespace lcl
