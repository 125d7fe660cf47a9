/** Well-formed, and older than the protocol: no server can support it. */
export const unsupportedVersion = '1999-01-01';
