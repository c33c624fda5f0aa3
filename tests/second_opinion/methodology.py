# SPDX-License-Identifier: Apache-2.0
"""Methodology documents: schemas/methodologies/README.md, sections The document, Key sets and Faults."""
import hashlib
from typing import NamedTuple, Optional

import asked
import canonical_json
import decimal9
import formula_check
import formula_syntax
import french_texts
import methodology_vectors
import values
from formula_syntax import Fault
from uncertain_factors import Likely, Uncertain
from project_parameters import ProjectParameter, categories_of

SCOPES = ("event", "cycle", "recollection", "period")
EFFECTS = {
    "event": ("emitted_journeys", "emitted_parts", "emitted_energy", "emitted_packaging"),
    "cycle": ("avoided_manufacture", "avoided_journeys"),
    "recollection": ("given_back",),
    "period": ("baseline", "leakage"),
}
ALL_EFFECTS = [effect for effects in EFFECTS.values() for effect in effects]
REASONS_OF_REGISTRY = ("participant_suspended", "credited_elsewhere", "collection_void")
DISCOUNTS = ("additionality", "uncertainty", "reversal")
_KEYS = ("category", "model", "part", "origin", "mode", "country")
_SHARED_FORMS = (("category",), ("mode",), ("country",), ("category", "part", "origin"))


def folded(by, key):
    """A key as keys are compared."""
    return asked.folded(key) if by == "model" else key


class Parameter(NamedTuple):
    value: int
    unit: tuple
    likely: Optional[Likely]
    span: Optional[list]


class Table(NamedTuple):
    by: tuple
    unit: tuple
    rows: dict  # tuple of keys, models folded → value
    likely: dict  # the same → Likely, of uncertain ones

    def key(self, at, text):
        return folded(self.by[at], text)

    def folded(self, row):
        return tuple(map(folded, self.by, row))

    def without_storage(self, row):
        return tuple(asked.without_storage(key) if by == "model" else key for by, key in zip(self.by, row))


class Step(NamedTuple):
    name: str
    scope: str
    unit: tuple
    formula: str
    effect: Optional[str]
    territory: Optional[str]
    direct: Optional[bool]


class Keys:
    """What events may say: the keys of tables of the four shared forms. No such table constrains nothing."""

    def __init__(self, tables):
        self._sets = {table.by: set(table.rows) for table in tables.values() if table.by in _SHARED_FORMS}

    def has(self, by, key):
        return (by,) not in self._sets or (key,) in self._sets[by,]

    def has_part(self, category, part, origin):
        rows = self._sets.get(("category", "part", "origin"))
        return rows is None or (category, part, origin) in rows


