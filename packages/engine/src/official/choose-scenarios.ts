import { isJsonObject, type JsonObject, type Revision, revisions } from '@mcp-lab/wire';
import data from './scenarios.json' with { type: 'json' };

interface Scenario {
  scenario: string;
  revisions: string[];
  /** Capabilities without which it says nothing. */
  needs?: string[];
  /** The address of the server must be a loopback one. */
  loopbackOnly?: boolean;
  /** It calls these tools with made-up arguments, whether they are safe or not. */
  calls?: string;
}

export interface ScenarioScene {
  /** The revisions to ask at: newest of each era. */
  revisions: readonly Revision[];
  url: string;
  capabilitiesAt(revision: Revision): JsonObject;
  toolsAt(revision: Revision): readonly JsonObject[];
  /** Tools that may be called. */
  callable(revision: Revision): readonly string[];
}

export interface ChosenScenario {
  scenario: string;
  revision: Revision;
  /** Why it is left out; undefined where it runs. */
  leftOut?: string;
}

/** The scenarios that can say something of a server they were not made for, at each revision, or why one does not run. */
export function chooseScenarios(scene: ScenarioScene): ChosenScenario[] {
  const scenarios: readonly Scenario[] = data.scenarios;
  return scenarios.flatMap((scenario) =>
    scene.revisions
      .filter((revision) => scenario.revisions.includes(revision))
      .map((revision): ChosenScenario => {
        const leftOut = reasonToLeaveOut(scenario, revision, scene);
        return { scenario: scenario.scenario, revision, ...(leftOut === undefined ? {} : { leftOut }) };
      }),
  );
}

/** Revisions that any scenario is for. */
export const officialRevisions = revisions.filter((revision) =>
  data.scenarios.some((item) => item.revisions.includes(revision)),
);

function reasonToLeaveOut(
  { needs = [], loopbackOnly, calls }: Scenario,
  revision: Revision,
  scene: ScenarioScene,
): string | undefined {
  const capabilities = scene.capabilitiesAt(revision);
  const missing = needs.filter((name) => !isJsonObject(capabilities[name]));
  if (missing.length > 0) return `the server does not declare ${missing.join(', ')}`;
  if (loopbackOnly === true && !isLoopback(scene.url)) return 'it is for loopback addresses only';
  if (calls === undefined) return undefined;
  const tools = scene.toolsAt(revision);
  const called = calls === 'first-tool' ? tools.slice(0, 1) : tools.filter(hasHeaderParameter);
  if (called.length === 0)
    return calls === 'first-tool' ? 'the server lists no tool' : 'no tool has a parameter that is mirrored in a header';
  const allowed = scene.callable(revision);
  const unsafe = called.map(({ name }) => String(name)).filter((name) => !allowed.includes(name));
  return unsafe.length === 0
    ? undefined
    : `it calls ${unsafe.join(', ')} with made-up arguments, which may not be called`;
}

function hasHeaderParameter({ inputSchema }: JsonObject): boolean {
  return JSON.stringify(inputSchema ?? null).includes('"x-mcp-header"');
}

function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
