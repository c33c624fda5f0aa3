// SPDX-License-Identifier: Apache-2.0
// A mapping read from its JSON text: strictly, and all faults at once.

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/events/found_text.hpp"
#include "ledger/mapping/mapping.hpp"
#include "ledger/mapping/mapping_members.hpp"
#include "ledger/tables/xml_path.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_rules = 32;
constexpr std::size_t most_conditions = 16;
constexpr std::size_t most_look_ups = 8;
constexpr std::size_t most_joined = 8;
constexpr std::size_t most_texts = 10'000;
constexpr std::size_t most_xml_columns = 100;
constexpr JsonLimits mapping_limits{.depth = 12, .bytes = longest_mapping};

bool is_table_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

bool is_number(Field field) {
  return rule(field).shape == Shape::quantity || rule(field).shape == Shape::whole;
}

class MappingReader {
 public:
  explicit MappingReader(DocumentFaults& faults) : faults_(faults) {}

  Mapping read(const Json& document) {
    MappingMembers members(document, {}, faults_);
    if (const Json* version = members.needed("version"); version != nullptr && *version != 1) {
      members.fault("version", phrase("only version 1 is known"));
    }
    if (const Json* xml = members.optional("xml")) mapping_.xml = xml_rows(*xml, members.where("xml"));
    defaults_ = read_dialect(members);
    read_look_ups(members);
    Mapping::Values shared;
    if (const Json* every = members.optional("every_event")) {
      MappingMembers fields(*every, members.where("every_event"), faults_);
      shared = read_fields(*every, fields, false);
    }
    members.each("left_out", most_rules, [this](const Json& one, const std::string& where) {
      MappingMembers left_out(one, where, faults_);
      mapping_.left_out.push_back({conditions(left_out, "when"), left_out.text("because")});
      if (mapping_.left_out.back().when.empty()) left_out.fault("when", phrase("there is no condition"));
      left_out.close();
    });
    (void)members.array("events", most_rules);
    members.each("events", most_rules,
                 [&](const Json& one, const std::string& where) { read_event(one, where, shared); });
    if (mapping_.events.empty() && faults_.empty())
      members.fault("events", phrase("there is no rule for any event"));
    members.close();
    return std::move(mapping_);
  }

 private:
  Mapping::XmlRows xml_rows(const Json& value, const std::string& where) {
    Mapping::XmlRows rows;
    MappingMembers members(value, where, faults_);
    rows.row = members.text("row");
    check_path(members, "row", rows.row, XmlPathOf::row);
    if (const Json* columns = members.object("columns", most_xml_columns)) {
      MappingMembers named(*columns, members.where("columns"), faults_);
      for (const auto& [name, path] : columns->items()) {
        if (name == mapping_remark) continue;
        rows.columns.push_back({name, named.text(name)});
        check_path(named, name, rows.columns.back().path, XmlPathOf::cell);
      }
      if (rows.columns.empty()) members.fault("columns", phrase("there is no column"));
    }
    members.close();
    return rows;
  }

  static void check_path(MappingMembers& members, std::string_view name, std::string_view text,
                         XmlPathOf what) {
    if (text.empty()) return;
    if (const auto path = read_xml_path(text, what); const auto* fault = std::get_if<std::string>(&path)) {
      members.fault(name, *fault);
    }
  }

  void read_look_ups(MappingMembers& members) {
    if (members.optional("look_up") == nullptr) return;
    const Json* tables = members.object("look_up", most_look_ups + 1);  // one more for a remark
    if (tables == nullptr) return;
    MappingMembers named(*tables, members.where("look_up"), faults_);
    for (const auto& [name, value] : tables->items()) {
      if (name == mapping_remark) continue;
      if (!is_table_name(name)) {
        named.fault(shortened(name), phrase("a table's name is 1 to 32 of a-z, 0-9, _ and -"));
        continue;
      }
      mapping_.look_ups.push_back(look_up(name, value, named.where(name)));
    }
  }

