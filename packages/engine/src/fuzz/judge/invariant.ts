/** What must hold for every call, with what the report says of each. */
export const invariants = {
  answers: {
    title: 'Every call is answered',
    fix: 'Answer every request, with an error where nothing else can be said; let no code path end without a response.',
  },
  'no-crash': {
    title: 'No call ends the server',
    fix: 'Catch what the handler throws and answer with isError; the process and the connection must outlive any arguments.',
  },
  'no-hang': {
    title: 'No call keeps the server from answering others',
    fix: 'Bound what a call may take, and do not block the thread that reads requests.',
  },
  memory: {
    title: 'Memory stays bounded while the tool is called',
    fix: 'Look for what each call leaves behind: lists, caches, listeners, open handles.',
  },
  'valid-accepted': {
    title: 'Valid arguments are not refused for their shape',
    fix: 'Make inputSchema and the validation of the tool say the same: one of them is wrong.',
  },
  'invalid-refused': {
    title: 'Invalid arguments are not served as if they were valid',
    fix: 'Validate arguments against inputSchema before they are used, and refuse with isError or error -32602.',
  },
  'output-schema': {
    title: 'Structured results fit the outputSchema',
    fix: 'Return structuredContent that fits outputSchema in every successful result, or mend the schema.',
  },
  'error-shape': {
    title: 'Errors have the right shape',
    fix: 'A JSON-RPC error has an integer code and a message; a tool error is a result with content and isError: true.',
  },
  'still-answers': {
    title: 'The server still answers afterwards',
    fix: 'Leave nothing behind that a later request stumbles over: locks, broken state, closed streams.',
  },
} as const;

export type Invariant = keyof typeof invariants;
export const invariantNames = Object.keys(invariants) as Invariant[];

/** An invariant that a call broke. */
export interface Violation {
  invariant: Invariant;
  severity: 'fail' | 'warn';
  /** How it was broken, without what differs from call to call. */
  how: string;
  /** A sentence for people. */
  reason: string;
}
