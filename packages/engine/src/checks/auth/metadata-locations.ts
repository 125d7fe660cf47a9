/** Where RFC 9728 puts the document of a protected resource: below the root with its path, then below the root. */
export function resourceMetadataLocations(resource: string): string[] {
  const { origin, pathname } = new URL(resource);
  const root = `${origin}/.well-known/oauth-protected-resource`;
  const path = pathname.replace(/\/$/, '');
  return path === '' ? [root] : [`${root}${path}`, root];
}

/** Where RFC 8414 and OpenID Connect Discovery put the document of an issuer, in the order of the specification. */
export function issuerMetadataLocations(issuer: string, withOpenId: boolean): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const oauth = `${origin}/.well-known/oauth-authorization-server${path}`;
  if (!withOpenId) return [oauth];
  const inserted = `${origin}/.well-known/openid-configuration${path}`;
  return path === '' ? [oauth, inserted] : [oauth, inserted, `${origin}${path}/.well-known/openid-configuration`];
}
