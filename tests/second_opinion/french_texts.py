# SPDX-License-Identifier: Apache-2.0
"""What a methodology's document says in French, for pages: all that has a title, or nothing. No figure rests on it."""
import values


def _is_text(value):
    return values.is_text(value, 4000)


def _are_titles(value, names):
    return isinstance(value, dict) and set(value) == set(names) and all(map(_is_text, value.values()))


def fit(french, reasons, project_parameters):
    if not isinstance(french, dict):
        return False
    rest = dict(french)
    heads = [rest.pop("title", None), rest.pop("summary", None)]
    return (all(map(_is_text, heads)) and _are_titles(rest.pop("eligibility", None), reasons)
            and _are_titles(rest.pop("project_parameters", {}), project_parameters) and not rest)
