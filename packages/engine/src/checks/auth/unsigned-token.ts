/** A token that nobody signed: its header says `alg: none`, its claims say what such a server may want to hear. */
export function unsignedToken(resource: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: new URL(resource).origin, aud: resource, sub: 'mcp-lab', scope: 'openid', exp: 4_102_444_800 };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}
