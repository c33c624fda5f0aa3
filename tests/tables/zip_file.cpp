// SPDX-License-Identifier: Apache-2.0
#include "tests/tables/zip_file.hpp"

#include <cstdint>

namespace lcl::test {
namespace {

void append_number(std::uint64_t number, std::size_t size, std::string& out) {
  for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<char>(number >> (8 * i) & 0xFFU));
}

/// CRC-32 (ISO 3309), bit by bit.
std::uint32_t checksum(std::string_view text) {
  std::uint32_t sum = 0xFFFFFFFFU;
  for (const char c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~sum;
}

/// What the header of a part and its entry in the list have in common.
std::string described(std::string_view name, std::string_view text) {
  std::string out;
  append_number(20, 2, out);  // version
  append_number(0, 2, out);   // flags
  append_number(0, 2, out);   // stored
  append_number(0, 4, out);   // time and date
  append_number(checksum(text), 4, out);
  append_number(text.size(), 4, out);
  append_number(text.size(), 4, out);
  append_number(name.size(), 2, out);
  append_number(0, 2, out);  // extra fields
  return out;
}

constexpr std::string_view relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

}  // namespace

std::string zip_of(const Parts& parts) {
  std::string file;
  std::string list;
  for (const auto& [name, text] : parts) {
    list.append("PK\x01\x02").append(2, '\0').append(described(name, text));
    list.append(10, '\0');
    append_number(file.size(), 4, list);
    list.append(name);
    file.append("PK\x03\x04").append(described(name, text)).append(name).append(text);
  }
  const std::size_t list_at = file.size();
  file.append(list).append("PK\x05\x06").append(4, '\0');
  append_number(parts.size(), 2, file);
  append_number(parts.size(), 2, file);
  append_number(list.size(), 4, file);
  append_number(list_at, 4, file);
  return file.append(2, '\0');
}

Parts xlsx_parts(std::string_view rows, std::string_view behind) {
  const auto relation = [](std::string_view id, std::string_view type, std::string_view target) {
    return std::string("<Relationship Id=\"").append(id).append("\" Type=\"").append(relations) + "/" +
           std::string(type).append("\" Target=\"").append(target).append("\"/>");
  };
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships>" + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships>" +
                                         relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                                         relation("rId2", "sharedStrings", "sharedStrings.xml") +
                                         relation("rId3", "styles", "/xl/styles.xml") + "</Relationships>"},
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Orders\" sheetId=\"1\" "
       "r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>kind</t></si><si><r><t>IM</t></r><r><rPr><b/></rPr><t>EI</t></r>"
       "<rPh sb=\"0\" eb=\"1\"><t>ai-emu</t></rPh></si><si><t>a b</t></si></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/></numFmts>"
       "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/>"
       "</cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml",
       std::string("<worksheet><sheetData>").append(rows).append("</sheetData>").append(behind) +
           "</worksheet>"},
  };
}

Parts ods_parts(std::string_view tables) {
  return {
      {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
      {"content.xml",
       std::string(
           "<office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:table=\"t\" xmlns:text=\"x\" "
           "xmlns:calcext=\"c\" xmlns:draw=\"d\"><office:automatic-styles>"
           "<style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties "
           "table:display=\"false\"/></style:style></"
           "office:automatic-styles><office:body><office:spreadsheet>")
               .append(tables) +
           "</office:spreadsheet></office:body></office:document-content>"},
  };
}

}  // namespace lcl::test
