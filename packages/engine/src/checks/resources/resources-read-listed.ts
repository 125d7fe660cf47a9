import { isJsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { serverMessages } from '../jsonrpc/server-messages.ts';

export const resourcesReadListedCheck: Check = {
  id: 'resources-read-listed',
  area: 'resources',
  title: 'Listed resources can be read',
  level: 'MUST',
  derived: 'duty',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#reading-resources',
  fix: 'Serve resources/read for every resource that is listed, or do not list it.',
  run(context) {
    if (!isJsonObject(context.tour.capabilities.resources)) return context.notApplicable('resources is not declared');
    const listed = new Set(context.tour.resources.map(({ uri }) => uri));
    const answers = serverMessages(context).flatMap(({ frame, message }) => {
      const request = context.tour.requestOf(frame);
      if (request?.method !== 'resources/read' || !context.tour.isOrdinary(frame.connection)) return [];
      const params = isJsonObject(request.frame.json) ? request.frame.json.params : undefined;
      const uri = isJsonObject(params) ? params.uri : undefined;
      return uri !== undefined && listed.has(uri) ? [{ frame, message, uri }] : [];
    });
    if (answers.length === 0) return context.untestable('no listed resource was read at this revision');
    const wording = { subjects: 'reads of listed resources', sound: 'were served' };
    return judgeEach(context, answers, wording, ({ message, uri }) =>
      isJsonObject(message.result) ? undefined : `reading ${quoteJson(uri, 100)} got ${quoteJson(message.error)}`,
    );
  },
};
