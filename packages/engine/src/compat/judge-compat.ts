import type { Inspection } from '../inspect/inspect-server.ts';
import { applyRule, type CompatPlace, type CompatSubject } from './apply-rule.ts';
import { breakingEffects, type CompatHost, type CompatRule } from './compat-rule.ts';

/** One thing a host would not take as it is. */
export interface CompatFinding extends CompatPlace {
  host: string;
  ruleId: string;
  effect: CompatRule['effect'];
  /** Something stops working, and that is well enough known. */
  breaks: boolean;
  confidence: CompatRule['confidence'];
  /** What the host does. */
  says: string;
  fix: string;
  sources: string[];
  checked: string;
}

export interface CompatVerdict {
  host: string;
  name: string;
  /** `breaks`: something does not work there; `degraded`: it works less well; `fits`: no known rule is broken. */
  verdict: 'breaks' | 'degraded' | 'fits';
  findings: CompatFinding[];
  /** How many rules are known of this host: `fits` says no more than these. */
  rules: number;
}

export function judgeCompat(subject: CompatSubject, { host, name, rules }: CompatHost): CompatVerdict {
  const findings = rules.flatMap((rule) =>
    applyRule(rule, subject).map(
      (place): CompatFinding => ({
        host,
        ruleId: rule.id,
        ...place,
        effect: rule.effect,
        breaks: rule.confidence !== 'low' && breakingEffects.includes(rule.effect),
        confidence: rule.confidence,
        says: rule.says,
        fix: rule.fix,
        sources: rule.sources,
        checked: rule.checked,
      }),
    ),
  );
  const isBroken = findings.some(({ breaks }) => breaks);
  const verdict = isBroken ? 'breaks' : findings.length > 0 ? 'degraded' : 'fits';
  return { host, name, verdict, findings, rules: rules.length };
}

/**
 * What an inspection shows a host. Users choose the name under which they enter a server; hosts that put it before tool
 * names then count it. Default: what the server calls itself, written as names are.
 */
export function compatSubjectOf({ profile, surface }: Inspection, serverName?: string): CompatSubject {
  const own = profile.serverInfo?.name;
  const written = typeof own === 'string' ? own.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^-+|-+$/g, '') : '';
  return {
    tools: surface.tools,
    instructions: profile.instructions,
    transport: profile.transport,
    eras: [
      ...(profile.legacy.length > 0 ? (['legacy'] as const) : []),
      ...(profile.modern.length > 0 ? (['modern'] as const) : []),
    ],
    serverName: serverName ?? (written === '' ? 'server' : written),
  };
}
