import type { StringFormat } from './shape.ts';

/** All linear in the length: the strings come from a peer. */
export function isFormatted(format: StringFormat, text: string): boolean {
  switch (format) {
    case 'uri':
      return isUri(text);
    case 'uri-template':
      return isUriTemplate(text);
    case 'base64':
      return isBase64(text);
  }
}

/** Absolute, by RFC 3986: a scheme, then only allowed characters, each `%` followed by two hex digits. */
function isUri(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return false;
  return /^(?:[\w.~!$&'()*+,;=:@/?[\]-]|%[0-9a-f]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i.test(text);
}

/** RFC 6570: literals and well-formed expressions. */
function isUriTemplate(text: string): boolean {
  let rest = text;
  while (rest !== '') {
    const open = rest.indexOf('{');
    const literal = open < 0 ? rest : rest.slice(0, open);
    if (!/^(?:[^\x00-\x20"'<>%\\^`{|}]|%[0-9a-f]{2})*$/i.test(literal)) return false;
    if (open < 0) return true;
    const close = rest.indexOf('}', open);
    if (close < 0 || !isExpression(rest.slice(open + 1, close))) return false;
    rest = rest.slice(close + 1);
  }
  return true;
}

function isExpression(text: string): boolean {
  const variables = text.replace(/^[+#./;?&=,!@|]/, '').split(',');
  return variables.every((variable) => {
    const name = variable.replace(/(?::[1-9]\d{0,3}|\*)$/, '');
    return name.split('.').every((part) => /^(?:\w|%[0-9a-f]{2})+$/i.test(part));
  });
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
