import type { Probe } from './probe.ts';
import { answerTextProbe } from './probes/answer-text.ts';
import { argumentEchoProbe } from './probes/argument-echo.ts';
import { commandInjectionProbe } from './probes/command-injection.ts';
import { hiddenTextProbe } from './probes/hidden-text.ts';
import { knownAdvisoriesProbe } from './probes/known-advisories.ts';
import { modelInstructionsProbe } from './probes/model-instructions.ts';
import { pathTraversalProbe } from './probes/path-traversal.ts';
import { rugPullCallsProbe, rugPullSessionsProbe, rugPullSnapshotProbe } from './probes/rug-pull.ts';
import { secretEchoProbe } from './probes/secret-echo.ts';
import { ssrfProbe } from './probes/ssrf.ts';
import { uriTraversalProbe } from './probes/uri-traversal.ts';

/** In the order in which they run: what reads, what calls as a client would, what attacks; last what looks at all that came. */
export const probes: readonly Probe[] = [
  hiddenTextProbe,
  modelInstructionsProbe,
  knownAdvisoriesProbe,
  rugPullSnapshotProbe,
  rugPullCallsProbe,
  argumentEchoProbe,
  pathTraversalProbe,
  uriTraversalProbe,
  ssrfProbe,
  commandInjectionProbe,
  rugPullSessionsProbe,
  secretEchoProbe,
  answerTextProbe,
];
