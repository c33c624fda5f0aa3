// SPDX-License-Identifier: Apache-2.0
// The style of every page. The content security policy names its SHA-256, so
// that no other style can take effect.
#pragma once

#include <string_view>

namespace lcl::page {

inline constexpr std::string_view html_style = R"(
:root { color-scheme: light dark; --paper: #fff; --text: #1b1f24; --muted: #57606a; --line: #d0d7de; --shade: #f3f5f7;
  --link: #0550ae; --good: #1a6e3c; --caution: #8a5a00; --bad: #b3261e;
  --blue: #0072b2; --orange: #e69f00; --green: #009e73; --vermillion: #d55e00; --sky: #56b4e9; --purple: #cc79a7; --grey: #8c959f; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #14171b; --text: #e6e9ec; --muted: #a2abb5; --line: #3a424b; --shade: #1e2329;
    --link: #79b8ff; --good: #5fd38d; --caution: #e5b454; --bad: #ff8f86; --blue: #2b87c8; --green: #22c294; --sky: #a5dbfa; --grey: #8a949f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 58rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1, .subtitle, figcaption, .remark { overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 44rem; }
a { color: var(--link); }
nav.site ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1.5rem; padding: 0 0 .6rem; list-style: none;
  border-bottom: 1px solid var(--line); }
nav.site li { margin: 0; }
nav.site a { display: inline-block; padding: .3rem 0; }
nav.site a[aria-current] { color: inherit; font-weight: 600; }
form.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 1rem 0; }
form.search[hidden] { display: none; }
form.search label { flex-basis: 100%; }
input, button { font: inherit; padding: .4rem .6rem; color: inherit; background: var(--paper); border: 1px solid var(--muted); border-radius: .2rem; }
form.search input { flex: 1 1 18rem; max-width: 36rem; }
button { background: var(--shade); cursor: pointer; }
input:focus-visible, button:focus-visible { outline: .15rem solid var(--link); outline-offset: .1rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
a:focus-visible, .scroll:focus-visible { outline: .15rem solid var(--link); outline-offset: .1rem; }
.subtitle { color: var(--muted); margin: 0 0 1rem; }
nav ol { columns: 16rem; column-gap: 2rem; margin: 0; padding: 0; }
nav li { margin-left: 1.75rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 15rem) minmax(0, 1fr); gap: .3rem 1rem; margin: .75rem 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .85em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.remark { border-left: .3rem solid; padding: .5rem .75rem; margin: .6rem 0; background: var(--shade); max-width: none; }
.good { border-color: var(--good); }
.caution { border-color: var(--caution); }
.bad { border-color: var(--bad); }
.remark b { margin-right: .4rem; }
.good b { color: var(--good); }
.caution b { color: var(--caution); }
.bad b { color: var(--bad); }
.scroll { overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; unicode-bidi: isolate; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--muted); vertical-align: bottom; }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
thead th.number { white-space: normal; }
td.words, tbody th { min-width: 5.5rem; }
td.long, tbody th.long { overflow-wrap: anywhere; }
td.long { min-width: 11rem; }
tbody th.number { min-width: 0; }
td.code, tbody th.code { font: .85em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; min-width: 10rem; }
.total th, .total td { font-weight: 600; border-bottom: 2px solid var(--muted); }
figure { margin: 1rem 0 1.5rem; max-width: 42rem; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
svg { display: block; width: 100%; min-width: 27rem; height: auto; font: 10px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
.strong { font-weight: 600; }
.ink-text { fill: var(--text); } .ink-muted { fill: var(--muted); } .ink-line { fill: var(--line); }
.ink-blue { fill: var(--blue); } .ink-orange { fill: var(--orange); } .ink-green { fill: var(--green); }
.ink-vermillion { fill: var(--vermillion); } .ink-sky { fill: var(--sky); } .ink-purple { fill: var(--purple); }
.ink-grey { fill: var(--grey); } .ink-white { fill: #fff; } .ink-black { fill: #000; shape-rendering: crispEdges; }
.pale-blue { fill: var(--blue); } .pale-orange { fill: var(--orange); } .pale-green { fill: var(--green); }
.pale-vermillion { fill: var(--vermillion); } .pale-sky { fill: var(--sky); } .pale-purple { fill: var(--purple); }
.pale-grey { fill: var(--grey); }
polygon { fill-opacity: .28; }
.hatch { stroke: var(--paper); stroke-width: 1; }
.stroke-text { stroke: var(--text); } .stroke-muted { stroke: var(--muted); } .stroke-line { stroke: var(--line); }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .85rem; }
@media (max-width: 34rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } h1 { font-size: 1.4rem; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  h2, h3, caption { break-after: avoid; } figure, tr, .remark { break-inside: avoid; } thead { display: table-header-group; }
  .scroll { overflow: visible; } svg { min-width: 0; } table { font-size: 7.5pt; }
  th, td { padding-right: .4rem; } td.words, tbody th { min-width: 3.5rem; } td.code, tbody th.code { min-width: 6rem; } }
@page { size: A4; margin: 18mm; }
)";

}  // namespace lcl::page
