# SPDX-License-Identifier: Apache-2.0
"""Workbooks as Excel and LibreOffice save them, of sheets of rows of cells. A cell is None, a text, a bool, an int or
Decimal, a date or datetime, or a Formula."""
import datetime
import decimal
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Formula:
    """A cell whose value, unless that is None, was last computed by a formula."""

    def __init__(self, text, value=None):
        self.text, self.value = text, value


def archive(parts):
    """The bytes of a zip archive; `parts` are names and texts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts:
            file.writestr(name, text)
    return out.getvalue()


def name_of(column, row):
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row}"


def serial(moment):
    """The day since 30 December 1899, with 17 significant digits, as Excel stores it."""
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime(moment.year, moment.month, moment.day)
    days = (moment - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
    return f"{days:.17g}"


def xlsx_cell(cell, where, shared):
    formula = ""
    if isinstance(cell, Formula):
        formula, cell = f"<f>{escape(cell.text)}</f>", cell.value
    if cell is None:
        return f'<c r="{where}">{formula}</c>'
    if isinstance(cell, bool):
        return f'<c r="{where}" t="b">{formula}<v>{int(cell)}</v></c>'
    if isinstance(cell, (int, decimal.Decimal)):
        return f'<c r="{where}">{formula}<v>{float(cell):.17g}</v></c>'
    if isinstance(cell, datetime.date):
        style = 2 if isinstance(cell, datetime.datetime) else 1
        return f'<c r="{where}" s="{style}">{formula}<v>{serial(cell)}</v></c>'
    if formula:
        return f'<c r="{where}" t="str">{formula}<v>{escape(cell)}</v></c>'
    return f'<c r="{where}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'


def xlsx(sheets, behind=""):
    """The XLSX workbook of `sheets`: names, rows, and perhaps a state; `behind` stands behind the rows of each."""
    shared, parts, listed, relations = {}, [], "", ""
    for number, (name, rows, *state) in enumerate(sheets, 1):
        body = ""
        for row, cells in enumerate(rows, 1):
            body += f'<row r="{row}">' + "".join(
                xlsx_cell(cell, name_of(column, row), shared) for column, cell in enumerate(cells)) + "</row>"
        parts.append((f"xl/worksheets/sheet{number}.xml",
                      f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{body}</sheetData>{behind}</worksheet>'))
        hidden = f' state="{state[0]}"' if state else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{number}"{hidden} r:id="s{number}"/>'
        relations += f'<Relationship Id="s{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    relations += (f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
                  f'<Relationship Id="f" Type="{RELATIONS}/styles" Target="styles.xml"/>')
    return archive(parts + [
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("_rels/.rels", f'<Relationships><Relationship Id="w" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
                        "</Relationships>"),
        ("xl/workbook.xml", f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>"),
        ("xl/sharedStrings.xml", f'<sst xmlns="{SPREADSHEET}">{texts}</sst>'),
        ("xl/styles.xml", f'<styleSheet xmlns="{SPREADSHEET}"><numFmts count="1">'
                          '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs count="3">'
                          '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>')])


def ods_cell(cell):
    formula = ""
    if isinstance(cell, Formula):
        formula, cell = f' table:formula="of:={escape(cell.text)}"', cell.value
    if cell is None:
        return f"<table:table-cell{formula}/>"
    kind, value = "string", ""
    if isinstance(cell, bool):
        kind, value = "boolean", f' office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, (int, decimal.Decimal)):
        kind, value = "float", f' office:value="{cell}"'
    elif isinstance(cell, datetime.date):
        kind, value = "date", f' office:date-value="{cell.isoformat()}"'
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell{formula} office:value-type="{kind}"{value}>{shown}</table:table-cell>'


def ods(sheets):
    """The OpenDocument workbook of `sheets`, with a million empty rows below each, as LibreOffice saves them."""
    tables = ""
    for name, rows, *state in sheets:
        body = "".join(f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows)
        style = ' table:style-name="hidden"' if state else ""
        tables += (f"<table:table table:name={quoteattr(name)}{style}>{body}"
                   f'<table:table-row table:number-rows-repeated="{1048576 - len(rows)}"><table:table-cell '
                   'table:number-columns-repeated="16384"/></table:table-row></table:table>')
    spaces = "".join(f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
                     for prefix in ("office", "style", "table", "text"))
    return archive([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", f"<office:document-content{spaces}><office:automatic-styles>"
                        '<style:style style:name="hidden" style:family="table"><style:table-properties '
                        'table:display="false"/></style:style></office:automatic-styles><office:body>'
                        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>")])
