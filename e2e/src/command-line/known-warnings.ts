// The SDK inside looks at no cursor, gives -32603 for wrong params, and isError for a tool that does not exist.
export const warningsEverywhere = [
  'page-invalid-cursor',
  'qa-survives-unknown-fields',
  'rpc-invalid-params',
  'rpc-invalid-request',
  'rpc-params-not-object',
  'tools-call-malformed',
  'tools-unknown-tool',
];

// What only server-everything has: -32603 again, and a tool that is run as a task before it is found to be none.
export const warningsOfEverything = [
  'completion-unknown-argument',
  'logging-setlevel-invalid',
  'prompts-args-validated',
  'tasks11-forbidden-tool',
];
