import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { actAs } from '../auth/actor.ts';
import { httpEvidence } from '../auth/http-evidence.ts';
import { declaredLists } from '../jsonrpc/declared-lists.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { isLocal } from './deployment.ts';
import { isCarriedOut } from './foreign-request.ts';
import { httpTransports } from './http-transports.ts';

export const secAuthPresentCheck: Check = {
  id: 'sec-auth-present',
  area: 'security',
  title: 'A server others can reach asks for credentials',
  level: 'SHOULD',
  revisions: revisions,
  transports: httpTransports,
  isolation: 'session',
  spec: 'basic/transports/streamable-http#security--endpoint',
  fix: 'Ask for authorization, or make sure that everything the server offers may be had by everybody.',
  async run(context) {
    if (isLocal(context)) return context.notApplicable('the server is a local one');
    const { target } = context;
    const none = Object.fromEntries(
      Object.keys(target.kind === 'http' ? target.headers : {}).map((name) => [name, null]),
    );
    const actor = await actAs(context, null, { headers: none });
    const [list] = declaredLists(context.tour.capabilities);
    const reply = list === undefined || !isCarriedOut(actor.opening) ? actor.opening : await actor.request(list.method);
    await actor.leave();
    const what = reply === actor.opening ? 'the opening' : list?.method;
    const evidence = httpEvidence(context, reply);
    if (reply.result === undefined)
      return context.passed(`without credentials ${what} got ${describeReply(reply)}`, evidence);
    return context.violated(`without credentials ${what} is answered: everybody can use this server`, evidence);
  },
};
