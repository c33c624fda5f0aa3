# SPDX-License-Identifier: Apache-2.0
"""A methodology's own vectors: schemas/methodologies/README.md, sections Vectors and Evaluation."""
import decimal9
import formula_check
import values
from formula_syntax import Fault
from formula_value import Evaluation


def run_steps(document, scope, facts, lists=None, figures=None):
    """The figures of the steps of one scope, added to those given."""
    figures = {} if figures is None else figures
    evaluation = Evaluation(document, facts, lists, figures)
    for step in document.steps:
        if step.scope == scope:
            figures[step.name] = evaluation.value(document.trees[step.name])
    return figures


def broken_rule(document, facts):
    """The reason of the first eligibility rule that is not true, or None."""
    evaluation = Evaluation(document, facts)
    return next((reason for reason, tree in document.rules if not evaluation.value(tree)), None)


def _require(holds, detail):
    if not holds:
        raise Fault("malformed", None, detail)


def _fact(kind, value):
    if kind == formula_check.TRUTH:
        _require(isinstance(value, bool), "truth")
        return value
    if kind == formula_check.TEXT:
        _require(values.is_text(value, 4000), "text")
        return value
    number = decimal9.parse(value)
    _require(number is not None, "decimal")
    return number


_WORDS = {
    "collection.holder": ("consumer", "business", "administration"),
    "reconditioning.outcome": ("reconditioned", "for_parts", "recycled"),
    "event.kind": ("collection", "reconditioning", "resale", "return", "disposal"),
}


def _facts(given, prefixes, needed_in):
    """Facts by name; those that the scope requires must be there."""
    _require(isinstance(given, dict), "facts")
    for name in given:
        _require(name in formula_check.FACTS and name.startswith(prefixes), name)
        _require(name not in _WORDS or given[name] in _WORDS[name], name)
    needed = [name for name, (_, scopes, absent) in formula_check.FACTS.items()
              if needed_in in scopes and not absent and name.startswith(prefixes)]
    _require(all(name in given for name in needed), "a fact is missing")
    return {name: _fact(formula_check.FACTS[name][0], value) for name, value in given.items()}


def _elements(name, given):
    fields = formula_check.LISTS[name]
    _require(isinstance(given, list) and len(given) <= 256, name)
    for element in given:
        _require(isinstance(element, dict) and set(element) == set(fields), name)
    return [{field: _fact(kind, element[field]) for field, kind in fields.items()} for element in given]


def _expected(document, scope, steps):
    wanted = {step.name for step in document.steps if step.scope == scope}
    _require(isinstance(steps, dict) and set(steps) == wanted, "steps")
    return {name: _fact(formula_check.ONE, value) for name, value in steps.items()}


def _compare(found, expected):
    for name, value in expected.items():
        if found[name] != value:
            raise Fault("vector_failed", None, f"{name}: {decimal9.form(found[name])}")


def _run(document, vector):
    _require(isinstance(vector, dict) and {"name", "facts"} <= set(vector)
             <= {"name", "note", "facts", "events", "cycle", "recollection"}, "vector")
    _require(all(values.is_text(vector[name], 4000) for name in ("name", "note") if name in vector), "name")
    _require("events" in vector or "cycle" in vector, "neither events nor cycle")
    of_cycle = ("collection.", "reconditioning.", "resale.")
    facts = _facts(vector["facts"], of_cycle, "cycle" if "cycle" in vector else "event")
    for event in _events(vector):
        _require({"facts", "steps"} <= set(event) <= {"facts", "legs", "parts", "steps"}, "event")
        own = _facts(event["facts"], ("event.",), "event")
        lists = {f"event.{name}": _elements(f"event.{name}", event.get(name, [])) for name in ("legs", "parts")}
        expected = _expected(document, "event", event["steps"])
        _compare(run_steps(document, "event", facts | own, lists), expected)
    if "cycle" in vector:
        _run_cycle(document, vector, facts)
    else:
        _require("recollection" not in vector, "recollection")


def _events(vector):
    events = vector.get("events", [{}])
    _require(isinstance(events, list) and 1 <= len(events) <= 64 and all(isinstance(e, dict) for e in events), "events")
    return vector.get("events", [])


def _run_cycle(document, vector, facts):
    cycle = vector["cycle"]
    _require(isinstance(cycle, dict) and set(cycle) in ({"steps"}, {"reason"}), "cycle")
    reason = broken_rule(document, facts)
    if "reason" in cycle:
        _require(cycle["reason"] in [known for known, _ in document.rules], "reason")
    if reason != cycle.get("reason"):
        raise Fault("vector_failed", None, f"reason: {reason}")
    if reason is not None:
        _require("recollection" not in vector, "recollection")
        return
    expected = _expected(document, "cycle", cycle["steps"])
    figures = run_steps(document, "cycle", facts)
    _compare(figures, expected)
    if "recollection" in vector:
        again = vector["recollection"]
        _require(isinstance(again, dict) and set(again) == {"facts", "steps"}, "recollection")
        more = _facts(again["facts"], ("elapsed_ms",), "recollection")
        expected = _expected(document, "recollection", again["steps"])
        _compare(run_steps(document, "recollection", facts | more, None, figures), expected)


def faults(document):
    """The third pass."""
    found = []
    for vector in document.document["vectors"]:
        try:
            _run(document, vector)
        except Fault as fault:
            found.append(fault)
    return found
