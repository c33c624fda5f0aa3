// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/table_text.hpp"

#include <fmt/format.h>

#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

std::string separator_name(char separator) {
  switch (separator) {
    case ';':
      return phrase("semicolons");
    case '\t':
      return phrase("tabs");
    case '|':
      return phrase("vertical bars");
    default:
      return phrase("commas");
  }
}

std::string_view order_word(DateOrder order) {
  switch (order) {
    case DateOrder::day_month_year:
      return "dmy";
    case DateOrder::month_day_year:
      return "mdy";
    case DateOrder::year_month_day:
      return "ymd";
  }
  return {};
}

std::string comma_separated(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all.append(all.empty() ? "" : ", ").append(printable(name));
  return all;
}

/// `"Orders", "Stock"`.
std::string sheets_in_quotes(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names)
    all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", printable(name));
  return all;
}

bool is_of_workbook(const TableTraits& traits) {
  return traits.form == TableForm::xlsx || traits.form == TableForm::ods;
}

std::string written_in_workbook(const TableTraits& traits) {
  std::string text = phrase("sheet \"{}\" of a workbook ({})", printable(traits.sheet),
                            traits.form == TableForm::xlsx ? "XLSX" : "ODS");
  if (!traits.other_sheets.empty())
    text += phrase("; sheets not read: {}", sheets_in_quotes(traits.other_sheets));
  if (!traits.hidden_sheets.empty())
    text += phrase("; hidden, and not read: {}", sheets_in_quotes(traits.hidden_sheets));
  if (traits.formulas > 0) {
    text += phrase("; formulas in {}, read as the values saved with them",
                   counted(traits.formulas, phrase("cell"), phrase("cells")));
  }
  return text;
}

std::string written_in(const TableTraits& traits) {
  std::string how = phrase(", found out from its bytes");
  if (traits.marked) how = phrase(", as its byte-order mark says");
  if (!traits.marked && traits.encoding_stated) how = phrase(", as was said");
  if (traits.encoding == TextEncoding::utf_8 && !traits.encoding_stated) how = "";
  std::string text = is_of_workbook(traits) ? written_in_workbook(traits)
                                            : phrase("text in {}{}, cells between {}", word(traits.encoding),
                                                     how, separator_name(traits.separator));
  if (traits.packing != Packing::none) text += phrase("; packed by {}", word(traits.packing));
  if (traits.blank_rows > 0) text += phrase("; blank rows left out: {}", whole(traits.blank_rows));
  return text;
}

std::string columns_of(const TableReading& reading) {
  std::string text =
      reading.renamed.empty() ? phrase("by the fields' own names") : comma_separated(reading.renamed);
  if (!reading.left_out.empty()) text += phrase("; left out: {}", comma_separated(reading.left_out));
  return text;
}

std::string values_of(const TableReading& reading) {
  const CellDialect& dialect = reading.dialect;
  std::string text = !dialect.decimal                        ? phrase("numbers with either decimal mark")
                     : dialect.decimal == DecimalMark::comma ? phrase("numbers with a decimal comma")
                                                             : phrase("numbers with a decimal point");
  if (is_of_workbook(reading.traits))
    text = phrase("numbers and dates as the sheet has them; texts: {}", text);
  if (dialect.dates) text += phrase("; dates as {}", order_word(*dialect.dates));
  if (dialect.zone) text += phrase("; times without a zone by clocks in {}", dialect.zone->name());
  if (!dialect.time_of_day.empty()) text += phrase("; dates without a time at {}", dialect.time_of_day);
  return text;
}

}  // namespace

bool is_plain(const TableReading& reading) {
  const TableTraits& traits = reading.traits;
  const CellDialect& dialect = reading.dialect;
  return !is_of_workbook(traits) && traits.packing == Packing::none && traits.separator == ',' &&
         !traits.separator_stated && traits.encoding == TextEncoding::utf_8 && !traits.marked &&
         traits.blank_rows == 0 && reading.renamed.empty() && reading.left_out.empty() &&
         !dialect.decimal_stated && !dialect.dates && !dialect.zone && dialect.time_of_day.empty();
}

std::string sheet_text(const TableTraits& traits) {
  return is_of_workbook(traits) ? phrase("read as: {}", written_in(traits)) : std::string();
}

std::string table_reading_text(const TableReading& reading) {
  return phrase("read as: {}\ncolumns: {}\nvalues: {}", written_in(reading.traits), columns_of(reading),
                values_of(reading));
}

Json table_reading_json(const TableReading& reading) {
  const TableTraits& traits = reading.traits;
  const CellDialect& dialect = reading.dialect;
  Json document = {
      {"blank_rows", traits.blank_rows}, {"renamed", reading.renamed}, {"left_out", reading.left_out}};
  if (is_of_workbook(traits)) {
    document["form"] = traits.form == TableForm::xlsx ? "xlsx" : "ods";
    document["sheet"] = traits.sheet;
    document["other_sheets"] = traits.other_sheets;
    document["hidden_sheets"] = traits.hidden_sheets;
    document["formulas"] = traits.formulas;
  } else {
    document["form"] = "delimited";
    document["separator"] = std::string(1, traits.separator);
    document["encoding"] = word(traits.encoding);
    document["encoding_found_out"] = !traits.encoding_stated;
  }
  if (traits.packing != Packing::none) document["packing"] = word(traits.packing);
  if (dialect.decimal) document["decimal"] = dialect.decimal == DecimalMark::comma ? "comma" : "point";
  if (dialect.dates) document["dates"] = order_word(*dialect.dates);
  if (dialect.zone) document["zone"] = dialect.zone->name();
  if (!dialect.time_of_day.empty()) document["time"] = dialect.time_of_day;
  return document;
}

}  // namespace lcl
