import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { graceMs, watchEnding } from './watch-ending.ts';

export const stdioSigtermExitsCheck: Check = {
  id: 'stdio-sigterm-exits',
  area: 'transport-stdio',
  title: 'Where closing stdin does not end the process, SIGTERM does',
  level: 'MAY',
  revisions,
  transports: ['stdio'],
  isolation: 'session',
  spec: 'basic/transports/stdio#shutdown',
  fix: 'Leave at SIGTERM, within a second or two; do not install a handler that swallows it.',
  async run(context) {
    const { report, evidence } = await watchEnding(context);
    const { needed, durationMs } = report;
    switch (needed) {
      case 'kill':
        return context.violated(
          `neither closed stdin nor SIGTERM ended it, ${graceMs} ms each; it took SIGKILL`,
          evidence,
        );
      case 'term':
        return context.passed(`ended by SIGTERM, ${Math.round(durationMs)} ms after stdin was closed`, evidence);
      case 'eof':
        return context.notApplicable('the process left when its stdin was closed, so SIGTERM was not needed');
      default:
        return context.untestable('the process had exited before its stdin was closed');
    }
  },
};
