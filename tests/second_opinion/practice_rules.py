# SPDX-License-Identifier: Apache-2.0
"""What was done before a project: schemas/README.md, section Practice of before."""
import values
from project_parameters import categories_of
from projects import dates, stated


def _parties(registry, developer, mandants):
    """The national numbers of those who take part, and the groups that their keys were granted with."""
    numbers = {values.national_number(developer)} | {key.number for key in registry.keys.values() if key.party == developer}
    numbers = {number for number in numbers if number} | {siret[:9] for siret in mandants}
    return numbers | {("group", key.group) for key in registry.keys.values()
                      if key.group and not key.annulled and key.number in numbers}


def _by_category(given):
    return given if isinstance(given, dict) else {"": given}


def understated(registry, project, developer, mandants, label=None):
    """The refusal of a project that has these parties; of one that is not labelled yet, with the act that labels it."""
    if not registry.knows_other_projects:
        return None
    document = registry.methodologies[label["methodology"] if label else project.methodology]
    end = (dates(label["crediting_period"]) if label else project.crediting)[1]
    own = stated(label) if label else project.stated
    parties, listed = _parties(registry, developer, mandants), categories_of(document.tables)
    for other in registry.projects.values():
        if other.id == project.id or other.label_seq is None or other.state == "withdrawn":
            continue
        if other.crediting[0] >= end:
            continue
        if not parties & _parties(registry, other.developer, other.mandants):
            continue
        asked = registry.methodologies[other.methodology].project_parameters
        for name in (name for name in other.stated if asked[name].practice):
            mine = _by_category(own.get(name, 0))
            for category, value in _by_category(other.stated[name]).items():
                if (not category or not listed or (category,) in listed) and mine.get(category, 0) < value:
                    return "practice_understated"
    return None