  Mapping::LookUp look_up(const std::string& name, const Json& value, const std::string& where) {
    MappingMembers members(value, where, faults_);
    Mapping::LookUp table;
    table.name = name;
    const Mapping::TableNumber number = mapping_.look_ups.size() + 1;
    table.key = {number, members.column_name("key"), 0};
    table.matches = {0, members.column_name("matches"), 0};
    table.optional = members.truth("optional").value_or(false);
    table.when = conditions(members, "when", number);
    if (const Json* xml = members.optional("xml")) table.xml = xml_rows(*xml, members.where("xml"));
    members.close();
    return table;
  }

  Mapping::TableNumber table_of(MappingMembers& members) {
    const std::string name = members.optional_text("of");
    if (name.empty()) return 0;
    std::vector<std::string_view> names;
    for (const Mapping::LookUp& table : mapping_.look_ups) names.push_back(table.name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<Mapping::TableNumber>(found - names.begin()) + 1;
    members.fault("of", phrase("{} is no table under look_up{}", in_quotes(name), did_you_mean(name, names)));
    return 0;
  }

  /// `only`: the table whose columns are meant; nothing: `of` says which.
  Mapping::Conditions conditions(MappingMembers& members, std::string_view name,
                                 std::optional<Mapping::TableNumber> only = std::nullopt) {
    Mapping::Conditions all;
    members.each(name, most_conditions, [&](const Json& one, const std::string& where) {
      MappingMembers condition(one, where, faults_);
      all.push_back(read_condition(condition, only));
      condition.close();
    });
    return all;
  }

  Mapping::Condition read_condition(MappingMembers& members, std::optional<Mapping::TableNumber> only) {
    using Test = Mapping::Condition::Test;
    Mapping::Condition condition;
    condition.column.name = members.column_name("column");
    condition.column.table = only ? *only : table_of(members);
    struct Form {
      std::string_view name;
      Test test;
      bool many;
    };
    constexpr std::array forms = {Form{"is", Test::one_of, false}, Form{"is_not", Test::none_of, false},
                                  Form{"in", Test::one_of, true}, Form{"not_in", Test::none_of, true},
                                  Form{"begins_with", Test::begins_with, false}};
    int tests = 0;
    for (const Form& form : forms) {
      if (members.optional(form.name) == nullptr) continue;
      ++tests;
      condition.test = form.test;
      if (!form.many) {
        condition.texts = {members.raw_text(form.name)};
        continue;
      }
      members.each(form.name, most_texts, [&](const Json& one, const std::string& where) {
        if (one.is_string()) return condition.texts.push_back(one.get<std::string>());
        faults_.push_back({Refusal::mapping_malformed, where, phrase("a text was expected")});
      });
    }
    if (const auto empty = members.truth("empty")) {
      ++tests;
      condition.test = *empty ? Test::empty : Test::not_empty;
    }
    if (tests != 1) {
      members.fault("column", phrase("a condition has one of is, is_not, in, not_in, begins_with and empty"));
    }
    return condition;
  }

  /// The members of `object`, which `fields` reads, as fields of an event; where `lists` of legs and parts
  /// may stand, they are passed over.
  Mapping::Values read_fields(const Json& object, MappingMembers& fields, bool lists) {
    Mapping::Values read;
    if (!object.is_object()) return read;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < field_count; ++i) {
      const auto field = static_cast<Field>(i);
      const std::string_view path = rule(field).path;
      if (field == Field::kind || rule(field).shape == Shape::object ||
          path.find('[') != std::string_view::npos)
        continue;
      names.push_back(path);
    }
    for (const auto& [name, value] : object.items()) {
      if (name == mapping_remark) continue;
      const auto known = std::find(names.begin(), names.end(), name);
      if (known == names.end()) {
        fields.fault(shortened(name),
                     phrase("{} is not a field of events{}", in_quotes(name), did_you_mean(name, names)));
        continue;
      }
      for (std::size_t i = 0; i < field_count; ++i) {
        const auto field = static_cast<Field>(i);
        if (rule(field).path != name) continue;
        const bool is_list = lists && value.is_array() && rule(field).shape == Shape::list;
        if (!is_list) read.emplace_back(field, source(value, fields.where(name), field));
      }
    }
    return read;
  }

