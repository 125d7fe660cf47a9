import { LabError, type MetricPointInput } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import { insertPoints } from '../../metrics/insert-points.ts';
import { transact, type Unit } from '../../transact.ts';
import type { Service } from '../services.ts';

/** Older points would be removed at once, later ones are a wrong clock. */
const oldestMs = 48 * 3_600_000;
const futureMs = 5 * 60_000;

export const recordMetrics: Service<'recordMetrics'> = async (context, { body }) => {
  const inputs = 'points' in body ? body.points : [body];
  const points = inputs.map((input, index) => ({ ...input, ts: readTime(context, input, index) }));
  await transact(context, async (unit) => {
    await requireServers(unit, inputs);
    await insertPoints(context, unit.db, points);
  });
  return { accepted: points.length };
};

function readTime({ now }: ServiceContext, { ts }: MetricPointInput, index: number): number {
  if (ts === undefined) return now();
  if (ts >= now() - oldestMs && ts <= now() + futureMs) return ts;
  const message = 'must lie within the last 48 hours and not in the future';
  throw new LabError('invalid-input', `The time of point ${index} ${message}.`, {
    issues: [{ path: `body.points.${index}.ts`, message }],
  });
}

async function requireServers({ db }: Unit, inputs: readonly MetricPointInput[]): Promise<void> {
  const ids = [...new Set(inputs.map((input) => input.serverId).filter((id) => id !== null))];
  if (ids.length === 0) return;
  const known = await db.selectFrom('servers').select('id').where('id', 'in', ids).execute();
  const unknown = ids.find((id) => !known.some((row) => row.id === id));
  if (unknown !== undefined) throw new LabError('not-found', `There is no server with the id ${unknown}.`);
}
