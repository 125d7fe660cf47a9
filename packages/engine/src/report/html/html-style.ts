/** Of the one-file report. Colours are the dashboard's: they carry meaning only. No url(), nothing is fetched. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --background: light-dark(oklch(0.982 0.002 260), oklch(0.158 0.009 264));
  --foreground: light-dark(oklch(0.22 0.018 262), oklch(0.945 0.005 262));
  --card: light-dark(#fff, oklch(0.192 0.011 264));
  --quiet: light-dark(oklch(0.957 0.004 260), oklch(0.232 0.012 264));
  --dim: light-dark(oklch(0.475 0.018 262), oklch(0.715 0.014 262));
  --border: light-dark(oklch(0.912 0.006 262), oklch(0.272 0.013 264));
  --ring: light-dark(oklch(0.49 0.2 266), oklch(0.7 0.145 266));
  --good: light-dark(oklch(0.5 0.125 156), oklch(0.775 0.145 158));
  --bad: light-dark(oklch(0.53 0.205 26), oklch(0.715 0.165 22));
  --caution: light-dark(oklch(0.54 0.122 66), oklch(0.815 0.135 80));
  --notice: light-dark(oklch(0.51 0.125 244), oklch(0.755 0.11 238));
  --odd: light-dark(oklch(0.5 0.19 308), oklch(0.75 0.14 310));
  --sans: Inter, ui-sans-serif, system-ui, sans-serif;
  --mono: ui-monospace, "JetBrains Mono", "SF Mono", Menlo, Consolas, monospace;
}
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--background); color: var(--foreground); font: 15px/1.5 var(--sans); }
.page { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
a { color: var(--ring); overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; border-radius: 4px; }
code, pre, .mono { font-family: var(--mono); font-size: 0.8125rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.0625rem; margin: 2.25rem 0 0.75rem; }
h2 small, .dim { color: var(--dim); font-weight: 400; font-size: 0.8125rem; }
.top { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between; }
.headline { margin: 0.25rem 0 0; font-size: 1.0625rem; overflow-wrap: anywhere; }
.hint { margin: 0.25rem 0 0; color: var(--dim); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.5rem 1.5rem; margin: 1.25rem 0 0; }
.facts div { min-width: 0; }
.facts div:first-child { grid-column: 1 / -1; }
.facts div:nth-child(3), .facts div:nth-child(4) { grid-column: span 2; }
@media (min-width: 56rem) { .facts div:nth-child(3) { grid-column: span 3; } }
dt { color: var(--dim); font-size: 0.75rem; }
dd { margin: 0; overflow-wrap: anywhere; }
button, input, select {
  font: inherit; font-size: 0.8125rem; color: inherit; background: var(--card);
  border: 1px solid var(--border); border-radius: 6px; padding: 0.3rem 0.6rem; min-height: 2rem;
}
button { cursor: pointer; white-space: nowrap; }
.filters {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center;
  margin: 1.5rem -0.5rem 0; padding: 0.6rem 0.5rem; background: var(--background); border-bottom: 1px solid var(--border);
}
.filters input[type=search] { flex: 1 1 12rem; min-width: 0; }
.filters button[aria-pressed=false] { opacity: 0.55; background: transparent; }
.filters button b { font-weight: 600; font-variant-numeric: tabular-nums; }
.verdict { font-family: var(--mono); font-size: 0.75rem; font-weight: 600; color: var(--dim); }
[data-verdict=fail] .verdict, .filters [value=fail] { color: var(--bad); }
[data-verdict=warn] .verdict, .filters [value=warn] { color: var(--caution); }
[data-verdict=info] .verdict, .filters [value=info] { color: var(--notice); }
[data-verdict=error] .verdict, .filters [value=error] { color: var(--odd); }
[data-verdict=pass] .verdict, .filters [value=pass] { color: var(--good); }
.item { background: var(--card); border: 1px solid var(--border); border-radius: 8px; margin: 0 0 0.5rem; scroll-margin-top: 5rem; }
.item > summary {
  display: grid; grid-template-columns: 6.5rem minmax(0, 1fr) auto; gap: 0 0.75rem; align-items: baseline;
  padding: 0.6rem 0.9rem; cursor: pointer; list-style: none;
}
.item > summary::-webkit-details-marker { display: none; }
.item > summary .id { font-family: var(--mono); font-size: 0.8125rem; font-weight: 600; overflow-wrap: anywhere; }
.item > summary .title { display: block; overflow-wrap: anywhere; }
.item > summary .facets { color: var(--dim); font-size: 0.75rem; text-align: right; }
.body { padding: 0.25rem 0.9rem 0.9rem; border-top: 1px solid var(--border); }
.body dl { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.35rem 0.75rem; margin: 0.6rem 0; }
.at { border-top: 1px dashed var(--border); margin-top: 0.6rem; padding-top: 0.2rem; }
pre {
  margin: 0.25rem 0; padding: 0.6rem 0.75rem; background: var(--quiet); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto;
}
pre.command { user-select: all; max-height: 10rem; }
.frames > summary, .frame > summary, .raw > summary { cursor: pointer; color: var(--dim); font-size: 0.8125rem; padding: 0.15rem 0; overflow-wrap: anywhere; }
.frame { margin-left: 1rem; }
.frame[data-direction=sent] > summary { color: var(--notice); }
.raw { margin-left: 1rem; }
.accepted { color: var(--dim); border: 1px solid var(--border); border-radius: 4px; padding: 0 0.3rem; font-size: 0.75rem; }
.table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
.table td { border-top: 1px solid var(--border); padding: 0.35rem 0.5rem 0.35rem 0; vertical-align: top; overflow-wrap: anywhere; }
.table td:first-child { width: 40%; }
.notice { border: 1px solid var(--caution); border-radius: 8px; padding: 0.6rem 0.9rem; margin-top: 1.25rem; overflow-wrap: anywhere; }
.notice ul { margin: 0.25rem 0 0; padding-left: 1.2rem; }
footer { margin-top: 3rem; color: var(--dim); font-size: 0.8125rem; }
@media (max-width: 40rem) {
  .page { padding: 1rem 0.75rem 3rem; }
  .filters { position: static; }
  .item > summary { grid-template-columns: auto minmax(0, 1fr); }
  .item > summary .facets { grid-column: 1 / -1; text-align: left; }
  .body dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .body dd { margin-bottom: 0.5rem; }
  .frame, .raw { margin-left: 0.25rem; }
}
@media print { .filters, #theme { display: none; } .item { break-inside: avoid; } pre { max-height: none; } }
.load h3 { font-size: 0.9375rem; margin: 1.25rem 0 0.5rem; }
.load svg { display: block; margin: 0.75rem 0; }
.load .facts { margin-bottom: 1rem; }
.load .facts div { grid-column: 1 / -1; }
.load td, .load th { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.load td:first-child, .load th:first-child { text-align: left; }
.wide { overflow-x: auto; }
`;
