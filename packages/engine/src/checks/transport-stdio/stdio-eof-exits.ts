import { eraOf, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { graceMs, watchEnding } from './watch-ending.ts';

export const stdioEofExitsCheck: Check = {
  id: 'stdio-eof-exits',
  area: 'transport-stdio',
  title: 'The process exits when its stdin is closed',
  level: (revision) => (eraOf(revision) === 'modern' ? 'SHOULD' : 'MAY'),
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#shutdown',
  fix: 'Exit when reading stdin returns end-of-file: stop timers, servers and children, or they keep the process alive.',
  async run(context) {
    const { report, evidence } = await watchEnding(context);
    const took = `${Math.round(report.durationMs)} ms`;
    if (report.needed === 'gone') return context.untestable('the process had exited before its stdin was closed');
    if (report.needed !== 'eof') {
      const means = report.needed === 'term' ? 'SIGTERM' : 'SIGKILL';
      return context.violated(`still running ${graceMs} ms after stdin was closed; ${means} ended it`, evidence);
    }
    if (report.orphans > 0) {
      return context.warned(
        `exited ${took} after stdin was closed, but left ${report.orphans} processes behind`,
        evidence,
      );
    }
    return context.passed(`exited ${took} after stdin was closed, with ${describeStatus(report)}`, evidence);
  },
};

function describeStatus({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string {
  return signal === null ? `code ${exitCode}` : `signal ${signal}`;
}
