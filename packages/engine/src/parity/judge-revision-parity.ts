import { type Frame, isJsonObject, type JsonObject, type Revision, type ServerProfile } from '@mcp-lab/wire';
import { createTourView } from '../check/tour-view.ts';
import { buildRepro } from '../run/build-repro.ts';
import type { Disclosure } from '../run/redact-target.ts';
import type { Result } from '../run/result.ts';
import type { ConnectionInfo } from '../run/run-document.ts';
import { compareSides } from './compare-sides.ts';
import type { ParityDifference, ParitySide } from './parity-side.ts';

export interface ParitySource {
  profile: ServerProfile;
  frames: readonly Frame[];
  connections: readonly ConnectionInfo[];
  disclosure: Disclosure;
  seed: number;
}

export const revisionParityId = 'parity-revisions';
const maxNamed = 5;

/**
 * Whether each revision of a run was shown the same surface as its newest one: a result for every older revision, from
 * what the tours of the run recorded. No clause demands it in so many words, so a difference warns.
 */
export function judgeRevisionParity(source: ParitySource): Result[] {
  const toured = source.connections.filter(({ purpose }) => purpose === 'tour').map(({ revision }) => revision);
  const [newest, ...older] = [...new Set(toured)].sort().reverse();
  if (newest === undefined) return [];
  const reference = sideOf(source, newest);
  if (reference === undefined) return [];
  return older.flatMap((revision): Result[] => {
    const side = sideOf(source, revision);
    return side === undefined ? [] : [toParityResult(source, side, reference)];
  });
}

type TouredSide = ParitySide & { evidence: Frame[] };

/** Undefined where the tour of the revision did not come to its lists. */
function sideOf({ profile, frames, connections }: ParitySource, revision: Revision): TouredSide | undefined {
  const tour = connections.findLast((info) => info.purpose === 'tour' && info.revision === revision);
  const view = createTourView({ frames, connections }, revision);
  const answers = frames.filter((frame) => frame.connection === tour?.connection && frame.direction === 'received');
  const answersTo = (method: string) => answers.filter((frame) => view.requestOf(frame)?.method === method);
  const opening = resultOf(answersTo('initialize')[0] ?? answersTo('server/discover')[0]);
  const lists = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'].flatMap(answersTo);
  if (opening === undefined || lists.some((frame) => resultOf(frame) === undefined)) return undefined;
  const meta = isJsonObject(opening._meta) ? opening._meta : {};
  const serverInfo = opening.serverInfo ?? meta['io.modelcontextprotocol/serverInfo'];
  return {
    transport: profile.transport,
    revision,
    serverInfo: isJsonObject(serverInfo) ? serverInfo : {},
    capabilities: view.capabilities,
    instructions: typeof opening.instructions === 'string' ? opening.instructions : undefined,
    surface: {
      tools: [...view.tools],
      resources: [...view.resources],
      resourceTemplates: [...view.resourceTemplates],
      prompts: [...view.prompts],
    },
    evidence: lists,
  };
}

function toParityResult(source: ParitySource, side: TouredSide, reference: TouredSide): Result {
  const { disclosure, seed, frames } = source;
  // Identity is told in another place by each era, and servers may leave it out there.
  const differences = compareSides(side, reference).filter(({ part }) => part !== 'server');
  const evidence = differences.length === 0 ? [] : [...side.evidence, ...reference.evidence];
  const reason =
    differences.length === 0
      ? `at ${side.revision} the server offers what it offers at ${reference.revision}`
      : describeDifferences(differences);
  return {
    id: `${revisionParityId}@${side.transport}@${side.revision}`,
    checkId: revisionParityId,
    area: 'parity',
    title: 'every revision is offered the same surface',
    level: 'SHOULD',
    transport: side.transport,
    revision: side.revision,
    verdict: differences.length === 0 ? 'pass' : 'warn',
    reason: disclosure.redact(reason).slice(0, 2_000),
    severity: differences.length === 0 ? 'none' : 'low',
    spec: { path: '', url: '' },
    fix: 'Register tools, resources and prompts once for all revisions, or say in the documentation which revision gets what and why.',
    evidence: evidence.map(({ seq }) => seq).filter((seq) => seq >= 0),
    repro: buildRepro({ disclosure, seed, frames }, { checkId: revisionParityId, revision: side.revision, evidence }),
    durationMs: 0,
  };
}

/** The weightiest first, the rest counted. */
export function describeDifferences(differences: readonly ParityDifference[]): string {
  const order: readonly ParityDifference['weight'][] = ['missing', 'contract', 'wording'];
  const sorted = differences.toSorted((left, right) => order.indexOf(left.weight) - order.indexOf(right.weight));
  const named = sorted.slice(0, maxNamed).map(({ what }) => what);
  const left = differences.length - named.length;
  return [...named, ...(left > 0 ? [`and ${left} more differences`] : [])].join('; ');
}

function resultOf(frame: Frame | undefined): JsonObject | undefined {
  const message = frame?.json;
  return isJsonObject(message) && isJsonObject(message.result) ? message.result : undefined;
}
