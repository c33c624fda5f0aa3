// SPDX-License-Identifier: Apache-2.0
// Writes elements, attributes and text as HTML that is well-formed XML: what is
// opened is closed, what is text is escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lcl::page {

class Markup {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// `markup` as it is: for what was written here, never for what was read.
  void raw(std::string_view markup) { out_ += markup; }
  void open(std::string_view element, Attributes attributes = {});
  /// Closes what was opened last.
  void close();
  /// An element without content: `<path …/>`.
  void empty(std::string_view element, Attributes attributes);
  /// Harmless and escaped.
  void text(std::string_view text);
  void element(std::string_view element, std::string_view text, Attributes attributes = {});
  void line() { out_ += '\n'; }
  /// All that was written; everything must be closed.
  [[nodiscard]] std::string take();

 private:
  void tag(std::string_view element, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace lcl::page
