// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xml_path.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_path = 512;
constexpr std::size_t most_steps = 16;

bool is_xml_name(std::string_view text) {
  return !text.empty() && text.find_first_of("/[]@='\"<>&*() \t\r\n") == std::string_view::npos;
}

/// `name` or `name[@attribute='value']`.
std::optional<XmlStep> read_step(std::string_view text) {
  const std::size_t bracket = std::min(text.find('['), text.size());
  XmlStep step{std::string(text.substr(0, bracket)), {}, {}};
  if (!is_xml_name(step.name)) return std::nullopt;
  text.remove_prefix(bracket);
  if (text.empty()) return step;
  const std::size_t equals = text.find("='");
  if (!text.starts_with("[@") || equals == std::string_view::npos || !text.ends_with("']"))
    return std::nullopt;
  const std::size_t value = equals + 2;
  if (text.size() < value + 2) return std::nullopt;
  step.attribute = text.substr(2, equals - 2);
  step.value = text.substr(value, text.size() - value - 2);
  if (!is_xml_name(step.attribute) || step.value.find('\'') != std::string::npos) return std::nullopt;
  return step;
}

/// Offset of the slash that ends the step at the front of `text`, or its size: not one within quotes.
std::size_t end_of_step(std::string_view text) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') in_quotes = !in_quotes;
    if (text[i] == '/' && !in_quotes) return i;
  }
  return text.size();
}

}  // namespace

bool XmlStep::matches(std::string_view element, const char* const* attributes) const {
  if (element != name) return false;
  if (attribute.empty()) return true;
  for (; *attributes != nullptr; attributes += 2) {
    if (attribute == attributes[0]) return value == attributes[1];
  }
  return false;
}

std::variant<XmlPath, std::string> read_xml_path(std::string_view text, XmlPathOf what) {
  const bool of_row = what == XmlPathOf::row;
  if (text.size() > longest_path) return phrase("the path is longer than 512 bytes");
  if (text.starts_with('/') != of_row) {
    return std::string(
        of_row ? phrase("the path of the rows begins with / and the root's name, as in /reports/report")
               : phrase("the path of a column starts from its row, without a /"));
  }
  if (of_row) text.remove_prefix(1);
  XmlPath path;
  while (true) {
    const std::size_t end = end_of_step(text);
    const std::string_view part = text.substr(0, end);
    if (!of_row && end == text.size() && part.starts_with('@') && is_xml_name(part.substr(1))) {
      path.attribute = part.substr(1);
      return path;
    }
    auto step = read_step(part);
    if (!step) return phrase("a step of the path is neither name nor name[@attribute='value']");
    path.steps.push_back(std::move(*step));
    if (path.steps.size() > most_steps) return phrase("the path has more than 16 steps");
    if (end == text.size()) return path;
    text.remove_prefix(end + 1);
  }
}

}  // namespace lcl
