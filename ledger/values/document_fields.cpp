// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/document_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {

DocumentFields::DocumentFields(const Json& object, std::string where, DocumentFaults& faults,
                               DocumentRefusals refusals)
    : object_(object.is_object() ? &object : nullptr),
      where_(std::move(where)),
      faults_(faults),
      refusals_(refusals) {
  if (object_ == nullptr) {
    faults_.push_back({refusals_.malformed, where_.empty() ? "document" : where_,
                       phrase("found {}, expected an object", object.type_name())});
  }
}

std::string DocumentFields::where(std::string_view name) const {
  return where_.empty() ? std::string(name) : fmt::format("{}.{}", where_, name);
}

void DocumentFields::fault(std::string_view name, std::string message) {
  fault(name, std::move(message), refusals_.malformed);
}

void DocumentFields::fault(std::string_view name, std::string message, Refusal refusal) {
  faults_.push_back({refusal, where(name), std::move(message)});
}

const Json* DocumentFields::optional(std::string_view name) {
  known_.push_back(name);
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

const Json* DocumentFields::needed(std::string_view name) {
  const Json* value = optional(name);
  if (value == nullptr && object_ != nullptr) fault(name, phrase("the field is missing"));
  return value;
}

std::string DocumentFields::text(std::string_view name) {
  const Json* value = needed(name);
  return value == nullptr ? std::string{} : checked_text(name, *value);
}

std::string DocumentFields::optional_text(std::string_view name) {
  const Json* value = optional(name);
  return value == nullptr ? std::string{} : checked_text(name, *value);
}

std::string DocumentFields::checked_text(std::string_view name, const Json& value) {
  if (!value.is_string()) {
    fault(name, phrase("found {}, expected a text", value.type_name()));
    return {};
  }
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) {
    fault(name, phrase("the text is empty"));
  } else if (!is_normalised(text)) {
    fault(name, phrase("the text is not in Unicode Normalization Form C"));
  } else if (has_control(text)) {
    fault(name, phrase("the text holds a control character"));
  } else if (length_of(text) > document_text_length) {
    fault(name, phrase("the text is longer than {} characters", document_text_length), refusals_.too_large);
  } else {
    return text;
  }
  return {};
}

std::optional<bool> DocumentFields::truth(std::string_view name) {
  const Json* value = optional(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  fault(name, phrase("found {}, expected true or false", value->type_name()));
  return std::nullopt;
}

std::optional<std::size_t> DocumentFields::choice(std::string_view name,
                                                  std::span<const std::string_view> choices) {
  const std::string word = text(name);
  if (word.empty()) return std::nullopt;
  const auto found = std::find(choices.begin(), choices.end(), word);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  fault(name, phrase("found \"{}\", expected {}", word, alternatives(choices)));
  return std::nullopt;
}

const Json* DocumentFields::array(std::string_view name, std::size_t limit) {
  return container(name, Json::value_t::array, limit);
}

const Json* DocumentFields::object(std::string_view name, std::size_t limit) {
  return container(name, Json::value_t::object, limit);
}

const Json* DocumentFields::container(std::string_view name, Json::value_t type, std::size_t limit) {
  const Json* value = needed(name);
  if (value == nullptr) return nullptr;
  if (value->type() != type) {
    fault(name, phrase("found {}, expected {}", value->type_name(),
                       type == Json::value_t::array ? phrase("an array") : phrase("an object")));
    return nullptr;
  }
  if (value->size() > limit) {
    fault(name, phrase("found {} of them, expected at most {}", value->size(), limit), refusals_.too_large);
    return nullptr;
  }
  return value;
}

void DocumentFields::close() {
  if (object_ == nullptr) return;
  for (const auto& [name, value] : object_->items()) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const std::string_view near = name.size() <= 64 ? nearest(name, known_) : std::string_view{};
    fault(name, near.empty() ? phrase("the field is not known")
                             : phrase("the field is not known; did you mean \"{}\"?", near));
  }
}

std::string alternatives(std::span<const std::string_view> choices) {
  std::string result;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i != 0) result += i + 1 == choices.size() ? phrase(" or ") : ", ";
    result += choices[i];
  }
  return result;
}

}  // namespace lcl
