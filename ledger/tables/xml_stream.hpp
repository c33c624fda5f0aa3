// SPDX-License-Identifier: Apache-2.0
// XML, a file or a part of a workbook, element by element in constant memory: it goes on until its handler
// pauses it, so that rows are taken one at a time. What declares types or entities is refused, so that none
// is ever expanded or fetched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/tables/byte_source.hpp"
#include "ledger/values/refusal.hpp"

struct XML_ParserStruct;

namespace lcl {

/// The most bytes of one tag, with its attributes, or of one comment.
inline constexpr std::size_t longest_xml_tag = std::size_t{2} << 20U;

/// The attributes of an element, while its start is handled.
class XmlAttributes {
 public:
  /// Names and values in turn, ended by a null pointer.
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  [[nodiscard]] const char* const* pairs() const { return pairs_; }
  /// The value of `name`, as it is written with its prefix; empty if it is not there.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  /// The value of the attribute that has a prefix, whichever, and `name` behind it.
  [[nodiscard]] std::string_view get_prefixed(std::string_view name) const;

 private:
  const char* const* pairs_;
};

/// `c` of `x:c`.
[[nodiscard]] std::string_view without_prefix(std::string_view name) noexcept;

class XmlStream;

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  /// Names with their prefix.
  virtual void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(XmlStream& stream, std::string_view name) = 0;
  /// A piece of what stands between tags.
  virtual void text(XmlStream& /*stream*/, std::string_view /*piece*/) {}
};

class XmlStream {
 public:
  /// `handler` must outlive this. `part` is the name of what is read, for refusals: damaged_file. Empty: the
  /// user's own file, which is malformed_xml where it is not as it should be.
  XmlStream(std::unique_ptr<ByteSource> bytes, std::string part, XmlHandler& handler);

  /// Reads on: true where the handler has paused it, false at the end, which may be a fault.
  [[nodiscard]] bool read_on();
  /// Where it ended before its end: damaged_file, malformed_xml or file_too_large.
  [[nodiscard]] const std::optional<Refused>& fault() const { return fault_; }
  [[nodiscard]] std::uint64_t bytes_taken() const { return bytes_->bytes_taken(); }

  // For the handler.
  void pause();
  /// Ends it here: `why` is what is wrong (lower case, no full stop).
  void refuse(std::string_view why);
  /// The line and column that it has come to.
  [[nodiscard]] Place here() const;

 private:
  struct ParserDeleter {
    void operator()(XML_ParserStruct* parser) const;
  };
  /// Whether parsing goes on.
  bool judge(int status);
  void set_handlers();

  std::unique_ptr<ByteSource> bytes_;
  std::string part_;
  XmlHandler* handler_;
  std::unique_ptr<XML_ParserStruct, ParserDeleter> parser_;
  std::size_t unanswered_ = 0;  ///< bytes that were read since the parser last told something, or more
  bool paused_ = false;
  bool at_end_ = false;
  std::optional<Refused> fault_;
};

/// Reads all of a part. What is wrong with it, if anything is.
[[nodiscard]] std::optional<Refused> read_xml(std::unique_ptr<ByteSource> bytes, std::string part,
                                              XmlHandler& handler);

}  // namespace lcl
