import { type OpenOptions, openSession, type Revision, type Session, type Target } from '@mcp-lab/wire';
import type { RunUnderWay } from '../run/conduct-run.ts';
import { openingTimeoutOf } from '../run/opening-timeout.ts';
import type { ConnectionInfo } from '../run/run-document.ts';
import type { SuiteSettings } from '../run/suite-settings.ts';
import type { ProbeLab } from './probe.ts';

/** After that many ends of the session for calls, the server is left alone. */
const mostRestarts = 8;
const closeGraceMs = 1_000;
const abortGraceMs = 200;

/** The sessions of the probes. One is for calls and serves them all: a process takes a while to start. */
export interface ProbeSessions {
  /** A session of the probe's own. */
  open: ProbeLab['open'];
  /** That for calls, opened again where it ended. */
  shared(): Promise<Session>;
  /** False once the one for calls has ended too often. */
  mayCall(): boolean;
  /** What the next own sessions are entered under. */
  beginProbe(id: string): void;
  closeOwn(): Promise<void>;
  closeAll(): Promise<void>;
}

export function createProbeSessions(
  { profile, connections, clock, requestTimeoutMs }: RunUnderWay,
  target: Target,
  { owner, checkAddress }: Pick<SuiteSettings, 'owner' | 'checkAddress'>,
  newest: Revision,
): ProbeSessions {
  const own = new Set<Session>();
  let probeId = '';
  let shared: Session | undefined;
  let opened = 0;

  const open = (
    info: Omit<ConnectionInfo, 'connection'>,
    options: Partial<Omit<OpenOptions, 'transcript' | 'revision'>> = {},
  ) =>
    openSession(target, {
      transport: profile.transport,
      requestTimeoutMs,
      openingTimeoutMs: openingTimeoutOf(requestTimeoutMs),
      owner,
      checkAddress,
      signal: clock.signal,
      ...options,
      revision: info.revision,
      transcript: connections.transcriptFor(info),
    });
  const closeThose = async (ending: readonly Session[]) => {
    const graceMs = clock.signal.aborted ? abortGraceMs : closeGraceMs;
    await Promise.all(ending.map((session) => session.close({ graceMs })));
  };
  const closeOwn = () => {
    const ending = [...own];
    own.clear();
    return closeThose(ending);
  };
  return {
    async open(options, revision = newest) {
      const session = await open({ revision, purpose: 'check', checkId: `security:${probeId}` }, options);
      own.add(session);
      return session;
    },
    async shared() {
      if (shared !== undefined && !shared.closed) return shared;
      await shared?.close({ graceMs: abortGraceMs });
      shared = await open({ revision: newest, purpose: 'shared', checkId: null });
      opened += 1;
      return shared;
    },
    mayCall: () => !clock.signal.aborted && (opened <= mostRestarts || shared?.closed === false),
    beginProbe(id) {
      probeId = id;
    },
    closeOwn,
    async closeAll() {
      await Promise.all([closeOwn(), closeThose(shared === undefined ? [] : [shared])]);
    },
  };
}
