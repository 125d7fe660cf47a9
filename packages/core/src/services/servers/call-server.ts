import { LabError, type ServerCallAnswer, serverCallAnswerSchema } from '@mcp-lab/contracts';
import { placeOfCall } from '../../calls/sealed-call.ts';
import type { ServiceContext } from '../../context.ts';
import { nextNews } from '../../events/next-news.ts';
import { findServer } from '../../servers/find-server.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

/** Beside the time for the answer: to start a server nobody runs, and to find out what it speaks. */
const patienceMs = 25_000;

/** The api talks to no server: a worker has its runner make the call. The row is gone when this ends. */
export const callServer: Service<'callServer'> = async (context, { params, body }) => {
  const { db } = context.database;
  const callId = context.newId();
  await transact(context, async (unit) => {
    const server = await findServer(unit.db, params.id);
    const row = {
      id: callId,
      server_id: server.id,
      state: 'queued' as const,
      request: context.secretBox.seal(JSON.stringify(body), placeOfCall(callId, 'request')),
      answer: null,
      reason: null,
      created_at: context.now(),
    };
    await unit.db.insertInto('server_calls').values(row).execute();
    // Arguments may hold secrets.
    unit.audit('server.called', `server ${server.id}`, { kind: body.kind, ...subjectOf(body) });
    unit.wake();
  });
  try {
    return await waitForAnswer(context, callId, performance.now() + patienceMs + body.timeoutMs);
  } finally {
    await db.deleteFrom('server_calls').where('id', '=', callId).execute();
  }
};

async function waitForAnswer(context: ServiceContext, callId: string, deadline: number): Promise<ServerCallAnswer> {
  while (performance.now() < deadline) {
    const row = await context.database.db
      .selectFrom('server_calls')
      .select(['state', 'answer', 'reason'])
      .where('id', '=', callId)
      .executeTakeFirst();
    if (row === undefined) throw new LabError('not-found', 'The server was removed meanwhile.');
    if (row.state === 'failed') throw new LabError('unavailable', row.reason ?? 'The call could not be made.');
    if (row.state === 'done' && row.answer !== null) {
      return serverCallAnswerSchema.parse(
        JSON.parse(context.secretBox.open(row.answer, placeOfCall(callId, 'answer'))),
      );
    }
    await nextNews(context);
  }
  throw new LabError('unavailable', 'No worker made the call in time. Is one running? The system page shows them.');
}

function subjectOf(body: { kind: 'resource'; uri: string } | { kind: 'tool' | 'prompt'; name: string }) {
  return body.kind === 'resource' ? { uri: body.uri } : { name: body.name };
}
