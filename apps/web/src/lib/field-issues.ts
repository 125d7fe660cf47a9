import { LabError } from '@mcp-lab/contracts';

/** Path of a field within the body, dots between parts, to what is wrong with it. */
export type FieldIssues = Record<string, string>;

interface SchemaIssues {
  issues: readonly SchemaIssue[];
}
interface SchemaIssue {
  path: readonly PropertyKey[];
  message: string;
  /** Of a wrong key of a record: what is wrong with it. */
  issues?: readonly { message: string }[];
}

const wordsOf = (issue: SchemaIssue): string => issue.issues?.[0]?.message ?? issue.message;

export function issuesOfSchema(error: SchemaIssues): FieldIssues {
  const entries = error.issues.map((issue) => [issue.path.map(String).join('.'), wordsOf(issue)] as const);
  // The first message of a field is the one to mend first.
  return Object.fromEntries(entries.toReversed());
}

export function issuesOfError(error: unknown): FieldIssues {
  if (!(error instanceof LabError) || !error.details?.issues) return {};
  return Object.fromEntries(
    error.details.issues.toReversed().map((issue) => [issue.path.replace(/^body\.?/, ''), issue.message]),
  );
}

/** One sentence for people: the lab's own words, or that something unforeseen happened. */
export function messageOf(error: unknown): string {
  if (error instanceof LabError) {
    const wait = error.details?.retryAfterSeconds;
    return wait === undefined ? error.message : `${error.message} Try again in ${wait} s.`;
  }
  return error instanceof Error ? error.message : 'Something went wrong.';
}
