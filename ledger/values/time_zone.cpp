// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/time_zone.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <filesystem>

#include "ledger/values/error.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {
namespace {

constexpr std::size_t longest_zone_file = 1U << 20U;
constexpr std::int64_t day_seconds = day_ms / 1000;

/// Takes big-endian integers from the front of a file; after its end all are 0 and `is_short` is set.
class ZoneBytes {
 public:
  explicit ZoneBytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t size) {
    is_short_ |= size > rest_.size();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return is_short_ ? std::string_view{} : taken;
  }
  std::int64_t whole(std::size_t size) {
    std::uint64_t value = 0;
    const std::string_view bytes = take(size);
    for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    if (!bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0 && size < sizeof value) {
      value |= ~std::uint64_t{0} << (8 * size);
    }
    return static_cast<std::int64_t>(value);
  }
  [[nodiscard]] bool is_short() const { return is_short_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool is_short_ = false;
};

/// The header of RFC 9636, section 3.1.
struct ZoneHeader {
  bool is_one = false;
  char version = '\0';
  std::array<std::size_t, 6> counts{};  ///< isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt

  explicit ZoneHeader(ZoneBytes& bytes) {
    is_one = bytes.take(4) == "TZif";
    const std::string_view fixed = bytes.take(16);
    if (!fixed.empty()) version = fixed.front();
    for (std::size_t& count : counts) count = static_cast<std::size_t>(bytes.whole(4));
    is_one = is_one && !bytes.is_short() && std::all_of(counts.begin(), counts.end(), [](std::size_t count) {
               return count <= longest_zone_file;
             });
  }
  [[nodiscard]] std::size_t block_size(std::size_t time_size) const {
    const auto& [isut, isstd, leap, time, type, chars] = counts;
    return time * (time_size + 1) + type * 6 + chars + leap * (time_size + 4) + isstd + isut;
  }
};

/// Reads a number of the footer, with a sign.
bool take_number(std::string_view& text, std::int64_t& number) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::size_t digits = 0;
  number = 0;
  for (; digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    number = number * 10 + (text[digits] - '0');
  }
  text.remove_prefix(digits);
  if (negative) number = -number;
  return digits != 0;
}

bool take_letter(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

/// `hh[:mm[:ss]]`, in seconds.
bool take_hours(std::string_view& text, std::int64_t& seconds) {
  const bool negative = text.starts_with('-');
  std::int64_t part = 0;
  if (!take_number(text, part)) return false;
  seconds = (negative ? -part : part) * 3600;
  for (const std::int64_t unit : {60, 1}) {
    if (!take_letter(text, ':')) break;
    if (!take_number(text, part)) return false;
    seconds += part * unit;
  }
  if (negative) seconds = -seconds;
  return true;
}

/// `CET`, `<+03>`.
bool take_name(std::string_view& text) {
  const bool is_quoted = take_letter(text, '<');
  std::size_t size = 0;
  while (size < text.size() && (is_quoted ? text[size] != '>' : text[size] >= 'A' && text[size] <= 'z'))
    ++size;
  text.remove_prefix(size);
  return size >= 3 && (!is_quoted || take_letter(text, '>'));
}

}  // namespace

std::optional<TimeZone> TimeZone::named(std::string_view name) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.find("//") != std::string_view::npos ||
      name.find_first_not_of(letters) != std::string_view::npos) {
    return std::nullopt;
  }
  const char* folder = std::getenv("TZDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  const std::filesystem::path file =
      std::filesystem::path(folder == nullptr ? "/usr/share/zoneinfo" : folder) / name;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) return std::nullopt;
  const std::optional<std::string> bytes = read_rest(open_to_read(file), file, longest_zone_file);
  std::optional<TimeZone> zone = bytes ? read(*bytes) : std::nullopt;
  if (zone) zone->name_ = name;
  return zone;
}

