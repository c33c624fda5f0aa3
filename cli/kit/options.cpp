// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/options.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/language.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

namespace program_options = boost::program_options;

constexpr std::array<Option, 6> globals{{
    {"registry", "FOLDER|URL",
     "the registry's folder or address, or a bundle; if not given, LCL_REGISTRY or the current folder"},
    {"session", "FILE", "of a registry at an address: ask in your name with this session (lcl key session)"},
    {"json", "", "answer with one JSON document on standard output, even on failure"},
    {"lang", "en|fr",
     "the language of messages and help; if not given, the locale's. JSON and files do not change with it"},
    {"help", "", "show the command's help"},
    {"version", "", "show the program's version"},
}};

program_options::options_description described(const std::vector<Option>& options) {
  program_options::options_description description;
  const auto add = [&description](const Option& option) {
    std::string name(option.name);
    if (name == "help") name += ",h";
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), program_options::value<std::string>(), "");
    }
  };
  for (const Option& option : globals) add(option);
  for (const Option& option : options) add(option);
  return description;
}

const Option* find(std::string_view name, const std::vector<Option>& options) {
  for (const Option& option : options) {
    if (option.name == name) return &option;
  }
  for (const Option& option : globals) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::string unknown_option(const std::string& typed, const std::vector<Option>& options) {
  std::vector<std::string> names;
  names.reserve(options.size() + globals.size());
  for (const Option& option : options) names.push_back("--" + std::string(option.name));
  for (const Option& option : globals) names.push_back("--" + std::string(option.name));
  return phrase("unknown option {}{}", typed, suggestion(typed, names));
}

program_options::parsed_options parsed(const std::vector<std::string>& words,
                                       const std::vector<Option>& options) {
  namespace style = program_options::command_line_style;
  constexpr int exact = style::unix_style & ~style::allow_guessing;
  const program_options::options_description description = described(options);
  try {
    return program_options::command_line_parser(words).options(description).style(exact).run();
  } catch (const program_options::unknown_option& error) {
    throw UsageError(unknown_option(error.get_option_name(), options));
  } catch (const program_options::invalid_command_line_syntax& error) {
    const std::string name = error.get_option_name();
    const bool wants_value = error.kind() == program_options::invalid_syntax::missing_parameter ||
                             error.kind() == program_options::invalid_syntax::empty_adjacent_parameter;
    throw UsageError(wants_value ? phrase("{} needs a value", name) : phrase("{} takes no value", name));
  } catch (const program_options::error& error) {
    throw UsageError(error.what());
  }
}

/// How an option is joined to what stands before it in the table; empty: it is not.
std::string_view joint(Need need) {
  switch (need) {
    case instead:
      return " | ";
    case along:
      return " ";
    case or_both:
      return translation(translatable(" and/or "));
    case optional:
    case required:
      break;
  }
  return "";
}

/// Whether something else can be given for what stands before options[next] in the table.
bool has_alternative(std::span<const Option> options, std::size_t next) {
  while (next < options.size() && options[next].need == along) ++next;
  return next < options.size() && (options[next].need == instead || options[next].need == or_both);
}

/// `--add FILE…`
std::string as_typed(const Option& option) {
  std::string text = "--" + std::string(option.name);
  if (!option.value.empty()) text += ' ' + std::string(option.value);
  return option.repeatable ? text + "…" : text;
}

/// `first`, and the options that are joined to it from options[next] on.
std::string with_alternatives(std::string first, bool may_be_left_out, std::span<const Option> options,
                              std::size_t& next) {
  const bool chosen = has_alternative(options, next);
  for (; next < options.size() && !joint(options[next].need).empty(); ++next) {
    first.append(joint(options[next].need)).append(as_typed(options[next]));
  }
  if (may_be_left_out) return '[' + first + ']';
  return chosen ? '(' + first + ')' : first;
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::span<const Option> global_options() { return globals; }

std::vector<std::string> usage_parts(std::span<const std::string_view> positionals,
                                     std::span<const Option> options) {
  std::vector<std::string> parts;
  std::size_t next = 0;
  for (std::size_t i = 0; i < positionals.size(); ++i) {
    std::string_view name = positionals[i];
    const bool may_be_left_out = name.starts_with('[');
    if (may_be_left_out) name = name.substr(1, name.size() - 2);
    const std::span<const Option> its_options =
        i + 1 == positionals.size() ? options : std::span<const Option>();
    parts.push_back(with_alternatives(std::string(name), may_be_left_out, its_options, next));
  }
  while (next < options.size()) {
    const Option& first = options[next++];
    parts.push_back(with_alternatives(as_typed(first), first.need == optional, options, next));
  }
  return parts;
}

Arguments::Arguments(const std::vector<std::string>& words, const std::vector<Option>& options) {
  for (const auto& given : parsed(words, options).options) {
    if (given.position_key != -1) {
      positionals_.insert(positionals_.end(), given.value.begin(), given.value.end());
      continue;
    }
    const Option* option = find(given.string_key, options);
    if (option == nullptr) throw UsageError(unknown_option(given.string_key, options));
    const bool given_before = values_.contains(given.string_key);
    if (given_before && !option->repeatable && !option->value.empty()) {
      throw UsageError(phrase("--{} is given twice", given.string_key));
    }
    auto& values = values_[given.string_key];
    values.insert(values.end(), given.value.begin(), given.value.end());
  }
  if (has("lang")) (void)word("lang", language_codes);
}

void Arguments::require(std::span<const std::string_view> names, std::span<const Option> options) const {
  for (std::size_t i = positionals_.size(); i < names.size(); ++i) {
    const bool replaceable = i + 1 == names.size() && has_alternative(options, 0);
    if (!names[i].starts_with('[') && !replaceable) throw UsageError(phrase("{} is missing", names[i]));
  }
  const bool open_ended = !names.empty() && names.back().ends_with("…");
  if (positionals_.size() > names.size() && !open_ended) {
    throw UsageError(phrase("too many arguments: \"{}\"", positionals_[names.size()]));
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].need == required && !has_alternative(options, i + 1)) (void)one(options[i].name);
  }
}

