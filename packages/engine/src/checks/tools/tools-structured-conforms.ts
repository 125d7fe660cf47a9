import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { compileListed } from './compile-listed.ts';
import { callResults } from './content-blocks.ts';

const noneSeen =
  'no result had structuredContent: name a tool that gives some in the suite file, as calls.structured with tool and arguments';

export const toolsStructuredConformsCheck: Check = {
  id: 'tools-structured-conforms',
  area: 'tools',
  title: 'Structured content fits the output schema',
  level: 'MUST',
  revisions: revisionsSince('2025-06-18'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/tools#output-schema',
  fix: 'Return what outputSchema promises, or correct the schema: clients validate, and drop the result.',
  run(context) {
    const schemas = new Map(context.tour.tools.map(({ name, outputSchema }) => [name, outputSchema]));
    const structured = callResults(context).filter(
      ({ name, result }) => result.structuredContent !== undefined && schemas.get(name) !== undefined,
    );
    if (structured.length === 0) return context.untestable(noneSeen);
    const notChecked = new Set<string>();
    const wording = { subjects: 'structured contents', sound: 'fit the output schema' };
    const outcome = judgeEach(context, structured, wording, ({ name, result }) => {
      const compiled = compileListed(schemas.get(name) ?? null, context.revision);
      if (!compiled.ok) return void notChecked.add(`${quoteJson(name, 60)}: ${compiled.problem}`);
      const verdict = compiled.validate(result.structuredContent ?? null);
      for (const part of verdict.notChecked) notChecked.add(part);
      const [error] = verdict.errors;
      if (verdict.valid || error === undefined) return undefined;
      const place = error.path === '' ? 'the whole' : error.path;
      return `the tool ${quoteJson(name, 80)}: ${place} ${error.message} in ${quoteJson(result.structuredContent)}`;
    });
    if (outcome.verdict !== 'pass' || notChecked.size === 0) return outcome;
    return { ...outcome, reason: `${outcome.reason}; not checked: ${[...notChecked].slice(0, 3).join('; ')}` };
  },
};
