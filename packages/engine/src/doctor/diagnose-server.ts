import type { DoctorReport, DoctorStep } from '@mcp-lab/contracts';
import type { ServerProfile, Target } from '@mcp-lab/wire';
import { splitReferences } from '../client-config/references.ts';
import { quoteShell } from '../run/quote-shell.ts';
import { discloseTarget } from '../run/redact-target.ts';
import { diagnoseAddress } from './diagnose-address.ts';
import { diagnoseCommand } from './diagnose-command.ts';
import type { DoctorOptions } from './doctor-options.ts';
import { revisionsOf } from './look-at-handshake.ts';

const maxTextLength = 2_000;

/**
 * Finds out why a server does not connect: looks at it step by step, starts it or calls it, and names the first step that
 * fails. Secrets of the target stand nowhere in the report; text of the peer does, and is to be escaped when shown.
 * Throws WireError `aborted` when the signal is.
 */
export async function diagnoseServer(options: DoctorOptions): Promise<DoctorReport> {
  const startedMs = performance.now();
  const { target } = options;
  const disclosure = discloseTarget(withoutReferences(target));
  const launch = options.launch && discloseTarget(withoutReferences(options.launch));
  const clean = (text: string) =>
    (launch?.redact(disclosure.redact(text)) ?? disclosure.redact(text)).slice(0, maxTextLength);
  const examination =
    target.kind === 'stdio' ? await diagnoseCommand(target, options) : await diagnoseAddress(target, options);
  const steps = examination.steps.map((step) => step.finish(clean));
  const diagnosis = findDiagnosis(steps);
  return {
    target: clean(describeTarget(disclosure.target)),
    connects: diagnosis === null,
    diagnosis,
    steps,
    server: describeServer(examination.profile),
    durationMs: Math.round(performance.now() - startedMs),
  };
}

/** The first step that fails is the cause: what comes after it fails because of it. */
function findDiagnosis(steps: readonly DoctorStep[]): DoctorReport['diagnosis'] {
  const step = steps.find(({ status }) => status === 'fail');
  const finding = step?.findings.find(({ level }) => level === 'fail');
  return step === undefined || finding === undefined ? null : { step: step.id, ...finding };
}

function describeServer(profile: ServerProfile | null): DoctorReport['server'] {
  if (profile === null || profile.failure !== undefined) return null;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : null);
  const { name, version } = profile.serverInfo ?? {};
  return { name: text(name), version: text(version), transport: profile.transport, revisions: revisionsOf(profile) };
}

/** A reference nobody has resolved is no secret, and is to be shown. */
function withoutReferences(target: Target): Target {
  const strip = (values: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        splitReferences(value)
          .filter((part) => typeof part === 'string' || !part.written.startsWith('${'))
          .map((part) => (typeof part === 'string' ? part : part.written))
          .join(''),
      ]),
    );
  return target.kind === 'stdio'
    ? { ...target, env: strip(target.env) }
    : { ...target, headers: strip(target.headers) };
}

function describeTarget(target: Target): string {
  if (target.kind === 'http') return target.url;
  return [target.command, ...target.args].map(quoteShell).join(' ');
}
