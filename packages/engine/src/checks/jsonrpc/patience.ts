/**
 * How long an answer is waited for where its absence would be held against the server: long enough for a busy machine,
 * a slow start, or a list that comes from another service.
 */
export const patienceMs = 12_000;
