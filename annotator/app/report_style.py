"""The look of a report: one style sheet for light, dark and paper, with nothing to load."""

STYLE = """
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1b1d21; --muted: #565b66; --line: #c9cdd4;
  --accent: #0b57d0; --soft: #e8effb; --take-care: #855000; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1b1d21; --ink: #e7e9ee; --muted: #a7adba; --line: #454a55; --accent: #8ab4f8;
    --soft: #263246; --take-care: #f2b967; }
}
@media print { :root { --ground: #ffffff; --ink: #000000; --accent: #0b57d0; --soft: #eeeeee; } }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", Vazirmatn, sans-serif;
  background: var(--ground); color: var(--ink); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.4rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin-bottom: .3rem; }
p.small, td.small, caption { color: var(--muted); font-size: .92rem; }
p.note { border-inline-start: 4px solid var(--take-care); padding-inline-start: .7rem; margin: .4rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-bottom: .3rem; }
th, td { padding: .28rem .7rem; border-bottom: 1px solid var(--line); text-align: end; }
th:first-child, td:first-child { text-align: start; } thead th { border-bottom: 2px solid var(--line); }
td.shade { background: color-mix(in srgb, var(--accent) calc(var(--share) * 55%), var(--ground)); }
section { break-inside: avoid-page; }
svg { max-width: 100%; height: auto; display: block; margin: .8rem 0; }
svg text { fill: var(--ink); font: 13px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; fill: var(--muted); }
svg .grid { stroke: var(--line); fill: none; } svg .bar { fill: var(--accent); opacity: .75; }
svg .whisker { stroke: var(--ink); stroke-width: 2.5; fill: none; } svg .dot { fill: var(--accent); }
svg .joint { stroke: var(--accent); stroke-width: 1.5; fill: none; opacity: .6; }
svg .k0 { fill: var(--line); } svg .k1 { fill: #cc79a7; } svg .k2 { fill: #d55e00; } svg .k3 { fill: #e69f00; }
svg .k4 { fill: #56b4e9; } svg .k5 { fill: #0072b2; } svg .k6 { fill: #d6c800; } svg .k7 { fill: #9a7fd1; }
"""