  Mapping::Source source(const Json& value, const std::string& where, Field field) {
    Mapping::Source read;
    read.where = where;
    if (!value.is_object()) {
      if (const auto text = plain_text(value)) {
        read.text = *text;
        if (!text->empty()) return read;
      }
      faults_.push_back(
          {Refusal::mapping_malformed, where, phrase("expected a value, or an object that names a column")});
      return read;
    }
    MappingMembers members(value, where, faults_);
    read_columns(members, read);
    if (members.optional("values") != nullptr) read_map(members, read);
    if (members.optional("if_empty") != nullptr) read.if_empty = text_of(members, "if_empty");
    const bool is_mapped = read.values.has_value();
    if (field == Field::occurred_at && !is_mapped) read.times = times(members);
    if (is_number(field) && !is_mapped) read.number = number(members);
    members.close();
    return read;
  }

  void read_columns(MappingMembers& members, Mapping::Source& source) {
    const bool several = members.optional("columns") != nullptr;
    const Mapping::TableNumber table = table_of(members);
    if (!several) {
      source.columns = {{table, members.column_name("column"), 0}};
      return;
    }
    members.each("columns", most_joined, [&](const Json& one, const std::string& where) {
      if (one.is_string() && !one.get_ref<const std::string&>().empty()) {
        source.columns.push_back({table, one.get<std::string>(), 0});
      } else {
        faults_.push_back({Refusal::mapping_malformed, where, phrase("expected the name of a column")});
      }
    });
    if (source.columns.size() < 2)
      members.fault("columns", phrase("there are fewer than two columns to be joined"));
    source.text = members.optional("joined_by") == nullptr ? " " : members.raw_text("joined_by");
  }

  static void read_map(MappingMembers& members, Mapping::Source& source) {
    source.values.emplace();
    const Json* values = members.object("values", most_texts);
    if (values == nullptr) return;
    if (values->empty()) members.fault("values", phrase("the map is empty"));
    for (const auto& [from, to] : values->items()) {
      const auto text = plain_text(to);
      if (text) {
        source.values->emplace(from, *text);
      } else {
        members.fault("values." + shortened(from), phrase("expected a text, a whole number, true or false"));
      }
    }
  }

  static std::string text_of(MappingMembers& members, std::string_view name) {
    const Json* value = members.needed(name);
    if (value == nullptr) return {};
    if (auto text = plain_text(*value); text && !text->empty()) return *text;
    members.fault(name, phrase("expected a text, a whole number, true or false"));
    return {};
  }

  CellDialect times(MappingMembers& members) {
    const auto& [own, mark] = read_dialect(members);
    if (mark) members.fault("decimal", phrase("a date has no decimals"));
    CellDialect read = defaults_.times;
    if (own.dates || !read.dates) read.dates = own.dates.value_or(DateOrder::year_month_day);
    if (own.zone) read.zone = own.zone;
    if (!own.time_of_day.empty()) read.time_of_day = own.time_of_day;
    return read;
  }

  Mapping::Number number(MappingMembers& members) {
    const std::string times = members.optional_text("times");
    const MappingDialect own = read_dialect(members);
    if (own.times.dates || own.times.zone || !own.times.time_of_day.empty())
      members.fault("dates", phrase("a number is no date"));
    Mapping::Number read;
    read.mark = own.mark.value_or(defaults_.mark.value_or('.'));
    if (times.empty()) return read;
    read.times = parse_canonical_decimal(times);
    if (!read.times) {
      members.fault("times",
                    phrase("found {}, expected a decimal in its shortest plain form, as in \"0.001\"",
                           in_quotes(times)));
    }
    return read;
  }

