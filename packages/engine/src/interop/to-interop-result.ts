import type { ServerProfile } from '@mcp-lab/wire';
import { buildRepro } from '../run/build-repro.ts';
import type { Result } from '../run/result.ts';
import type { ResultSource } from '../run/to-result.ts';
import type { InteropStep, ModeProbe, StepOutcome } from './probe-mode.ts';

const titles: Readonly<Record<InteropStep, string>> = {
  connect: 'the official client connects',
  list: 'the official client lists what our wire was given',
  call: 'the official client takes the results of tools',
  read: 'the official client reads a resource',
  prompt: 'the official client gets a prompt',
  errors: 'the official client reports no errors of its own accord',
  close: 'the server leaves when the official client closes',
};

const fixes: Readonly<Record<InteropStep, string>> = {
  connect: 'Look at the last frames before it gave up: most hosts are built on this client or behave like it.',
  list: 'Look at the entry it leaves out, or at the list it refuses: one entry of a wrong shape costs the whole list.',
  call: 'Look at the output schema and the structured content of the tool: the client validates one against the other.',
  read: 'Look at the contents of the answer: the client wants them in the shape of the specification.',
  prompt: 'Look at the messages of the answer: the client wants them in the shape of the specification.',
  errors: 'Each is a message the client could not place: hosts log them at best.',
  close: 'End the process when standard input ends, and end what it started as well.',
};

export function toInteropResult(
  source: ResultSource & { profile: ServerProfile },
  { mode, revision }: ModeProbe,
  { step, verdict, reason, evidence, durationMs }: StepOutcome,
): Result {
  const { profile, transport, disclosure } = source;
  const at =
    revision ?? (mode === 'modern' ? '2026-07-28' : (profile.legacy.at(-1) ?? profile.modern.at(-1) ?? '2025-11-25'));
  const checkId = `interop-${mode}-${step}`;
  return {
    id: `${checkId}@${transport}@${at}`,
    checkId,
    area: 'interop',
    title: `${titles[step]} (${mode})`,
    level: 'SHOULD',
    transport,
    revision: at,
    verdict,
    reason: disclosure.redact(reason).slice(0, 2_000),
    severity: verdict === 'fail' ? 'medium' : verdict === 'warn' ? 'low' : 'none',
    spec: { path: '', url: '' },
    fix: fixes[step],
    evidence: evidence.map(({ seq }) => seq).filter((seq) => seq >= 0),
    repro: buildRepro(source, { checkId, revision: at, evidence, suite: 'interop' }),
    durationMs: Math.round(durationMs * 10) / 10,
  };
}
