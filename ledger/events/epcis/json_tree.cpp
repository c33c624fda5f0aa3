// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/json_tree.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ledger/events/found_text.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/events/token_cursor.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

/// So that finding a name among them stays cheap.
constexpr std::size_t most_members = 1000;

class TreeBuilder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, JsonNode& root) : cursor_(text), root_(root) {}

  bool null() override { return scalar(JsonNode::Type::null, "null"); }
  bool boolean(bool value) override { return scalar(JsonNode::Type::truth, value ? "true" : "false"); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& text) override { return scalar(JsonNode::Type::text, text); }
  bool binary(binary_t&) override { return false; }

  bool key(string_t& name) override {
    const std::size_t offset = offset_of(cursor_.next());
    JsonNode& object = *open_.back();
    if (object.find(name) != nullptr)
      return refuse(Refusal::duplicate_key, offset, phrase("{} is given twice", in_quotes(name)));
    if (object.members.size() == most_members) {
      return refuse(Refusal::malformed_epcis, offset,
                    phrase("an object has more than {} members", most_members));
    }
    object.members.push_back({name, {}});
    return true;
  }

  bool start_object(std::size_t) override { return open(JsonNode::Type::object); }
  bool start_array(std::size_t) override { return open(JsonNode::Type::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& fault) override {
    constexpr int number_overflow = 406;  // of nlohmann's exceptions
    if (fault.id == number_overflow)
      return refuse(Refusal::malformed_number, offset_of(cursor_.peek()), phrase("a number is too large"));
    return refuse(Refusal::malformed_json, position == 0 ? 0 : position - 1,
                  phrase("{} does not stand where JSON allows it", in_quotes(cursor_.peek())));
  }

  [[nodiscard]] std::optional<JsonTreeFault> fault() && { return std::move(fault_); }

 private:
  bool number() { return scalar(JsonNode::Type::number, cursor_.peek()); }

  bool scalar(JsonNode::Type type, std::string_view text) {
    JsonNode& node = next_node();
    node.type = type;
    node.text = text;
    node.offset = offset_of(cursor_.next());
    return true;
  }

  bool open(JsonNode::Type type) {
    const std::size_t offset = offset_of(cursor_.next());
    if (open_.size() == static_cast<std::size_t>(max_event_depth)) {
      return refuse(Refusal::too_deep, offset,
                    phrase("more than {} objects and arrays stand one in another", max_event_depth));
    }
    JsonNode& node = next_node();
    node.type = type;
    node.offset = offset;
    open_.push_back(&node);
    return true;
  }

  bool close() {
    cursor_.next();
    open_.pop_back();
    return true;
  }

  /// Where the value that was met belongs. What is open stays where it is in memory: only the last of a
  /// parent's children is ever open.
  JsonNode& next_node() {
    if (open_.empty()) return root_;
    JsonNode& parent = *open_.back();
    if (parent.is(JsonNode::Type::object)) return parent.members.back().value;
    return parent.elements.emplace_back();
  }

  [[nodiscard]] std::size_t offset_of(std::string_view token) const {
    return static_cast<std::size_t>(cursor_.column_of(token)) - 1;
  }
  bool refuse(Refusal refusal, std::size_t offset, std::string message) {
    fault_ = JsonTreeFault{refusal, offset, std::move(message)};
    return false;
  }

  TokenCursor cursor_;
  JsonNode& root_;
  std::vector<JsonNode*> open_;
  std::optional<JsonTreeFault> fault_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [name](const auto& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

std::string_view JsonNode::text_of(std::string_view name) const {
  const JsonNode* const node = find(name);
  return node != nullptr && node->is(Type::text) ? std::string_view(node->text) : std::string_view{};
}

std::optional<JsonTreeFault> read_json_tree(std::string_view text, JsonNode& tree) {
  tree = {};
  if (text.starts_with("\xEF\xBB\xBF"))
    return JsonTreeFault{Refusal::byte_order_mark, 0,
                         phrase("the document begins with the byte-order mark of UTF-8")};
  if (const auto offset = invalid_utf8(text)) {
    return JsonTreeFault{
        Refusal::not_utf8, *offset,
        phrase("byte 0x{:02x} does not belong there", static_cast<unsigned char>(text[*offset]))};
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return JsonTreeFault{Refusal::nul_byte, nul, phrase("the document holds a NUL byte")};
  TreeBuilder builder(text, tree);
  (void)nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder).fault();
}

}  // namespace lcl