std::optional<TimeZone> TimeZone::read(std::string_view file) {
  ZoneBytes bytes(file);
  const ZoneHeader first(bytes);
  if (!first.is_one || first.version < '2') return std::nullopt;
  (void)bytes.take(first.block_size(4));
  const ZoneHeader header(bytes);
  if (!header.is_one || bytes.is_short()) return std::nullopt;
  const auto& [isut, isstd, leap, times, types, chars] = header.counts;
  TimeZone zone;
  for (std::size_t i = 0; i < times && !bytes.is_short(); ++i) zone.transitions_.push_back(bytes.whole(8));
  const std::string_view types_of_times = bytes.take(times);
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; i < types && !bytes.is_short(); ++i) {
    offsets.push_back(bytes.whole(4));
    (void)bytes.take(2);
  }
  (void)bytes.take(chars + leap * 12 + isstd + isut);
  if (bytes.is_short() || offsets.empty()) return std::nullopt;
  if (!std::is_sorted(zone.transitions_.begin(), zone.transitions_.end())) return std::nullopt;
  zone.offsets_.push_back(offsets.front());
  for (const char type : types_of_times) {
    const auto index = static_cast<unsigned char>(type);
    if (index >= offsets.size()) return std::nullopt;
    zone.offsets_.push_back(offsets[index]);
  }
  std::string_view footer = bytes.rest();
  if (!take_letter(footer, '\n') || !footer.ends_with('\n')) return std::nullopt;
  footer.remove_suffix(1);
  if (!footer.empty()) {
    zone.rule_ = read_rule(footer);
    if (!zone.rule_) return std::nullopt;
  }
  return zone;
}

std::optional<TimeZone::Rule> TimeZone::read_rule(std::string_view footer) {
  Rule rule;
  if (!take_name(footer) || !take_hours(footer, rule.standard)) return std::nullopt;
  rule.standard = -rule.standard;  // POSIX counts westwards
  if (footer.empty()) return rule;
  if (!take_name(footer)) return std::nullopt;
  rule.summer = rule.standard + 3600;
  if (!footer.starts_with(',')) {
    if (!take_hours(footer, rule.summer)) return std::nullopt;
    rule.summer = -rule.summer;
  }
  Change changes[2];
  for (Change& change : changes) {
    std::array<std::int64_t, 3> parts{};
    if (!take_letter(footer, ',') || !take_letter(footer, 'M')) return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((i != 0 && !take_letter(footer, '.')) || !take_number(footer, parts[i])) return std::nullopt;
    }
    if (parts[0] < 1 || parts[0] > 12 || parts[1] < 1 || parts[1] > 5 || parts[2] < 0 || parts[2] > 6)
      return std::nullopt;
    change = {static_cast<int>(parts[0]), static_cast<int>(parts[1]), static_cast<int>(parts[2]), 2 * 3600};
    if (take_letter(footer, '/') && !take_hours(footer, change.seconds)) return std::nullopt;
  }
  if (!footer.empty()) return std::nullopt;
  rule.to_summer = changes[0];
  rule.to_standard = changes[1];
  return rule;
}

std::int64_t TimeZone::Change::local_in(int year) const {
  const int of_year = year * 12 + month - 1;
  const std::int64_t first = start_of_month(of_year).milliseconds / 1000 / day_seconds;
  const std::int64_t next = start_of_month(of_year + 1).milliseconds / 1000 / day_seconds;
  const std::int64_t weekday_of_first = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  std::int64_t day = first + (weekday - weekday_of_first + 7) % 7 + std::int64_t{7} * (week - 1);
  if (day >= next) day -= 7;
  return day * day_seconds + seconds;
}

std::int64_t TimeZone::Rule::offset_at(std::int64_t utc) const {
  if (!to_summer) return standard;
  const int year = year_of(Instant{(utc + standard) * 1000});
  const std::int64_t begin = to_summer->local_in(year) - standard;
  const std::int64_t end = to_standard.local_in(year) - summer;
  const bool is_summer = begin < end ? utc >= begin && utc < end : utc >= begin || utc < end;
  return is_summer ? summer : standard;
}

std::int64_t TimeZone::offset_at(std::int64_t utc) const {
  const auto behind = std::upper_bound(transitions_.begin(), transitions_.end(), utc);
  if (behind == transitions_.end() && rule_) return rule_->offset_at(utc);
  return offsets_[static_cast<std::size_t>(behind - transitions_.begin())];
}

std::vector<std::int64_t> TimeZone::offsets_of_local(std::int64_t local) const {
  std::vector<std::int64_t> found;
  // Clocks change by less than a day, so the offset is one of a day before or a day after.
  for (const std::int64_t near : {offset_at(local - day_seconds), offset_at(local + day_seconds)}) {
    const bool is_new = std::find(found.begin(), found.end(), near) == found.end();
    if (is_new && offset_at(local - near) == near) found.push_back(near);
  }
  return found;
}

}  // namespace lcl
