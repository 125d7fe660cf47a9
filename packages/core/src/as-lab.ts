import type { LabContext, ServiceContext } from './context.ts';

/** The lab itself as the one who acts: for what workers do on nobody's behalf. */
export function asLab(context: LabContext): ServiceContext {
  return { ...context, actor: { kind: 'system', name: 'lab' } };
}
