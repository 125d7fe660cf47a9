const secretName = /key|token|secret|passw|auth|credential|cookie|session|private|pat$/i;
const harmlessNames = /^(.*_(FILE|PATH|URL|URI|DIR|HOST|PORT|TYPE|MODE|TTL|LIMIT)|SSH_AUTH_SOCK|XAUTHORITY|PATH)$/i;
const tokenShapes =
  /(^|[\s=:"'])(sk-[\w-]{8,}|gh[pousr]_\w{8,}|github_pat_\w{8,}|xox[abprs]-[\w-]{8,}|glpat-[\w-]{8,}|AKIA[A-Z0-9]{12,}|AIza[\w-]{20,}|hf_\w{16,}|npm_\w{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.)/;
const assignment = /(token|secret|password|api[-_]?key)=[^\s&]{8,}/i;

/** Whether a variable or header of this name usually holds something nobody else may know. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessNames.test(name);
}

/** Whether a text looks like a credential whatever it is called. */
export function looksSecret(text: string): boolean {
  return tokenShapes.test(text) || assignment.test(text);
}

/** A text that stands where the value still has to be put: `<YOUR_TOKEN>`, `changeme`, `your-api-key-here`. */
export function isStandIn(text: string): boolean {
  const value = text.replace(/^(Bearer|Basic)\s+/i, '').trim();
  return (
    /^<[^<>]*>$/.test(value) ||
    /^\[[A-Z _-]+\]$/.test(value) ||
    /^(change[-_ ]?me|replace[-_ ]?me|todo|x{3,}|\*{3,}|\.{3}|…)$/i.test(value) ||
    /^(your|my|insert|enter|paste)[-_ ].*(key|token|secret|password|id|here)/i.test(value) ||
    /^YOUR[_-][A-Z_-]+$/.test(value)
  );
}

/** Whether this value, under this name, is a secret written out, and not a reference or a stand-in. */
export function isSecretWrittenOut(name: string, value: string): boolean {
  if (value.trim().length < 4 || isStandIn(value) || /\$\{|^\$\w+$|%\w+%/.test(value)) return false;
  return (
    looksSecret(value) || (isSecretName(name) && !/^(true|false|none|null|\d{1,6}|oauth2?|bearer|basic)$/i.test(value))
  );
}
