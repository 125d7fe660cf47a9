import type { Torture } from './torture.ts';
import { abandonedSessions } from './tortures/abandoned-sessions.ts';
import { abortStorm } from './tortures/abort-storm.ts';
import { endings } from './tortures/endings.ts';
import { headOfLine } from './tortures/head-of-line.ts';
import { leaks } from './tortures/leaks.ts';
import { nthRequest } from './tortures/nth-request.ts';
import { sessionAfterRestart } from './tortures/session-after-restart.ts';
import { slowHttpReader } from './tortures/slow-http-reader.ts';
import { slowReader } from './tortures/slow-reader.ts';
import { splitFrames } from './tortures/split-frames.ts';
import { startup } from './tortures/startup.ts';
import { stderrNotRead } from './tortures/stderr-not-read.ts';
import { stdoutUnderWork } from './tortures/stdout-under-work.ts';

/** In the order they are done: what only looks first, what may leave a server behind that serves worse last. */
export const tortures: readonly Torture[] = [
  startup,
  endings,
  stdoutUnderWork,
  splitFrames,
  headOfLine,
  nthRequest,
  leaks,
  stderrNotRead,
  slowReader,
  slowHttpReader,
  abortStorm,
  sessionAfterRestart,
  abandonedSessions,
];
