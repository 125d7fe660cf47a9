/** Where the parts of a call stand, and may not be moved from. */
export function placeOfCall(callId: string, field: 'request' | 'answer') {
  return { table: 'server_calls', row: callId, field };
}
