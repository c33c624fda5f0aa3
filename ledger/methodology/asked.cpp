// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/asked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "ledger/values/keyed_hash.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::methodology {
namespace {

constexpr std::size_t most_standards = 64;
constexpr std::size_t most_categories = 256;
constexpr std::array<std::string_view, 3> quantity_words{"distance_km", "energy_kwh", "packaging_kg"};

/// So few are compared one by one.
constexpr std::size_t few_models = 16;
/// No event states a model of more than 128 characters, and of one slip more.
constexpr std::size_t longest_looked_for = 129;

constexpr bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_letter_or_digit(char c) {
  return is_decimal_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The ASCII letters and digits of a model as models are compared.
std::string condensed(std::string_view model) {
  std::string out = folded_model(model);
  std::erase_if(out, [](char c) { return !is_letter_or_digit(c); });
  return out;
}

std::size_t hash_of(std::string_view text) { return keyed_hash(bytes_of(text)); }

bool is_sound(const std::string& text) {
  return is_normalised(text) && !has_control(text) && length_of(text) <= text_length;
}

std::string without_character(std::string_view text, std::size_t at) {
  return std::string(text.substr(0, at)).append(text.substr(at + 1));
}

/// Whether one letter too many, too few or in the place of another, or a letter for a digit or a digit for a
/// letter, makes the one the other. (Two numbers are two models.)
bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() > b.size() + 1) return false;
  const auto at = static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
  if (a.size() > b.size()) {
    // Of a run of one character, any is the one too many.
    return a.substr(at + 1) == b.substr(at) && !is_decimal_digit(a[at]);
  }
  return at < a.size() && a.substr(at + 1) == b.substr(at + 1) &&
         !(is_decimal_digit(a[at]) && is_decimal_digit(b[at]));
}

std::optional<Span> span_of(const Json& value) {
  if (!value.is_array() || value.size() != 2) return std::nullopt;
  MethodologyFault unused;
  const auto lowest = decimal_of(value[0], unused);
  const auto highest = decimal_of(value[1], unused);
  if (!lowest || !highest || lowest->is_negative() || *highest < *lowest) return std::nullopt;
  return Span{*lowest, *highest};
}

constexpr const char* no_span =
    translatable("expected the lowest and the highest value, from 0, as in [\"0.1\", \"5\"]");

class AsksReader {
 public:
  AsksReader(const std::vector<Table>& tables, Asked& asked, Faults& faults)
      : categories_(table_by(tables, {Key::category})), asked_(asked), faults_(faults) {}

  void read(const Json& object) {
    Fields fields(object, "asks", faults_);
    if (fields.optional("erasure_standards") != nullptr) standards(fields);
    if (fields.optional("imei") != nullptr) imei(fields);
    if (fields.optional("spans") != nullptr) {
      if (const Json* found = fields.object("spans", quantity_words.size() + 1)) spans(*found);
    }
    (void)fields.optional_text("clause");
    fields.close();
  }

 private:
  /// The texts of a list, none twice in `compared` form; nothing if it is another thing, and that is told.
  template <typename Compared>
  std::vector<std::string> texts(Fields& fields, const char* name, std::size_t most,
                                 const std::string& expected, Compared compared) {
    std::vector<std::string> out;
    const Json* found = fields.array(name, most);
    if (found == nullptr) return out;
    std::vector<std::string> seen;
    for (const Json& each : *found) {
      const auto* text = each.get_ptr<const std::string*>();
      const bool good = text != nullptr && is_sound(*text) && !compared(*text).empty();
      if (good) seen.push_back(compared(*text));
      if (!good || std::find(seen.begin(), seen.end() - 1, seen.back()) != seen.end() - 1) {
        fields.fault(name, expected);
        return {};
      }
      out.push_back(*text);
    }
    if (out.empty()) fields.fault(name, expected);
    return out;
  }

  void standards(Fields& fields) {
    asked_.erasure_standards = texts(
        fields, "erasure_standards", most_standards,
        phrase("expected different standards of data erasure; capitals and spaces do not tell them apart"),
        folded_model);
  }

  bool is_category(const std::string& text) const {
    return is_key(Key::category, text) && (categories_ == nullptr || categories_->find({text}) != nullptr);
  }

  void imei(Fields& fields) {
    const auto listed = texts(fields, "imei", most_categories, phrase("expected different categories"),
                              [](const std::string& text) { return text; });
    for (const std::string& each : listed) {
      if (!is_category(each)) no_category(fields, "imei", each);
    }
    asked_.imei_categories = listed;
    std::sort(asked_.imei_categories.begin(), asked_.imei_categories.end());
  }

  static void no_category(Fields& fields, const char* name, const std::string& found) {
    fields.fault(name, phrase("no category is called \"{:.64}\"", found), Refusal::methodology_unknown_name);
  }

  void spans(const Json& object) {
    Fields fields(object, "asks.spans", faults_);
    if (fields.optional("mass_kg") != nullptr) {
      if (const Json* masses = fields.object("mass_kg", most_categories)) {
        for (const auto& [category, value] : masses->items()) {
          const auto span = span_of(value);
          if (!is_category(category)) no_category(fields, "mass_kg", category);
          if (!span) fields.fault(fmt::format("mass_kg.{:.64}", category), std::string(translation(no_span)));
          if (span) asked_.mass_kg.emplace_back(category, *span);
        }
      }
    }
    for (std::size_t i = 0; i < quantity_words.size(); ++i) {
      const Json* found = fields.optional(quantity_words[i]);
      if (found == nullptr) continue;
      asked_.spans[i] = span_of(*found);
      if (!asked_.spans[i]) fields.fault(quantity_words[i], std::string(translation(no_span)));
    }
    fields.close();
  }

