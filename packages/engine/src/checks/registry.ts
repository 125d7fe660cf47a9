import type { Check } from '../check/check.ts';
import { authChecks } from './auth/index.ts';
import { cachingChecks } from './caching/index.ts';
import { cancellationChecks } from './cancellation/index.ts';
import { catalogue } from './catalogue.ts';
import { completionChecks } from './completion/index.ts';
import { elicitationChecks } from './elicitation/index.ts';
import { jsonrpcChecks } from './jsonrpc/index.ts';
import { lifecycleChecks } from './lifecycle/index.ts';
import { loggingChecks } from './logging/index.ts';
import { mrtrChecks } from './mrtr/index.ts';
import { paginationChecks } from './pagination/index.ts';
import { performanceChecks } from './performance/index.ts';
import { progressChecks } from './progress/index.ts';
import { promptsChecks } from './prompts/index.ts';
import { qualityChecks } from './quality/index.ts';
import { reliabilityChecks } from './reliability/index.ts';
import { resourcesChecks } from './resources/index.ts';
import { robustnessChecks } from './robustness/index.ts';
import { samplingChecks } from './sampling/index.ts';
import { securityChecks } from './security/index.ts';
import { subscriptionsChecks } from './subscriptions/index.ts';
import { tasksChecks } from './tasks/index.ts';
import { toolsChecks } from './tools/index.ts';
import { transportHttpChecks } from './transport-http/index.ts';
import { transportSseChecks } from './transport-sse/index.ts';
import { transportStdioChecks } from './transport-stdio/index.ts';

const position = new Map(
  Object.values(catalogue)
    .flat()
    .map((id, index) => [id, index]),
);
const positionOf = ({ id }: Check) => position.get(id) ?? Number.POSITIVE_INFINITY;

/** The manifest: every check that exists, in the order of the catalogue. */
export const checks: readonly Check[] = [
  ...jsonrpcChecks,
  ...lifecycleChecks,
  ...transportStdioChecks,
  ...transportHttpChecks,
  ...transportSseChecks,
  ...securityChecks,
  ...toolsChecks,
  ...resourcesChecks,
  ...promptsChecks,
  ...completionChecks,
  ...loggingChecks,
  ...progressChecks,
  ...cancellationChecks,
  ...paginationChecks,
  ...cachingChecks,
  ...subscriptionsChecks,
  ...mrtrChecks,
  ...elicitationChecks,
  ...samplingChecks,
  ...tasksChecks,
  ...authChecks,
  ...robustnessChecks,
  ...performanceChecks,
  ...reliabilityChecks,
  ...qualityChecks,
].sort((left, right) => positionOf(left) - positionOf(right));
