import type { JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { completionTargets } from '../../surface/completion-targets.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeDeclared } from '../tools/judge-capability.ts';
import { valuesOf } from './ask-completion.ts';

export const completionCapabilityDeclaredCheck: Check = {
  id: 'completion-capability-declared',
  area: 'completion',
  title: 'A server that completes arguments declares completions',
  level: 'MUST',
  revisions: revisionsSince('2025-03-26'),
  transports: everyTransport,
  isolation: 'session',
  spec: 'server/utilities/completion#capabilities',
  fix: 'Add "completions": {} to the capabilities.',
  async run(context) {
    const { ofPrompts, ofTemplates } = completionTargets(context.tour);
    const [target] = [...ofPrompts, ...ofTemplates];
    const ref = target?.ref ?? { type: 'ref/prompt', name: 'mcp-lab-no-such-prompt' };
    const params = { ref, argument: { name: target?.argument ?? 'a', value: '' } };
    const isOffered = (result: JsonObject) => valuesOf(result) !== undefined;
    return judgeDeclared(context, 'completions', { method: 'completion/complete', params, isOffered });
  },
};
