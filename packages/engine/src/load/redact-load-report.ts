import type { LoadReport } from '@mcp-lab/contracts';

/** Texts of the server and of the user without the secrets of the target. Numbers stay: a secret may be made of digits. */
export function redactLoadReport(report: LoadReport, redact: (text: string) => string): LoadReport {
  return {
    ...report,
    profile: redactTexts(report.profile, redact),
    notes: redactTexts(report.notes, redact),
    errors: redactTexts(report.errors, redact),
    calls: report.calls.map((call) => ({ ...call, name: redact(call.name).slice(0, 200) })),
  };
}

function redactTexts<T>(value: T, redact: (text: string) => string): T;
function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((member) => redactTexts(member, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, redactTexts(member, redact)]));
}
