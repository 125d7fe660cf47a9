import { LabError, type MetricSeriesData } from '@mcp-lab/contracts';
import type { ServiceContext } from '../../context.ts';
import { accumulatePoints, accumulateRollups, type Span } from '../../metrics/accumulate.ts';
import { Accumulator, isPercentile } from '../../metrics/accumulator.ts';
import { minuteMs } from '../../metrics/insert-points.ts';
import { readWindow } from '../../metrics/read-window.ts';
import { toSeries } from '../../metrics/series.ts';
import type { Service } from '../services.ts';

const usualSteps = 200;
const maxSteps = 5_000;
/** Beyond it nobody can tell the lines of a chart apart. */
const maxSeries = 100;
/** Raw points are read for spans up to this, and whenever steps are shorter than a minute. */
const rawSpanMs = 2 * 3_600_000;

export const queryMetrics: Service<'queryMetrics'> = async (context, { query }) => {
  const span = readWindow(query, context.now());
  const source = chooseSource(span, query.step);
  const stepMs = chooseStep(span, query.step, source);
  const series = await findSeries(context, query);
  const percentiles = isPercentile(query.aggregation);
  const steps = new Map<number, Map<number, Accumulator>>(series.map(({ id }) => [id, new Map()]));
  const choose = (seriesId: number, ts: number): Accumulator => {
    const step = ts - (ts % stepMs);
    const ofSeries = steps.get(seriesId) ?? new Map<number, Accumulator>();
    const known = ofSeries.get(step);
    if (known !== undefined) return known;
    const fresh = new Accumulator(percentiles);
    ofSeries.set(step, fresh);
    return fresh;
  };
  const wanted = { ...span, seriesIds: series.map(({ id }) => id), percentiles, choose };
  const { db } = context.database;
  if (source === 'raw') await accumulatePoints(db, wanted);
  else await accumulateRollups(db, context.now(), wanted);
  const data = series.map((row): MetricSeriesData => {
    const points = [...(steps.get(row.id) ?? [])]
      .toSorted(([left], [right]) => left - right)
      .map(([ts, found]) => ({ ts, value: found.read(query.aggregation), count: found.count }));
    return { ...toSeries(row), points };
  });
  return {
    ...span,
    stepMs,
    aggregation: query.aggregation,
    source,
    series: data.filter(({ points }) => points.length > 0),
  };
};

function chooseSource({ from, to }: Span, step: number | undefined): 'raw' | 'rollup-1m' {
  const short = to - from <= rawSpanMs;
  return short || (step !== undefined && step < minuteMs) ? 'raw' : 'rollup-1m';
}

/** Rollups have steps of whole minutes. */
function chooseStep({ from, to }: Span, step: number | undefined, source: 'raw' | 'rollup-1m'): number {
  const smallest = source === 'raw' ? 1_000 : minuteMs;
  const wanted = step ?? (to - from) / usualSteps;
  const stepMs = Math.max(1, Math.ceil(wanted / smallest)) * smallest;
  if ((to - from) / stepMs <= maxSteps) return stepMs;
  const message = `gives more than ${maxSteps} steps in this window`;
  throw new LabError('invalid-input', `The step ${message}.`, { issues: [{ path: 'query.step', message }] });
}

async function findSeries({ database }: ServiceContext, query: { name: string; serverId?: string; labels?: string }) {
  let rows = database.db.selectFrom('series').selectAll().where('name', '=', query.name);
  if (query.serverId !== undefined) rows = rows.where('server_id', '=', query.serverId);
  const wanted = Object.entries(readLabels(query.labels));
  const found = await rows.orderBy('id').execute();
  const matching = found.filter((row) => {
    const labels: Record<string, string> = JSON.parse(row.labels);
    return wanted.every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
  });
  if (matching.length <= maxSeries) return matching;
  throw new LabError(
    'invalid-input',
    `${matching.length} series match; narrow them to ${maxSeries} by server or labels.`,
  );
}

function readLabels(text = ''): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      if (name.trim() !== '' && value.length > 0) return [name.trim(), value.join('=').trim()];
      const message = 'must be key=value pairs, separated by commas';
      throw new LabError('invalid-input', `labels ${message}.`, { issues: [{ path: 'query.labels', message }] });
    }),
  );
}