const std::string* Arguments::maybe(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() || found->second.empty() ? nullptr : &found->second.front();
}

const std::string& Arguments::one(std::string_view option) const {
  const std::string* value = maybe(option);
  if (value == nullptr) throw UsageError(phrase("--{} is missing", option));
  return *value;
}

Arguments Arguments::or_else(const std::map<std::string, std::string, std::less<>>& values) const {
  Arguments both = *this;
  for (const auto& [option, value] : values) both.values_.try_emplace(option, std::vector{value});
  return both;
}

std::vector<std::string> Arguments::all(std::string_view option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Json Arguments::entries(std::string_view option) const {
  std::string text = one(option);
  const std::vector<std::string> given = all(option);
  for (std::size_t i = 1; i < given.size(); ++i) text += ',' + given[i];
  std::vector<std::uint64_t> entries;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (bool more = true; more;) {
    std::uint64_t seq = 0;
    const auto [next, fault] = std::from_chars(at, end, seq);
    more = next != end;
    if (fault != std::errc() || (more && *next != ',')) {
      throw UsageError(phrase("--{}: \"{}\" is not a list of entries like 12,13,14", option, text));
    }
    entries.push_back(seq);
    at = next + (more ? 1 : 0);
  }
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  return entries;
}

std::optional<std::uint64_t> Arguments::maybe_whole(std::string_view option) const {
  const std::string* text = maybe(option);
  if (text == nullptr) return std::nullopt;
  const std::optional<std::uint64_t> number = whole_number(*text);
  if (!number) throw UsageError(phrase("--{}: \"{}\" is not a whole number", option, *text));
  return number;
}

std::uint64_t Arguments::whole(std::string_view option) const {
  (void)one(option);
  return *maybe_whole(option);
}

std::string Arguments::date(std::string_view option) const {
  const std::string& text = one(option);
  if (!parse_date(text)) {
    throw UsageError(phrase("--{}: \"{}\" is not a date like 2026-02-02", option, text));
  }
  return text;
}

Period Arguments::period(std::string_view option) const {
  const std::string& text = one(option);
  if (const std::optional<Period> period = parse_period(text)) return *period;
  throw UsageError(phrase(
      "--{}: \"{}\" is not a period like 2026, 2026-02 or 2026-01-01/2026-07-01 that ends by 9999-12-31",
      option, text));
}

Json Arguments::days(std::string_view option) const {
  const Period period = this->period(option);
  if (period.from.milliseconds % day_ms != 0 || period.to.milliseconds % day_ms != 0) {
    throw UsageError(phrase("--{}: it must begin and end with a day, UTC", option));
  }
  return act_fields::dates_json(period);
}

std::string Arguments::share(std::string_view option) const {
  const std::string& text = one(option);
  if (const std::optional<Decimal> value = parse_decimal(text)) return to_string(*value);
  throw UsageError(phrase("--{}: \"{}\" is not a number like 0.05", option, text));
}

const std::string& Arguments::word(std::string_view option, std::span<const std::string_view> words) const {
  const std::string& text = one(option);
  if (std::find(words.begin(), words.end(), text) != words.end()) return text;
  std::string all;
  for (const std::string_view each : words) all.append(all.empty() ? "" : ", ").append(each);
  const std::string near = suggestion(text, words);
  throw UsageError(phrase("--{}: \"{}\" is not one of {}{}", option, text, all, near));
}

std::vector<std::string> Arguments::list(std::string_view option) const {
  std::vector<std::string> parts;
  const std::string* text = maybe(option);
  if (text == nullptr) return parts;
  for (std::size_t at = 0; at <= text->size();) {
    const std::size_t end = std::min(text->find(',', at), text->size());
    parts.push_back(text->substr(at, end - at));
    at = end + 1;
    if (parts.back().empty()) throw UsageError(phrase("--{}: a part is empty", option));
    if (std::find(parts.begin(), parts.end() - 1, parts.back()) != parts.end() - 1) {
      throw UsageError(phrase("--{}: {} is given twice", option, parts.back()));
    }
  }
  return parts;
}

std::uint64_t Arguments::whole_positional(std::size_t index, std::string_view name) const {
  const std::string& text = positionals_.at(index);
  if (const std::optional<std::uint64_t> number = whole_number(text)) return *number;
  throw UsageError(phrase("{}: \"{}\" is not a whole number", name, text));
}

}  // namespace lcl::cli
