// SPDX-License-Identifier: Apache-2.0
// An EPCIS document, event by event, in constant memory: what stands before the
// events, the text of each, and what stands behind them. Knows where `eventList` is and where a JSON value
// ends, no more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/tables/byte_source.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

class EventListSource {
 public:
  explicit EventListSource(std::unique_ptr<ByteSource> bytes)
      : bytes_(std::move(bytes)), buffer_(buffer_bytes, '\0') {}

  enum class Step : std::uint8_t {
    head,             ///< the events begin: `text()` is what stands before them, with what closes it
    second_list,      ///< `text()` ends where another list of events begins; reading on is not possible
    event,            ///< `text()` is the next element of the list
    too_long,         ///< the element has more than max_line_bytes
    frame_too_long,   ///< what stands around the list has; reading on is not possible
    wrong_separator,  ///< elements are not separated by one comma; reading on is not possible
    end,              ///< `text()` is the document without its events
  };
  /// Throws Error (io) if reading fails. Behind `head` the events come, if there is a list of events; behind
  /// `end`, and where reading on is not possible, nothing does.
  [[nodiscard]] Step next();

  [[nodiscard]] std::string_view text() const { return text_; }
  /// Whether a list of events was found.
  [[nodiscard]] bool has_list() const { return has_list_; }
  /// Where in the file the byte of `text()` at `offset` stands.
  [[nodiscard]] Place place(std::size_t offset) const;
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_->bytes_taken(); }
  /// At the end: why it came before that of the file; null if it did not.
  [[nodiscard]] const Refused* fault() const { return bytes_->fault(); }

 private:
  static constexpr std::size_t buffer_bytes = std::size_t{1} << 16U;
  enum class State : std::uint8_t { before, in_list, behind, finished };
  /// An object or array that is open, and the name of the member that it is.
  struct Open {
    char bracket;
    std::string name;
  };

  /// The next byte, not taken; false at the end of the input.
  bool peek(char& c);
  void take();
  [[nodiscard]] Step read_frame();
  [[nodiscard]] Step read_element();
  void follow(char c);
  [[nodiscard]] bool opens_event_list() const;
  [[nodiscard]] std::string closed_head() const;

  std::unique_ptr<ByteSource> bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t line_ = 1;    ///< of the next byte
  std::uint64_t column_ = 1;  ///< likewise

  State state_ = State::before;
  bool has_list_ = false;
  std::string frame_;  ///< the document without its events
  std::vector<Open> open_;
  std::string last_text_;  ///< the last string that was read, as written
  std::string name_;       ///< of the member whose value comes
  bool in_text_ = false;
  bool escaped_ = false;
  bool first_element_ = true;

  std::size_t tail_offset_ = 0;  ///< in the document without its events: where what stands behind them begins
  std::uint64_t tail_line_ = 1;
  std::uint64_t tail_column_ = 1;
  std::string text_;
  bool is_whole_ = false;  ///< it is the document without its events
  std::uint64_t text_line_ = 1;
  std::uint64_t text_column_ = 1;
};

}  // namespace lcl
