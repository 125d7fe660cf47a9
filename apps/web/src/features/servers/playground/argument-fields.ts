/** A field of a form, made from one property of a peer's input schema. What the schema says beyond it, the server judges. */
export interface ArgumentField {
  name: string;
  /** `json`: anything a simple control cannot hold. */
  kind: 'text' | 'number' | 'boolean' | 'choice' | 'json';
  required: boolean;
  description: string;
  choices: string[];
  /** What stands in the field at first. */
  initial: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The properties of an object schema, the required ones first. None where it is no such schema. */
export function fieldsOfSchema(schema: unknown): ArgumentField[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields = Object.entries(schema.properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name)),
  );
  return fields.toSorted((left, right) => Number(right.required) - Number(left.required));
}

/** The arguments of a prompt are texts. */
export function fieldsOfPrompt(prompt: unknown): ArgumentField[] {
  const list = isObject(prompt) && Array.isArray(prompt.arguments) ? prompt.arguments : [];
  return list.filter(isObject).flatMap((argument) => {
    if (typeof argument.name !== 'string') return [];
    const description = typeof argument.description === 'string' ? argument.description : '';
    const required = argument.required === true;
    return [{ name: argument.name, kind: 'text' as const, required, description, choices: [], initial: '' }];
  });
}

function fieldOf(name: string, property: unknown, required: boolean): ArgumentField {
  const schema = isObject(property) ? property : {};
  const { type, description, enum: choices, default: initial } = schema;
  const texts = Array.isArray(choices) && choices.every((choice) => typeof choice === 'string') ? choices : null;
  const kind =
    texts !== null
      ? 'choice'
      : type === 'string'
        ? 'text'
        : type === 'number' || type === 'integer'
          ? 'number'
          : type === 'boolean'
            ? 'boolean'
            : 'json';
  const isText = kind === 'text' || kind === 'choice';
  const shown = initial === undefined ? '' : isText ? String(initial) : JSON.stringify(initial);
  return {
    name,
    kind,
    required,
    description: typeof description === 'string' ? description : '',
    choices: texts ?? [],
    initial: shown === '' && kind === 'boolean' && required ? 'false' : shown,
  };
}

/** The arguments as typed, or what is wrong with which field. An empty field that is not required is left out. */
export function composeArguments(
  fields: readonly ArgumentField[],
  values: Readonly<Record<string, string>>,
): { arguments: Record<string, unknown> } | { issues: Record<string, string> } {
  const composed: [string, unknown][] = [];
  const issues: [string, string][] = [];
  for (const { name, kind, required, initial } of fields) {
    const text = typedIn(values, name) ?? initial;
    if (text === '' && kind !== 'text') {
      if (required) issues.push([name, 'This is needed.']);
      continue;
    }
    if (text === '' && !required) continue;
    if (kind === 'text' || kind === 'choice') composed.push([name, text]);
    else {
      const parsed = parseJson(text);
      if (parsed === undefined) issues.push([name, kind === 'json' ? 'This is no JSON.' : `This is no ${kind}.`]);
      else if (kind === 'number' && typeof parsed.value !== 'number') issues.push([name, 'This must be a number.']);
      else composed.push([name, parsed.value]);
    }
  }
  if (issues.length > 0) return { issues: Object.fromEntries(issues) };
  return { arguments: Object.fromEntries(composed) };
}

/** A property may be named like a member of every object. */
export function typedIn(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
