import { insertPoints, type LabContext, type MetricPoint } from '@mcp-lab/core';
import type { Report } from '../runner/protocol.ts';

/** What may wait while the database is down; a minute of a hundred servers. */
const maxWaiting = 5_000;

/** Collects what processes use and stores it together. */
export class UsagePoints {
  readonly #context: LabContext;
  #waiting: MetricPoint[] = [];

  constructor(context: LabContext) {
    this.#context = context;
  }

  add({ key, rssBytes, cpuPercent }: Extract<Report, { type: 'usage' }>): void {
    const common = { serverId: key, labels: {}, ts: this.#context.now() };
    this.#waiting.push(
      { ...common, name: 'process.rss_bytes', unit: 'bytes', value: rssBytes },
      { ...common, name: 'process.cpu_percent', unit: 'percent', value: cpuPercent },
    );
    if (this.#waiting.length > maxWaiting) this.#waiting.splice(0, this.#waiting.length - maxWaiting);
  }

  /** Stores what waits; keeps it for the next time when the database is down. */
  async flush(): Promise<void> {
    const points = this.#waiting;
    if (points.length === 0) return;
    this.#waiting = [];
    const { db, dialect } = this.#context.database;
    try {
      await db.transaction().execute((transaction) => insertPoints(this.#context, transaction, points));
    } catch (error) {
      if (!dialect.isOutage(error)) throw error;
      this.#waiting = [...points, ...this.#waiting];
    }
  }
}