  const Table* categories_;
  Asked& asked_;
  Faults& faults_;
};

}  // namespace

void ListedModels::add(std::string_view category, std::string_view model) {
  models_.push_back({folded_model(model), std::string(model)});
  of_category_.emplace_back(category, models_.back().folded);
}

void ListedModels::sort() {
  std::sort(of_category_.begin(), of_category_.end());
  std::sort(models_.begin(), models_.end(), [](const Model& a, const Model& b) {
    return std::tie(a.folded, a.written) < std::tie(b.folded, b.written);
  });
  models_.erase(std::unique(models_.begin(), models_.end(),
                            [](const Model& a, const Model& b) { return a.folded == b.folded; }),
                models_.end());
  for (Model& model : models_) model.condensed = condensed(model.written);
  if (models_.size() <= few_models) return;
  for (std::size_t whose = 0; whose < models_.size(); ++whose) {
    const std::string& text = models_[whose].condensed;
    if (text.empty() || text.size() > longest_looked_for) continue;
    shortened_.emplace_back(hash_of(text), whose);
    for (std::size_t at = 0; at < text.size(); ++at)
      shortened_.emplace_back(hash_of(without_character(text, at)), whose);
  }
  std::sort(shortened_.begin(), shortened_.end());
  shortened_.erase(std::unique(shortened_.begin(), shortened_.end()), shortened_.end());
}

std::optional<std::string_view> ListedModels::nearest(std::string_view model) const {
  const std::string_view alone = without_storage(model);
  if (is_listed(model) || is_listed(alone)) return std::nullopt;
  const auto found = nearest_by_letters(model);
  return found || alone.size() == model.size() ? found : nearest_by_letters(alone);
}

std::optional<std::string_view> ListedModels::nearest_by_letters(std::string_view model) const {
  const std::string text = condensed(model);
  if (text.empty()) return std::nullopt;
  std::size_t found = models_.size();
  const auto compare = [&](std::size_t whose) {
    const std::string& listed = models_[whose].condensed;
    if (!listed.empty() && (listed == text || is_one_slip(listed, text))) found = std::min(found, whose);
  };
  const auto look_for = [&](std::string_view shortened) {
    const std::size_t hash = hash_of(shortened);
    for (auto each = std::lower_bound(shortened_.begin(), shortened_.end(), std::pair(hash, std::size_t{0}));
         each != shortened_.end() && each->first == hash; ++each)
      compare(each->second);
  };
  if (models_.size() <= few_models) {
    for (std::size_t whose = 0; whose < models_.size(); ++whose) compare(whose);
  } else {
    look_for(text);
    for (std::size_t at = 0; at < text.size(); ++at) look_for(without_character(text, at));
  }
  if (found == models_.size()) return std::nullopt;
  return models_[found].written;
}

std::optional<std::string_view> ListedModels::within(std::string_view model) const {
  std::vector<std::string> words(1);
  for (const char c : model) {
    if (is_letter_or_digit(c)) words.back().push_back(c);
    if (!is_letter_or_digit(c) && !words.back().empty()) words.emplace_back();
  }
  const Model* found = nullptr;
  for (auto first = words.begin(); first != words.end(); ++first) {
    std::string text;
    for (auto last = first; last != words.end(); ++last) {
      text += *last;
      const auto same =
          std::find_if(models_.begin(), models_.end(), [wanted = condensed(text)](const Model& each) {
            return !wanted.empty() && each.condensed == wanted;
          });
      if (same == models_.end()) continue;
      if (found == nullptr || same->condensed.size() > found->condensed.size()) found = &*same;
    }
  }
  if (found == nullptr) return std::nullopt;
  return found->written;
}

bool ListedModels::knows(std::string_view category, std::string_view model) const {
  return !(has_any_of(category) || has_any_of({})) || is_of(category, model) || is_of({}, model);
}

bool ListedModels::is_listed(std::string_view model) const {
  const std::string folded = folded_model(model);
  const auto found =
      std::lower_bound(models_.begin(), models_.end(), folded,
                       [](const Model& each, const std::string& wanted) { return each.folded < wanted; });
  return found != models_.end() && found->folded == folded;
}

bool ListedModels::is_of(std::string_view category, std::string_view model) const {
  const auto has = [&](const std::string& folded) {
    const auto found = first_of(category, folded);
    return found != of_category_.end() && found->first == category && found->second == folded;
  };
  return has(folded_model(model)) || has(folded_model(without_storage(model)));
}

bool ListedModels::has_any_of(std::string_view category) const {
  const auto found = first_of(category, {});
  return found != of_category_.end() && found->first == category;
}

ListedModels::OfCategory::const_iterator ListedModels::first_of(std::string_view category,
                                                                std::string_view folded) const {
  return std::lower_bound(of_category_.begin(), of_category_.end(), std::pair(category, folded),
                          [](const auto& each, const auto& wanted) {
                            return std::pair<std::string_view, std::string_view>(each) < wanted;
                          });
}

void read_asks(const Json& object, const std::vector<Table>& tables, Asked& asked, Faults& faults) {
  AsksReader(tables, asked, faults).read(object);
}

}  // namespace lcl::methodology
