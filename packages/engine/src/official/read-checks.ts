import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const checkSchema = z.object({
  id: z.string().max(300),
  name: z.string().max(1_000).catch(''),
  description: z.string().catch(''),
  status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
  errorMessage: z.string().optional().catch(undefined),
  specReferences: z.array(z.object({ id: z.string().catch(''), url: z.string().catch('') })).catch([]),
  details: z.record(z.string(), z.unknown()).catch({}),
});

export type OfficialStatus = z.infer<typeof checkSchema>['status'] | 'UNTESTABLE';

/** One check of the official suite in one scenario, its repeats collapsed to the worst. */
export interface OfficialCheck {
  id: string;
  title: string;
  status: OfficialStatus;
  /** What it says went wrong, else what it looked at. */
  message: string;
  /** A clause of the specification; '' where it names none. */
  specUrl: string;
}

/** The worse first; what could not be tested says less than anything. */
const order: readonly OfficialStatus[] = ['FAILURE', 'WARNING', 'SUCCESS', 'INFO', 'SKIPPED', 'UNTESTABLE'];

/** Reads what a scenario wrote below a folder; undefined where it wrote nothing that can be read. */
export function readChecks(folder: string): OfficialCheck[] | undefined {
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('checks.json'));
  if (file === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = z.array(checkSchema).safeParse(value);
  if (!parsed.success) return undefined;
  const byId = Map.groupBy(parsed.data.map(toCheck), ({ id }) => id);
  return [...byId.values()].map((repeats) =>
    repeats.reduce((worst, next) => (rank(next) < rank(worst) ? next : worst)),
  );
}

function toCheck({
  id,
  name,
  description,
  status,
  errorMessage,
  specReferences,
  details,
}: z.infer<typeof checkSchema>): OfficialCheck {
  const isUntestable = details.untestable === true || errorMessage?.startsWith('Not testable:') === true;
  return {
    id,
    title: description || name || id,
    status: isUntestable ? 'UNTESTABLE' : status,
    message: errorMessage ?? description,
    specUrl: specReferences.find(({ url }) => url.startsWith('https://'))?.url ?? '',
  };
}

const rank = ({ status }: OfficialCheck) => order.indexOf(status);
