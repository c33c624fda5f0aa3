# SPDX-License-Identifier: Apache-2.0
"""A methodology's own vectors: schemas/methodologies/README.md, sections Vectors and Evaluation."""
import decimal9
import formula_check
import values
from formula_syntax import Fault
from formula_value import Evaluation


def run_steps(document, scope, facts, lists=None, figures=None, project=None):
    """The figures of the steps of one scope, added to those given."""
    figures = {} if figures is None else figures
    evaluation = Evaluation(document, facts, lists, figures, project)
    for step in document.steps:
        if step.scope == scope:
            figures[step.name] = evaluation.value(document.trees[step.name])
    return figures


def broken_rule(document, facts, project=None):
    """The reason of the first eligibility rule that is not true, or None."""
    evaluation = Evaluation(document, facts, project=project)
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


def _facts(given, prefixes):
    """Facts by name."""
    _require(isinstance(given, dict), "facts")
    for name in given:
        _require(name in formula_check.FACTS and name.startswith(prefixes), name)
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


def _require_facts(facts, scope):
    for name, (_, scopes, absent) in formula_check.FACTS.items():
        _require(name in facts or absent or scope not in scopes, f"{name} is missing")


def methodology_refusal(document, stated):
    """What is wrong with the values that a project states (name → value, or values by category), or None; nothing
    of a methodology that is not known."""
    if document.project_parameters is None:
        return None
    for name, value in sorted(stated.items()):
        asked = document.project_parameters.get(name)
        if asked is None or asked.by_category != isinstance(value, dict):
            return "project_parameter_unknown"
        if asked.by_category and set(value) - document.categories():
            return "project_parameter_unknown"
    outside = None
    for name, asked in document.project_parameters.items():
        if name not in stated or (asked.by_category and document.categories() - set(stated[name])):
            return "project_parameter_missing"
        given = stated[name].values() if asked.by_category else [stated[name]]
        if any(not asked.lowest <= value <= asked.highest for value in given):
            outside = "project_parameter_out_of_span"
    return outside


class _Story:
    """What a vector tells, all its fields being right."""

    def __init__(self, document, vector):
        self._document = document
        _require(isinstance(vector, dict) and {"name", "facts"} <= set(vector)
                 <= {"name", "note", "facts", "events", "cycle", "recollection", "period", "project"}, "vector")
        _require(all(values.is_text(vector[name], 4000) for name in ("name", "note") if name in vector), "name")
        _require({"events", "cycle", "period"} & set(vector), "neither events nor cycle nor period")
        _require(("project" in vector) == bool(document.project_parameters), "project")
        self.project = self._stated(vector.get("project", {}))
        self.period = self._period(vector["period"]) if "period" in vector else None
        self.facts = _facts(vector["facts"], ("collection.", "reconditioning.", "resale.", "confirmed"))
        self.events = [self._event(event) for event in self._listed(vector)]
        self.cycle, self.reason = self._cycle(vector["cycle"]) if "cycle" in vector else (None, None)
        self.recollection = None
        if "recollection" in vector:
            _require(self.cycle is not None, "recollection")
            self.recollection = self._recollection(vector["recollection"])

    def _stated(self, given):
        _require(isinstance(given, dict) and set(given) == set(self._document.project_parameters), "project")
        stated = {}
        for name, asked in self._document.project_parameters.items():
            _require(isinstance(given[name], dict) == asked.by_category, name)
            stated[name] = ({key: _fact(formula_check.ONE, value) for key, value in given[name].items()}
                            if asked.by_category else _fact(formula_check.ONE, given[name]))
        _require(methodology_refusal(self._document, stated) is None, "project")
        return stated

    def _period(self, period):
        _require(isinstance(period, dict) and set(period) == {"facts", "steps"}, "period")
        facts = _facts(period["facts"], ("period.",))
        _require_facts(facts, "period")
        return facts, _expected(self._document, "period", period["steps"])

    @staticmethod
    def _listed(vector):
        events = vector.get("events", [{}])
        _require(isinstance(events, list) and 1 <= len(events) <= 64 and all(isinstance(e, dict) for e in events),
                 "events")
        return vector.get("events", [])

    def _event(self, event):
        _require({"facts", "steps"} <= set(event) <= {"facts", "legs", "parts", "steps"}, "event")
        facts = self.facts | _facts(event["facts"], ("event.",))
        lists = {f"event.{name}": _elements(f"event.{name}", event.get(name, [])) for name in ("legs", "parts")}
        _require_facts(facts, "event")
        return facts, lists, _expected(self._document, "event", event["steps"])

    def _cycle(self, cycle):
        """The expected figures, or None and a reason."""
        _require(isinstance(cycle, dict) and set(cycle) in ({"steps"}, {"reason"}), "cycle")
        _require_facts(self.facts, "cycle")
        if "reason" in cycle:
            _require(values.is_text(cycle["reason"], 4000), "reason")
            return None, cycle["reason"]
        return _expected(self._document, "cycle", cycle["steps"]), None

    def _recollection(self, again):
        _require(isinstance(again, dict) and set(again) == {"facts", "steps"}, "recollection")
        facts = self.facts | _facts(again["facts"], ("elapsed_ms",))
        _require_facts(facts, "recollection")
        return facts, _expected(self._document, "recollection", again["steps"])


def _compared(found, expected):
    return [Fault("vector_failed", None, f"{name}: {decimal9.form(found[name])}")
            for name, value in expected.items() if found[name] != value]


def _cycle_faults(document, story):
    """Those of the cycle and, where its steps could be evaluated, of the recollection that rests on them."""
    reason = broken_rule(document, story.facts, story.project)
    if reason != story.reason:
        return [Fault("vector_failed", None, f"reason: {reason}")]
    if reason is not None:
        return []
    figures = run_steps(document, "cycle", story.facts, project=story.project)
    found = _compared(figures, story.cycle)
    if story.recollection is not None:
        facts, expected = story.recollection
        found += _evaluated(lambda: _compared(run_steps(document, "recollection", facts, None, figures,
                                                           story.project), expected))
    return found


def _evaluated(faults_found):
    try:
        return faults_found()
    except Fault as fault:
        return [fault]


def _faults_of(document, vector):
    try:
        story = _Story(document, vector)
    except Fault as fault:
        return [fault]
    found = []
    for facts, lists, expected in story.events:
        found += _evaluated(lambda: _compared(run_steps(document, "event", facts, lists, project=story.project),
                                                   expected))
    if story.cycle is not None or story.reason is not None:
        found += _evaluated(lambda: _cycle_faults(document, story))
    if story.period is not None:
        facts, expected = story.period
        found += _evaluated(lambda: _compared(run_steps(document, "period", facts, project=story.project), expected))
    return found


def faults(document):
    """The third pass; of the fields of a vector the first fault alone."""
    return [fault for vector in document.document["vectors"] for fault in _faults_of(document, vector)]
