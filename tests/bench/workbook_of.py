#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a log in CSV as a workbook, in constant memory but for the shared texts: what reading workbooks is measured on.

    workbook_of.py LOG.csv LOG.xlsx
    time lcl convert LOG.xlsx --to ndjson --output LOG.ndjson

A plain number becomes a number as Excel writes it, any other cell a shared text.
"""
import csv
import re
import sys
import zipfile
from xml.sax.saxutils import escape

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER = re.compile(r"(0|[1-9][0-9]{0,12})(\.[0-9]{1,9})?")
LETTERS = [chr(ord("A") + column) for column in range(26)] + [f"A{chr(ord('A') + column)}" for column in range(26)]


def rows_of(log, shared):
    for number, row in enumerate(csv.reader(log), 1):
        cells = ""
        for letter, cell in zip(LETTERS, row):
            if NUMBER.fullmatch(cell):
                cells += f'<c r="{letter}{number}"><v>{float(cell):.17g}</v></c>'
            elif cell:
                cells += f'<c r="{letter}{number}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
        yield f'<row r="{number}">{cells}</row>'


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    shared = {}
    with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book, \
            open(sys.argv[1], encoding="utf-8", newline="") as log:
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for row in rows_of(log, shared):
                sheet.write(row.encode())
            sheet.write(b"</sheetData></worksheet>")
        with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as texts:
            texts.write(b"<sst>")
            for text in shared:
                texts.write(f"<si><t>{escape(text)}</t></si>".encode())
            texts.write(b"</sst>")
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", f'<Relationships><Relationship Id="w" Type="{RELATIONS}/officeDocument" '
                                     'Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="{RELATIONS}"><sheets><sheet name="Log" sheetId="1" r:id="s"/>'
                                         "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels",
                      f'<Relationships><Relationship Id="s" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
                      f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    return 0


if __name__ == "__main__":
    sys.exit(main())
