import { type LegacyRevision, legacyRevisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { requestVersion, type VersionAnswer } from './request-version.ts';

export const initVersionEchoCheck: Check = {
  id: 'init-version-echo',
  area: 'lifecycle',
  title: 'A supported version is answered with the same version',
  level: 'MUST',
  revisions: legacyRevisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/lifecycle#version-negotiation',
  fix: 'Return the requested protocolVersion unchanged when it is supported, and answer every other with one that is.',
  async run(context) {
    const answers: Answer[] = [];
    for (const requested of legacyRevisions) answers.push({ requested, ...(await requestVersion(context, requested)) });
    for (const answer of answers) {
      const { requested, version, text, evidence } = answer;
      if (version === requested) continue;
      const reason = `initialize with ${requested} got ${text}`;
      if (context.profile.legacy.includes(requested)) {
        return context.violated(`the server agreed to ${requested} before; now ${reason}`, evidence);
      }
      const offer = answers.find((other) => other !== answer && other.version === requested);
      if (offer !== undefined) {
        const offered = `asked for ${offer.requested} the server names ${requested} as a version it supports`;
        return context.violated(`${offered}, but ${reason}`, [...offer.evidence, ...evidence]);
      }
      if (version !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(version)) {
        return context.violated(`expected a protocol version, got ${quoteJson(version)}: ${reason}`, evidence);
      }
    }
    const [echoed, others] = [answers.filter(isEchoed), answers.filter((answer) => !isEchoed(answer))];
    const rest = others.map(({ requested, version }) => `; for ${requested} came ${version ?? 'no version'}`).join('');
    return context.passed(`echoed: ${echoed.map(({ requested }) => requested).join(', ')}${rest}`);
  },
};

type Answer = VersionAnswer & { requested: LegacyRevision };

function isEchoed({ requested, version }: Answer): boolean {
  return requested === version;
}