  void read_event(const Json& value, const std::string& where, const Mapping::Values& shared) {
    MappingMembers members(value, where, faults_);
    Mapping::EventRule read;
    read.where = where;
    const std::string kind_word = members.text("kind");
    const std::optional<EventKind> kind = event_kind(kind_word);
    if (!kind && !kind_word.empty()) {
      members.fault("kind", explanation(Refusal::unknown_kind, Field::kind, kind_word));
    }
    read.when = conditions(members, "when");
    const Json* object = members.needed("fields");
    members.close();
    if (object == nullptr || !kind) return;
    read.kind = *kind;
    MappingMembers fields(*object, members.where("fields"), faults_);
    read.fields = read_fields(*object, fields, true);
    add_shared(shared, *object, read);
    if (object->is_object()) {
      read.legs = elements(*object, fields, Field::legs);
      read.parts = elements(*object, fields, Field::parts);
    }
    check_presence(*object, read, fields.where({}));
    mapping_.events.push_back(std::move(read));
  }

  /// What every event has, where it is not said of this one and its kind has it.
  static void add_shared(const Mapping::Values& shared, const Json& object, Mapping::EventRule& read) {
    for (const auto& [field, source] : shared) {
      const bool has = (rule(field).has >> static_cast<unsigned>(read.kind) & 1U) != 0;
      if (has && !object.contains(std::string(rule(field).path))) read.fields.emplace_back(field, source);
    }
  }

  std::vector<Mapping::Element> elements(const Json& object, MappingMembers& fields, Field list) {
    const std::string name(rule(list).path);
    std::vector<Mapping::Element> read;
    const auto found = object.find(name);
    if (found == object.end() || !found->is_array()) return read;
    fields.each(name, list == Field::legs ? max_legs : max_parts,
                [&](const Json& one, const std::string& where) {
                  MappingMembers members(one, where, faults_);
                  Mapping::Element element;
                  element.when = conditions(members, "when");
                  for (const Member& member : lcl::members(scope_of(list))) {
                    if (const Json* value = members.needed(member.name)) {
                      element.values.emplace_back(member.field,
                                                  source(*value, members.where(member.name), member.field));
                    }
                  }
                  members.close();
                  read.push_back(std::move(element));
                });
    return read;
  }

  void check_presence(const Json& object, const Mapping::EventRule& read, std::string where) {
    while (where.ends_with('.')) where.pop_back();
    FieldSet given = bit(Field::kind) | bit(Field::device);
    for (const auto& [field, source] : read.fields) given |= bit(field);
    constexpr FieldSet erasure = bit(Field::data_erasure_standard) | bit(Field::data_erasure_result) |
                                 bit(Field::data_erasure_certificate);
    if ((given & erasure) != 0) given |= bit(Field::data_erasure);
    for (const Field list : {Field::legs, Field::parts}) {
      if (object.is_object() && object.contains(std::string(rule(list).path))) given |= bit(list);
    }
    std::vector<PresenceFault> found;
    presence_faults(read.kind, given, found);
    for (const PresenceFault& fault : found) {
      if (fault.refusal == Refusal::unknown_field && rule(fault.field).shape == Shape::object) continue;
      faults_.push_back({Refusal::mapping_malformed, where, explanation(fault, read.kind)});
    }
  }

  DocumentFaults& faults_;
  Mapping mapping_;
  MappingDialect defaults_;
};

}  // namespace

std::variant<Mapping, DocumentFaults> Mapping::load(std::string_view text) {
  const std::variant<Json, JsonFault> parsed = parse_json(text, mapping_limits);
  DocumentFaults faults;
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    const TextPlace place = place_of(text, fault->offset);
    faults.push_back(
        {Refusal::mapping_malformed, phrase("line {}, column {}", place.line, place.column), fault->message});
    return faults;
  }
  const Json& document = *std::get_if<Json>(&parsed);
  find_left_open(document, {}, faults);
  if (!faults.empty()) return faults;
  Mapping mapping = MappingReader(faults).read(document);
  if (!faults.empty()) return faults;
  return mapping;
}

}  // namespace lcl
