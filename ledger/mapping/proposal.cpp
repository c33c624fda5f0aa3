// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "ledger/mapping/column_evidence.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

using Ordered = nlohmann::ordered_json;

constexpr std::string_view open_value = "?";
constexpr auto proposed_kinds =
    std::to_array<EventKind>({EventKind::collection, EventKind::reconditioning, EventKind::resale});

/// A column that was recognised.
struct Recognised {
  const ColumnEvidence* seen;
  NamedField named;
};

bool kind_has(EventKind kind, Field field) {
  return (rule(field).has >> static_cast<unsigned>(kind) & 1U) != 0;
}
bool kind_needs(EventKind kind, Field field) {
  return (rule(field).needs >> static_cast<unsigned>(kind) & 1U) != 0;
}

/// Whether `field` is one that only `kind` has.
bool is_of_kind_alone(Field field, EventKind kind) {
  return rule(field).has == static_cast<KindSet>(1U << static_cast<unsigned>(kind));
}

/// Whether all but a few of the values are such.
bool nearly_all(std::size_t such, const ColumnEvidence& seen) {
  return seen.filled > 0 && such * 10 >= seen.filled * 9;
}

std::optional<NamedField> recognised_by_values(const ColumnEvidence& seen) {
  if (nearly_all(seen.imeis, seen)) return NamedField{Field::imei, std::nullopt, {}};
  if (nearly_all(seen.sirets, seen)) return NamedField{Field::participant, std::nullopt, {}};
  return std::nullopt;
}

/// `12 mois`, `12 months` as 12; nothing if it is no number of months.
std::optional<int> months_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  constexpr auto units = std::to_array<std::string_view>({" mois", " months", " month", "m", " m"});
  return std::find(units.begin(), units.end(), unit) == units.end() ? std::nullopt : std::optional(number);
}

class Proposer {
 public:
  explicit Proposer(TableReader& table) {
    for (const std::string& name : table.header()) seen_.push_back({.name = name, .values = {}});
    for (std::size_t row = 0; row < rows_looked_at; ++row) {
      const TableReader::Step step = table.next();
      if (step == TableReader::Step::end) break;
      if (step == TableReader::Step::refused) continue;
      for (std::size_t i = 0; i < seen_.size() && i < table.cells().size(); ++i)
        seen_[i].see(table.cells()[i]);
    }
    for (const ColumnEvidence& seen : seen_) recognise(seen);
    const Recognised* sold = find(Field::occurred_at, EventKind::resale);
    for (Recognised& one : recognised_) {
      // Where sales are, the country is the buyer's.
      const bool is_of_sale = one.named.field == Field::country && sold != nullptr && sold->named.kind;
      if (is_of_sale) one.named.kind = EventKind::resale;
    }
  }

  MappingProposal propose() {
    Ordered document;
    document["//"] =
        "proposed by lcl mapping new; put what is meant in place of every \"?\", then lcl mapping try";
    document["version"] = 1;
    Ordered events = Ordered::array();
    Ordered every = every_event();
    for (const EventKind kind : kinds()) events.push_back(event(kind, every));
    add_dialect(document);
    document["every_event"] = std::move(every);
    document["events"] = std::move(events);
    MappingProposal proposal;
    proposal.text = document.dump(2) + '\n';
    find_open(document, {}, proposal.open);
    for (const ColumnEvidence& seen : seen_) {
      if (std::find(used_.begin(), used_.end(), &seen) == used_.end()) proposal.unused.push_back(seen.name);
    }
    return proposal;
  }

 private:
  void recognise(const ColumnEvidence& seen) {
    auto named = field_named(seen.name);
    if (!named) named = recognised_by_values(seen);
    if (!named && nearly_all(seen.dates, seen)) named = NamedField{Field::occurred_at, std::nullopt, {}};
    if (!named) return;
    if (named->field == Field::imei && find(Field::imei, named->kind) != nullptr) named->field = Field::imei2;
    const bool is_new = std::none_of(recognised_.begin(), recognised_.end(), [&](const Recognised& one) {
      return one.named.field == named->field && one.named.kind == named->kind;
    });
    if (is_new) recognised_.push_back({&seen, *named});
  }

  /// The column of `field`: the one of `kind` alone, if there is one.
  [[nodiscard]] const Recognised* find(Field field, std::optional<EventKind> kind) const {
    const Recognised* of_any = nullptr;
    for (const Recognised& one : recognised_) {
      if (one.named.field != field) continue;
      if (one.named.kind == kind) return &one;
      if (!one.named.kind) of_any = &one;
    }
    return of_any;
  }

  /// Those that a date tells, else those that have a column of their own, else all.
  [[nodiscard]] std::vector<EventKind> kinds() const {
    std::vector<EventKind> found;
    for (const bool by_date : {true, false}) {
      for (const EventKind kind : proposed_kinds) {
        const bool told = std::any_of(recognised_.begin(), recognised_.end(), [&](const Recognised& one) {
          if (by_date) return one.named.field == Field::occurred_at && one.named.kind == kind;
          return is_of_kind_alone(one.named.field, kind);
        });
        if (told) found.push_back(kind);
      }
      if (!found.empty()) return found;
    }
    return {proposed_kinds.begin(), proposed_kinds.end()};
  }

