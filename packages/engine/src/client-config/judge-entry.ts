import { type ServerCreate, serverCreateSchema } from '@mcp-lab/contracts';
import { z } from 'zod';
import { findWarnings } from './find-warnings.ts';
import type { RawEntry } from './raw-config.ts';

/** What would be made of an entry, or why nothing can. */
export interface JudgedEntry {
  name: string;
  server: ServerCreate | null;
  reason: string | null;
  warnings: string[];
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What the clients write; members that only matter to them are left out. */
const entrySchema = z.object({
  type: z.string().optional(),
  command: z.string({ error: '"command" must be a text' }).optional(),
  args: z.array(scalar, { error: '"args" must be a list of texts' }).optional(),
  env: z.record(z.string(), scalar, { error: '"env" must map names to texts' }).optional(),
  cwd: z.string({ error: '"cwd" must be a text' }).optional(),
  url: z.string({ error: '"url" must be a text' }).optional(),
  serverUrl: z.string().optional(),
  headers: z.record(z.string(), scalar, { error: '"headers" must map names to texts' }).optional(),
  envFile: z.string().optional(),
  disabled: z.boolean().optional(),
});
type Entry = z.infer<typeof entrySchema>;

const httpTypes = ['http', 'sse', 'streamable-http', 'streamablehttp', 'streamable_http'];

/** Judges one entry by itself. */
export function judgeEntry({ name, value, syntaxProblem }: RawEntry): JudgedEntry {
  const refuse = (reason: string): JudgedEntry => ({ name, server: null, reason, warnings: [] });
  if (syntaxProblem !== null) return refuse(`The JSON of this entry is broken: ${syntaxProblem}.`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('The entry is not an object.');
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return refuse(`${describeIssues(parsed.error)}.`);
  const kind = kindOf(parsed.data);
  if (typeof kind !== 'string') return refuse(kind.problem);
  const { command, args = [], env = {}, cwd, headers = {} } = parsed.data;
  const draft =
    kind === 'stdio'
      ? { name, kind, launch: { command, args, cwd: cwd ?? null }, env }
      : { name, kind, url: parsed.data.url ?? parsed.data.serverUrl, headers };
  const server = serverCreateSchema.safeParse(draft);
  if (!server.success) return refuse(`${describeIssues(server.error)}.`);
  return { name, server: server.data, reason: null, warnings: findWarnings(parsed.data) };
}

function kindOf({ type, command, url, serverUrl }: Entry): 'stdio' | 'http' | { problem: string } {
  const declared = type?.toLowerCase();
  const hasUrl = (url ?? serverUrl) !== undefined;
  if (declared === 'stdio')
    return command === undefined ? { problem: 'It has the type stdio and no "command".' } : 'stdio';
  if (declared !== undefined && httpTypes.includes(declared)) {
    return hasUrl ? 'http' : { problem: `It has the type ${type} and no "url".` };
  }
  if (declared !== undefined)
    return { problem: `The type "${type}" is not known: use stdio, http, sse or streamable-http.` };
  if (command !== undefined && hasUrl)
    return { problem: 'It has both "command" and "url": add a "type", or remove one.' };
  if (command !== undefined) return 'stdio';
  return hasUrl ? 'http' : { problem: 'It has neither "command" nor "url".' };
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => {
      // A bad key of a map hides what is wrong with it one level deeper.
      const message = (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;
      return issue.path.length === 0 || message.startsWith('"') ? message : `${issue.path.join('.')}: ${message}`;
    })
    .join('; ');
}
