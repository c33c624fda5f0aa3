# SPDX-License-Identifier: Apache-2.0
"""Tests of when things happened and when they were recorded: schemas/plausibility.md."""
import collections
import datetime
import itertools

from plausibility_scene import COLLECTION, HOUR_MS, MINUTE_MS, RECONDITIONING, RESALE, Case, grouped, in_time, number
from values import DAY_MS

_LONGEST_INTERVAL = 15 * MINUTE_MS


def _day(event):
    return event.at // DAY_MS


def _month(ms):
    day = datetime.date(1970, 1, 1) + datetime.timedelta(ms // DAY_MS)
    return 12 * day.year + day.month


def crowded_day(scene):
    looked_at, cases = 0, []
    for siret, events in scene.by_participant(RECONDITIONING):
        days = [done for _, done in grouped(events, _day)]
        if len(days) < 5:
            continue
        looked_at += len(events)
        usual = sorted(map(len, days))[len(days) // 2]
        crowded = [done for done in days if len(done) >= 50 and len(done) > 5 * usual]
        if crowded:
            figures = [len(crowded), max(map(len, crowded)), usual]
            cases.append(Case(siret, sum(crowded, []), list(map(number, figures))))
    return looked_at, cases


def _is_at_night(event):
    hour, sharp = divmod(event.at % DAY_MS, HOUR_MS)
    return (hour >= 21 or hour < 4) and not (sharp == 0 and hour in (22, 23, 0))


def _is_on_a_sunday(event):
    return (datetime.date(1970, 1, 1) + datetime.timedelta((event.at + 2 * HOUR_MS) // DAY_MS)).weekday() == 6


def odd_hours(scene):
    looked_at, cases = 0, []
    for siret, events in scene.by_participant(RECONDITIONING):
        events = [event for event in events if event.country == "FR"]
        if len(events) < 50:
            continue
        looked_at += len(events)
        nights, sundays = sum(map(_is_at_night, events)), sum(map(_is_on_a_sunday, events))
        if max(nights, sundays) * 4 > len(events):
            odd = [event for event in events if _is_at_night(event) or _is_on_a_sunday(event)]
            cases.append(Case(siret, odd, [number(nights), number(sundays), number(len(events))]))
    return looked_at, cases


def _most_frequent(intervals):
    """The shortest of several; 0 of none."""
    counts = collections.Counter(intervals)
    return min(counts, key=lambda interval: (-counts[interval], interval), default=0)


def _common_interval(pairs):
    within = [later.at - event.at for event, later in pairs if _day(event) == _day(later)]
    short = [interval for interval in within if 0 < interval < _LONGEST_INTERVAL]
    common = _most_frequent(short)
    return common if short.count(common) * 3 > len(within) else 0


def regular_intervals(scene):
    looked_at, cases = 0, []
    for kind in (COLLECTION, RECONDITIONING, RESALE):
        for siret, events in scene.by_participant(kind):
            looked_at += len(events)
            pairs = list(itertools.pairwise(in_time(events)))
            common = _common_interval(pairs)
            regular, intervals = {}, []
            for interval, series in itertools.groupby(pairs, lambda pair: pair[1].at - pair[0].at):
                series = list(series)
                if 0 < interval <= _LONGEST_INTERVAL and (len(series) + 1 >= 20 or interval == common):
                    intervals += [interval] * len(series)
                    regular |= {event.seq: event for pair in series for event in pair}
            if len(regular) >= 40:
                figures = [len(regular), len(events), _most_frequent(intervals) // 1000]
                cases.append(Case(siret, list(regular.values()), list(map(number, figures))))
    return looked_at, cases


def period_end(scene):
    if not scene.inside:
        return 0, []
    looked_at, cases, end = 0, [], scene.period[1]
    days = -(-(end - min(event.at for event in scene.inside)) // DAY_MS)
    spans = [span for span in (3, 7, 14) if days > 4 * span]
    for siret, events in scene.by_participant(RESALE):
        if len(events) < 50 or not spans:
            continue
        looked_at += len(events)
        last = {span: [event for event in events if event.at >= end - span * DAY_MS] for span in spans}
        beyond = lambda span: len(last[span]) * days - len(events) * span
        crowded = [span for span in spans if len(last[span]) * days > 4 * len(events) * span]
        if crowded:
            span = max(crowded, key=lambda span: (beyond(span), -span))
            cases.append(Case(siret, last[span], list(map(number, (len(last[span]), len(events), span, days)))))
    return looked_at, cases


def sudden_month(scene):
    months = dict(grouped((event for event in scene.inside if event.kind == RESALE), lambda event: _month(event.at)))
    count = lambda month: len(months.get(month, []))
    looked_at, cases = sum(map(len, months.values())), []
    is_long = scene.inside and _month(scene.period[1]) - _month(min(event.at for event in scene.inside)) >= 6
    for month, sold in months.items():
        before = [count(month - back) for back in (1, 2, 3)]
        is_sudden = min(before) >= 20 and len(sold) > sum(before)
        if len(sold) >= 100 and (is_sudden or (is_long and 2 * len(sold) > looked_at)):
            cases.append(Case("", sold, list(map(number, (len(sold), looked_at, sum(before), 3)))))
    return looked_at, cases


def late_recording(scene):
    cases = []
    for siret, events in grouped(scene.inside, lambda event: event.siret):
        late = [event for event in events if event.recorded - event.at > 90 * DAY_MS]
        if late and 10 * len(late) >= len(events):
            cases.append(Case(siret, late, list(map(number, (len(late), len(events), 90)))))
    return len(scene.inside), cases