  Ordered every_event() {
    Ordered every;
    for (const Field field : {Field::participant, Field::country}) {
      const Recognised* one = find(field, std::nullopt);
      every[std::string(rule(field).path)] = one == nullptr ? Ordered(open_value) : source(*one);
    }
    const bool has_serial = find(Field::serial, std::nullopt) != nullptr;
    for (const Field field :
         {Field::imei, Field::imei2, Field::manufacturer, Field::serial, Field::reference}) {
      const Recognised* one = find(field, std::nullopt);
      const bool is_serial = field == Field::manufacturer || field == Field::serial;
      if (one != nullptr && (!is_serial || has_serial)) every[std::string(rule(field).path)] = source(*one);
      if (one == nullptr && field == Field::imei && !has_serial) every["device.imei"] = open_value;
      if (one == nullptr && field == Field::manufacturer && has_serial)
        every["device.manufacturer"] = open_value;
    }
    return every;
  }

  Ordered event(EventKind kind, const Ordered& every) {
    Ordered fields;
    for (std::size_t i = 0; i < field_count; ++i) {
      const auto field = static_cast<Field>(i);
      const std::string path(rule(field).path);
      if (field == Field::kind || !kind_has(kind, field) || rule(field).shape == Shape::object) continue;
      const Recognised* one = find(field, kind);
      const bool of_kind_alone = one != nullptr && one->named.kind == kind;
      if (every.contains(path) && !of_kind_alone) continue;
      const bool is_erasure = path.starts_with("data_erasure.");
      if (is_erasure && find(Field::data_erasure_standard, kind) == nullptr) continue;
      if (one != nullptr && path.find('[') == std::string::npos) {
        fields[path] = source(*one);
      } else if (kind_needs(kind, field)) {
        fields[path] = open_value;
      }
    }
    Ordered event;
    event["kind"] = std::string(word(kind));
    if (const Recognised* date = find(Field::occurred_at, kind);
        date != nullptr && date->named.kind == kind) {
      event["when"] = Ordered::array({{{"column", date->seen->name}, {"empty", false}}});
    }
    event["fields"] = std::move(fields);
    return event;
  }

  Ordered source(const Recognised& one) {
    const ColumnEvidence& seen = *one.seen;
    const Field field = one.named.field;
    used_.push_back(&seen);
    Ordered source = {{"column", seen.name}};
    if (!one.named.times.empty()) source["times"] = std::string(one.named.times);
    const bool is_months = field == Field::warranty_months &&
                           std::any_of(seen.values.begin(), seen.values.end(), [](const auto& value) {
                             return value.first.find_first_not_of("0123456789") != std::string::npos;
                           });
    const bool is_closed = rule(field).shape == Shape::truth || field == Field::category ||
                           field == Field::holder || field == Field::outcome ||
                           field == Field::data_erasure_result;
    const bool is_named_country = field == Field::country && seen.countries < seen.filled;
    if ((is_closed || is_months || is_named_country) && !seen.values.empty() && !seen.has_more_values) {
      source["values"] = map_of(seen, field);
    }
    return source;
  }

  static Ordered map_of(const ColumnEvidence& seen, Field field) {
    Ordered map;
    for (const auto& [value, count] : seen.values) {
      if (field == Field::warranty_months) {
        const auto months = months_of(value);
        map[value] = months ? Ordered(*months) : Ordered(open_value);
        continue;
      }
      const std::string_view meant = word_meant(field, value);
      map[value] = meant.empty() ? open_value : meant;
    }
    return map;
  }

  /// How the dates and numbers of the columns that are used are written.
  void add_dialect(Ordered& document) const {
    ColumnEvidence all;
    for (const ColumnEvidence* seen : used_) {
      const bool is_date = std::any_of(recognised_.begin(), recognised_.end(), [seen](const Recognised& one) {
        return one.seen == seen && one.named.field == Field::occurred_at;
      });
      all.decimal_commas += seen->decimal_commas;
      if (!is_date) continue;
      all.dates += seen->dates;
      all.dates_without_time += seen->dates_without_time;
      all.dates_with_zone += seen->dates_with_zone;
      all.not_dmy |= seen->not_dmy;
      all.not_mdy |= seen->not_mdy;
      all.not_ymd |= seen->not_ymd;
    }
    if (all.dates > 0) {
      const bool dmy = !all.not_dmy;
      const bool mdy = !all.not_mdy;
      document["dates"] = !all.not_ymd ? "ymd" : dmy && !mdy ? "dmy" : mdy && !dmy ? "mdy" : open_value;
      if (all.dates_with_zone < all.dates) document["zone"] = open_value;
      if (all.dates_without_time > 0) document["hour"] = open_value;
    }
    if (all.decimal_commas > 0) document["decimal"] = ",";
  }

  static void find_open(const Ordered& value, const std::string& where, std::vector<std::string>& open) {
    if (value.is_object()) {
      for (const auto& [name, member] : value.items()) {
        if (name != "//") find_open(member, where.empty() ? name : where + '.' + name, open);
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i)
        find_open(value[i], fmt::format("{}[{}]", where, i), open);
    } else if (value == open_value) {
      open.push_back(where);
    }
  }

  std::vector<ColumnEvidence> seen_;
  std::vector<Recognised> recognised_;
  std::vector<const ColumnEvidence*> used_;
};

}  // namespace

MappingProposal propose_mapping(TableReader& table) { return Proposer(table).propose(); }

}  // namespace lcl
