import type { ServerCallAnswer } from '@mcp-lab/contracts';
import { asLab } from '../as-lab.ts';
import type { LabContext } from '../context.ts';
import { readableText } from '../readable-text.ts';
import { transact } from '../transact.ts';
import { placeOfCall } from './sealed-call.ts';

/** What became of a call: what came, or why none was made. */
export type CallEnd = { answer: ServerCallAnswer } | { failure: string };

/** Hands it back to the api that waits for it. Does nothing when nobody does any more. */
export async function finishServerCall(context: LabContext, callId: string, end: CallEnd): Promise<void> {
  const ending =
    'answer' in end
      ? {
          state: 'done' as const,
          answer: context.secretBox.seal(JSON.stringify(end.answer), placeOfCall(callId, 'answer')),
        }
      : { state: 'failed' as const, reason: readableText(end.failure, 4_000) };
  await transact(asLab(context), async ({ db, wake }) => {
    await db.updateTable('server_calls').set(ending).where('id', '=', callId).execute();
    wake();
  });
}