class Methodology(Uncertain):
    """A document that is being judged, or that was found sound."""

    def __init__(self, document):
        self.document = document
        self.parameters, self.tables, self.steps, self.rules = {}, {}, [], []
        self.project_parameters = {}
        self.by_category = {}   # project parameters by category, as tables of the categories
        self.position = {}      # step → its place
        self.trees = {}         # step → tree
        self.discounts, self.keys, self.digest = {}, None, None
        self.reserve = None     # (share, years)
        self.asks_sample = False
        self.emitted_at_most = None     # category → kgCO2e; None: no sample can be drawn
        self.computes_uncertainty = False
        self.groups = {}        # group of uncertain factors → its kind, in the document's order

    def reserved(self, creditable, vintage, today):
        """What of C of a vintage is not issued yet: schemas/README.md, Reserve."""
        if self.reserve is None or creditable <= 0:
            return 0
        share, years = self.reserve
        until = values.start_of_year(vintage + 1 + -(-years // decimal9.ONE))
        return decimal9.multiply(creditable, share) if today < until else 0

    def categories(self):
        return {category for category, in categories_of(self.tables)}


def _malformed(detail):
    return Fault("malformed", None, detail)


def _is_text(value):
    return values.is_text(value, 4000)


def _members(value, needed, optional=()):
    """An object with these members; raises where it is not one."""
    if not isinstance(value, dict) or set(needed) - set(value) or set(value) - set(needed) - set(optional):
        raise _malformed(f"members other than {' '.join(needed)} {' '.join(optional)}")
    return value


def _require(holds, detail):
    if not holds:
        raise _malformed(detail)


def _unit(text):
    _require(isinstance(text, str), "unit")
    found = formula_check.read_unit(text)
    if found is None:
        raise Fault("wrong_unit", None, text)
    return found


def _factor(value, *others):
    _members(value, ["value"], ["source", "assumption", "clause", "low", "high", "kind", "group", *others])
    number = decimal9.parse(value["value"])
    _require(number is not None, "value")
    for name in ("source", "clause"):
        _require(name not in value or _is_text(value[name]), name)
    _require(isinstance(value.get("assumption", False), bool), "assumption")
    _require("source" in value or value.get("assumption") is True, "neither source nor assumption")
    return number


def _likely(found, name, factor, number):
    """Section Uncertain factors: of the factor `name`."""
    if "low" not in factor and "high" not in factor:
        _require("kind" not in factor and "group" not in factor, "kind")
        return None
    _require("low" in factor and "high" in factor, "low")
    low, high = decimal9.parse(factor["low"]), decimal9.parse(factor["high"])
    kind, group = factor.get("kind", "symmetric"), factor.get("group", name)
    _require(None not in (low, high) and low <= number <= high, "low")
    _require(kind in ("symmetric", "asymmetric"), "kind")
    _require("group" not in factor or isinstance(group, str) and formula_check.is_word(group), "group")
    _require(found.groups.setdefault(group, kind) == kind, "kind")
    _limit(len(found.groups), 1024)
    return Likely(low, high, group)


def _limit(count, most):
    if count > most:
        raise Fault("too_large")


def _read_parameters(found, members):
    _require(isinstance(members, dict), "parameters")
    _limit(len(members), 256)
    for name, value in sorted(members.items()):
        _require(formula_check.is_word(name), name)
        number = _factor(value, "unit", "span")
        _require("unit" in value, "unit")
        if "span" in value:
            _require(isinstance(value["span"], list) and len(value["span"]) == 2, "span")
            span = [decimal9.parse(end) for end in value["span"]]
            _require(None not in span and span[0] <= number <= span[1], "span")
        found.parameters[name] = Parameter(number, _unit(value["unit"]), _likely(found, name, value, number),
                                           span if "span" in value else None)


def _read_project_parameters(found, members):
    _require(isinstance(members, dict), "project_parameters")
    _limit(len(members), 64)
    for name, value in members.items():
        _require(formula_check.is_word(name) and name not in found.parameters, name)
        unit = _unit(_members(value, ["unit", "span", "title", "asks"], ["by", "clause", "practice"])["unit"])
        _require(isinstance(value["span"], list) and len(value["span"]) == 2, "span")
        span = [decimal9.parse(end) for end in value["span"]]
        _require(None not in span and span[0] <= span[1], "span")
        _require(all(_is_text(value.get(member, "-")) for member in ("title", "asks", "clause")), "title, asks")
        _require(value.get("by", "category") == "category", "by")
        _require(isinstance(value.get("practice", False), bool), "practice")
        found.project_parameters[name] = ProjectParameter(unit, *span, "by" in value, value.get("practice", False))


def _check_categories(found):
    """A project parameter by category needs categories, for each of which it has a value."""
    categories = categories_of(found.tables)
    for name, asked in found.project_parameters.items():
        if asked.by_category:
            if not categories:
                raise Fault("missing_row", None, name)
            found.by_category[name] = Table(("category",), asked.unit, dict.fromkeys(categories, 0), {})


def _is_key(by, key):
    if by == "origin":
        return key in ("new", "reused")
    if by == "country":
        return values.is_country(key)
    return _is_text(key) if by == "model" else values.matches("[a-z0-9_]{1,64}", key)


def _row(by, name):
    parts = (name,) if len(by) == 1 else tuple(name.split("/"))
    _require(len(parts) == len(by) and all(map(_is_key, by, parts)), name)
    parts = tuple(map(folded, by, parts))
    _require(all(parts), name)
    return parts


def _read_tables(found, members):
    _require(isinstance(members, dict), "tables")
    _limit(len(members), 64)
    for name, value in sorted(members.items()):
        _require(formula_check.is_word(name) and name not in found.parameters
                 and name not in found.project_parameters, name)
        _members(value, ["by", "unit", "rows"], ["clause"])
        by = value["by"]
        _require(isinstance(by, list) and 1 <= len(by) <= 3 and all(isinstance(key, str) for key in by)
                 and len(set(by)) == len(by) and set(by) <= set(_KEYS), "by")
        _require("clause" not in value or _is_text(value["clause"]), "clause")
        _require(isinstance(value["rows"], dict) and value["rows"], "rows")
        _limit(len(value["rows"]), 10_000)
        rows, likely = {}, {}
        for row, factor in sorted(value["rows"].items(), key=lambda each: each[0].encode()):
            rows[_row(by, row)] = number = _factor(factor)
            uncertain = _likely(found, f'{name}["{row}"]', factor, number)
            if uncertain is not None:
                likely[_row(by, row)] = uncertain
        _require(len(rows) == len(value["rows"]), name)
        found.tables[name] = Table(tuple(by), _unit(value["unit"]), rows, likely)


def _check_key_sets(tables):
    """Section Key sets."""
    for form in _SHARED_FORMS:
        sets = [set(table.rows) for table in tables.values() if table.by == form]
        if any(rows != sets[0] for rows in sets[1:]):
            raise Fault("missing_row", None, "key sets differ")
    categories = next((set(t.rows) for t in tables.values() if t.by == ("category",)), None)
    for table in tables.values():
        if table.by == ("category", "part", "origin"):
            for category, part, _ in table.rows:
                if any((category, part, origin) not in table.rows for origin in ("new", "reused")):
                    raise Fault("missing_row", None, part)
                if categories is not None and (category,) not in categories:
                    raise Fault("missing_row", None, category)


def _formula(text):
    _require(isinstance(text, str) and text, "formula")
    _limit(len(text.encode("utf-8")), 4000)
    _require(_is_text(text), "formula")


def _read_rules(found, rules):
    _require(isinstance(rules, list), "eligibility")
    _limit(len(rules), 64)
    for rule in rules:
        _members(rule, ["reason", "title", "rule"], ["clause"])
        _require(values.matches("[a-z_]{1,64}", rule["reason"]) and rule["reason"] not in REASONS_OF_REGISTRY, "reason")
        _require(_is_text(rule["title"]) and _is_text(rule.get("clause", "-")), "title")
        _require(rule["reason"] not in [reason for reason, _ in found.rules], "reason")
        _formula(rule["rule"])
        found.rules.append((rule["reason"], rule["rule"]))


def _read_steps(found, steps):
    _require(isinstance(steps, list) and steps, "steps")
    _limit(len(steps), 128)
    for step in steps:
        _members(step, ["name", "scope", "unit", "formula"], ["clause", "effect", "territory", "direct"])
        name, scope = step["name"], step["scope"]
        _require(formula_check.is_word(name) and name not in found.parameters and name not in found.tables
                 and name not in found.position and name not in found.project_parameters, "name")
        _require(scope in SCOPES and _is_text(step.get("clause", "-")), "scope")
        unit = _unit(step["unit"])
        _formula(step["formula"])
        given = [member in step for member in ("effect", "territory", "direct")]
        _require(all(given) or not any(given), "effect")
        if all(given):
            _require(step["effect"] in EFFECTS[scope]
                     and step["territory"] in ("france", "abroad", "event_country")[:2 if scope == "period" else 3]
                     and isinstance(step["direct"], bool), "effect")
            if unit != formula_check.read_unit("kgCO2e"):
                raise Fault("wrong_unit", None, name)
        found.position[name] = len(found.steps)
        found.steps.append(Step(name, scope, unit, step["formula"], step.get("effect"), step.get("territory"),
                                step.get("direct")))


def _named_parameter(found, members, name, unit, most):
    """The value of the parameter that a member names."""
    parameter = found.parameters.get(members[name]) if isinstance(members[name], str) else None
    _require(_is_text(members[name]), name)
    if parameter is None:
        raise Fault("unknown_name", None, name)
    if parameter.unit != unit:
        raise Fault("wrong_unit", None, name)
    _require(0 <= parameter.value <= most * decimal9.ONE, name)
    return parameter.value


def _read_discounts(found, discounts):
    _members(discounts, DISCOUNTS)
    for name in DISCOUNTS:
        if name == "uncertainty" and discounts[name] == "computed":
            _require(found.groups, "nothing is uncertain")
            found.computes_uncertainty, found.discounts[name] = True, 0
            continue
        found.discounts[name] = _named_parameter(found, discounts, name, formula_check.ONE, 1)


def _read_reserve(found, reserve):
    _members(reserve, ["share", "years"])
    found.reserve = (_named_parameter(found, reserve, "share", formula_check.ONE, 1),
                     _named_parameter(found, reserve, "years", formula_check.read_unit("year"), 100))


def _read_sampling(found, sampling):
    _members(sampling, ["asked", "emitted_at_most"])
    _require(isinstance(sampling["asked"], bool), "asked")
    name = sampling["emitted_at_most"]
    _require(_is_text(name), "emitted_at_most")
    table = found.tables.get(name)
    if table is None:
        raise Fault("unknown_name", None, "emitted_at_most")
    if table.unit != formula_check.read_unit("kgCO2e"):
        raise Fault("wrong_unit", None, "emitted_at_most")
    _require(list(table.by) == ["category"] and all(kg > 0 for kg in table.rows.values()), "emitted_at_most")
    found.asks_sample = sampling["asked"]
    found.emitted_at_most = {category: kg for (category,), kg in table.rows.items()}


def methodology_of_fields(document):
    """The first pass."""
    _members(document, ["format", "id", "version", "title", "status", "summary", "parameters", "tables", "eligibility",
                        "steps", "discounts", "vectors"], ["asks", "collective", "credited_territory", "french",
                                                       "project_parameters", "reserve", "sampling"])
    _require(document["format"] == "lcl methodology 1", "format")
    _require(values.matches("[a-z0-9]+(-[a-z0-9]+)*", document["id"]) and len(document["id"]) <= 64, "id")
    _require(values.matches(r"[0-9]+(\.[0-9]+)*", document["version"]) and len(document["version"]) <= 16, "version")
    _require(_is_text(document["title"]) and _is_text(document["summary"]), "title, summary")
    _require(document["status"] in ("reference", "draft", "approved")
             and document.get("credited_territory", "all") in ("all", "france"), "status, credited_territory")
    collective = _members(document.get("collective", {"allowed": True}), ["allowed"], ["interval_days"])
    _require(isinstance(collective["allowed"], bool), "allowed")
    days = decimal9.parse(collective.get("interval_days", "366"))
    _require(days is not None and 1 <= days // decimal9.ONE <= 3660 and days % decimal9.ONE == 0, "interval_days")
    data = canonical_json.write(document)
    if len(data) > 2**20 or canonical_json.depth(document) > 32:
        raise Fault("too_large")
    found = Methodology(document)
    found.collective = (collective["allowed"], days // decimal9.ONE)
    _read_parameters(found, document["parameters"])
    _read_project_parameters(found, document.get("project_parameters", {}))
    _read_tables(found, document["tables"])
    _check_key_sets(found.tables)
    _check_categories(found)
    try:
        found.asked = asked.read(document.get("asks", {}), found.tables)
    except asked.Malformed as wrong:
        raise _malformed(str(wrong)) from wrong
    except asked.UnknownCategory as wrong:
        raise Fault("unknown_name", None, str(wrong)) from wrong
    _read_rules(found, document["eligibility"])
    _require("french" not in document or french_texts.fit(document["french"], [reason for reason, _ in found.rules],
                                                          list(found.project_parameters)), "french")
    _read_steps(found, document["steps"])
    _read_discounts(found, document["discounts"])
    if "reserve" in document:
        _read_reserve(found, document["reserve"])
    if "sampling" in document:
        _read_sampling(found, document["sampling"])
    _require(isinstance(document["vectors"], list) and document["vectors"], "vectors")
    _limit(len(document["vectors"]), 256)
    found.keys, found.digest = Keys(found.tables), hashlib.sha256(data).hexdigest()
    return found


def check_formulas(found):
    """The second pass: parses and judges every formula; lists the faults."""
    faults, rules = [], []
    for reason, formula in found.rules:
        tree, wrong = judge(found, None, "cycle", formula_check.TRUTH, formula)
        rules.append((reason, tree))
        faults += wrong
    for step in found.steps:
        found.trees[step.name], wrong = judge(found, step.name, step.scope, step.unit, step.formula)
        faults += wrong
    found.rules = rules
    return faults


def judge(document, step, scope, wanted, formula):
    """(tree, faults) of one formula of a step, or of a rule (None)."""
    try:
        tree = formula_syntax.parse(formula)
    except Fault as fault:
        return None, [fault]
    return tree, formula_check.Checker(document, step, scope).check(tree, wanted)


def _judged(document):
    try:
        found = methodology_of_fields(document)
    except Fault as fault:
        return None, [fault]
    faults = check_formulas(found) or methodology_vectors.faults(found)
    return found, faults


_SEEN = {}


def _judged_once(document):
    key = canonical_json.write(document)
    if key not in _SEEN:
        _SEEN[key] = _judged(document)
    return _SEEN[key]


def faults_of(document):
    """What is wrong with a document; of the fields, the first fault alone."""
    return _judged_once(document)[1]


def load(document):
    """The methodology of a document without faults."""
    return _judged_once(document)[0]
