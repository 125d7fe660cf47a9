import { isJsonObject, type JsonObject } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { judgeListed } from './listed-entries.ts';

export const toolsExecutionShapeCheck: Check = {
  id: 'tools-execution-shape',
  area: 'tools',
  title: 'execution.taskSupport is forbidden, optional or required',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: ['2025-11-25'],
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#tool',
  fix: 'Set execution.taskSupport to "forbidden", "optional" or "required", or leave execution out.',
  run(context) {
    const hasAny = ({ execution }: JsonObject) => execution !== undefined;
    return judgeListed(
      context,
      'tools',
      'have an execution of the right shape',
      ({ execution }) => {
        if (!isJsonObject(execution)) return `has the execution ${quoteJson(execution)} instead of an object`;
        const { taskSupport = 'forbidden' } = execution;
        const isKnown = ['forbidden', 'optional', 'required'].some((word) => word === taskSupport);
        return isKnown ? undefined : `has the execution.taskSupport ${quoteJson(taskSupport)}`;
      },
      hasAny,
    );
  },
};
