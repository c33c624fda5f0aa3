#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the worked example and the table of factors of schemas/README.md, section Sampling, with the second
implementation.

   python3 tests/figures/sampling_example.py    prints both
   test_sampling_page.py                        holds the page against them"""
import hashlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "second_opinion"))
import decimal9  # noqa: E402
import sampling  # noqa: E402

REPORT = "209985dce888f8b302ed551a1b66ba8d763951aae9fa48cd59e5e2313627d4a3"
NUMBER = bytes(range(32)).hex()
CHALLENGE = bytes(range(32, 64)).hex()
PLAN = {"assurance": "limited", "materiality": "0.6", "expected": "0"}
PHONE, OPEN, LAPTOP = ("32.1776", "2.17638196", "30"), ("0", "0.5", "30"), ("83.1288", "8.5", "120")
CYCLES = {8: PHONE, 14: PHONE, 20: PHONE, 26: OPEN, 29: LAPTOP, 35: PHONE, 41: PHONE, 47: PHONE, 53: PHONE, 59: PHONE}
LINE = 20


def items():
    made = []
    for seq, (avoided, emitted, cap) in CYCLES.items():
        device = hashlib.sha256(str(seq).encode()).hexdigest()[:32]
        category = "laptop" if cap == "120" else "smartphone"
        made.append(sampling.Item(seq, (device, 1 if seq == 41 else 0), decimal9.parse(avoided), decimal9.parse(emitted),
                                  decimal9.parse(cap), (category, "two" if seq > 45 else "one")))
    return made


def example():
    form, cycles = decimal9.form, items()
    seed = sampling.seed([REPORT], NUMBER, CHALLENGE)
    reduction = sum(item.book for item in cycles)
    lines = ["| collection | device | ordinal | stratum | avoided | emitted | m | key |", "|---|---|---|---|---|---|---|---|"]
    for item in cycles:
        lines.append(f"| {item.seq} | `{item.device}` | {item.ordinal} | {item.category}, {item.stratum[1]} | {form(item.avoided)} | "
                     f"{form(item.emitted)} | {form(item.size)} | `{item.key(seed).hex()[:16]}…` |")
    interval = sampling.interval(PLAN, reduction)
    start = int.from_bytes(hashlib.sha256(b"lcl sample start 1\n" + seed).digest(), "big") % interval
    lines += ["", f"seed `{seed.hex()}`, Σ S = {form(reduction)}, Σ m = {form(sum(item.size for item in cycles))}, "
              f"A = {form(sampling.tolerable(PLAN, reduction))}, I = {form(interval)}, start = {form(start)}.", "",
              "| method | drawn | `sample` | x | `projected` | `bound` |", "|---|---|---|---|---|---|"]
    for method in ("random", "stratified", "monetary_unit"):
        sample = sampling.Sample(PLAN | {"method": method}, items(), reduction, seed)
        wrong = next(item for item in sample.items if not item.certain)
        projected, bound, _ = sample.conclusion([(wrong.seq, decimal9.parse("20"))])
        lines.append(f"| {method} | {' '.join(str(item.seq) for item in sample.items)} | `{sample.digest()}` | "
                     f"{form(projected)} of {wrong.seq} | {form(projected)} | {form(bound)} |")
    return "\n".join(lines) + "\n"


def table():
    lines = []
    for assurance in ("reasonable", "limited"):
        factors = [f"{each // 100}.{each % 100:02}" for each in sampling.factors(assurance)]
        lines += [f"{assurance} {first} {' '.join(factors[first:first + LINE])}" for first in range(0, len(factors), LINE)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(example())
    print(table())
