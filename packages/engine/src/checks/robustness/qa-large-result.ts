import { isJsonObject, type JsonObject, revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { callTool } from '../../surface/call-tool.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { describeReply } from '../jsonrpc/describe-reply.ts';
import { patienceMs } from '../jsonrpc/patience.ts';
import { replyEvidence } from '../lifecycle/reply-evidence.ts';

const largeBytes = 64 * 1024;
const argumentLength = 200_000;

export const qaLargeResultCheck: Check = {
  id: 'qa-large-result',
  area: 'robustness',
  title: 'A large result arrives complete and valid',
  level: 'MUST',
  derived: 'duty',
  revisions,
  transports: everyTransport,
  isolation: 'session',
  spec: 'basic/transports/index#messages',
  fix: 'Write each message in full: await the drain of the stream, and do not exit or close before everything is flushed.',
  async run(context) {
    // Of itself a server is seldom asked for much; a tool that gives back what it was given shows the most.
    const echoing = context.callable.find(({ tool, origin }) => origin === 'named' && textArgument(tool) !== undefined);
    const name = echoing && textArgument(echoing.tool);
    if (echoing && name !== undefined) {
      const session = await context.shared();
      const args = { ...echoing.arguments, [name]: 'ä'.repeat(argumentLength) };
      const reply = await callTool(
        session,
        context.tour.tools,
        { name: echoing.name, arguments: args },
        { timeoutMs: patienceMs },
      );
      if (!isJsonObject(reply.message)) {
        return context.violated(
          `a call with ${argumentLength} characters got ${describeReply(reply)}`,
          replyEvidence(reply),
        );
      }
    }
    const large = context.tour.frames().filter(({ kind, direction, raw, droppedBytes }) => {
      return kind === 'message' && direction === 'received' && raw.length + droppedBytes >= largeBytes;
    });
    const torn = large.find((frame) => frame.json === undefined);
    if (torn)
      return context.violated(
        `a message of ${torn.raw.length + torn.droppedBytes} bytes is not JSON: ${torn.parseError}`,
        [torn],
      );
    const largest = Math.max(0, ...large.map(({ raw }) => raw.length));
    if (largest > 0)
      return context.passed(`the largest of ${large.length} large messages has ${largest} bytes and is complete`);
    return context.untestable(
      `no message of ${largeBytes} bytes or more came: name in the suite file, under tools, one that gives back a text it is given`,
    );
  },
};

/** The first parameter that takes a long text. */
function textArgument({ inputSchema }: JsonObject): string | undefined {
  const properties = isJsonObject(inputSchema) && isJsonObject(inputSchema.properties) ? inputSchema.properties : {};
  return Object.keys(properties).find((name) => {
    const schema = properties[name];
    if (!isJsonObject(schema) || schema.type !== 'string' || schema.enum || schema.pattern || schema.format)
      return false;
    return typeof schema.maxLength !== 'number' || schema.maxLength >= argumentLength;
  });
}
