import { type EndpointParsed, type Endpoints, serverCreateSchema } from '@mcp-lab/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAuditLog } from '../../audit/verify-audit-log.ts';
import type { ServiceContext } from '../../context.ts';
import { testBackends } from '../../database/test-database.ts';
import { LostLeaseError } from '../../lost-lease-error.ts';
import { appendServerLogs } from '../../servers/append-logs.ts';
import { claimServer, readManagedServer, renewServerLease } from '../../servers/claim-server.ts';
import { claimDueHealthChecks } from '../../servers/due-health-checks.ts';
import { recordCapabilities } from '../../servers/record-capabilities.ts';
import { recordHealthCheck } from '../../servers/record-health-check.ts';
import { releaseExpiredServers } from '../../servers/release-expired-servers.ts';
import { releaseServer, reportServerStatus } from '../../servers/report-server-status.ts';
import { createTestLab, sample, type TestLab } from '../../test-lab.ts';
import { registerWorker, removeWorker } from '../../workers/worker-presence.ts';
import { services } from '../index.ts';

describe.each(testBackends)('servers on $name', (backend) => {
  let lab: TestLab;
  let admin: ServiceContext;
  beforeAll(async () => {
    lab = await createTestLab(backend);
    admin = await lab.addUser('admin', 'admin@example.org');
  });
  afterAll(() => lab.close());

  const db = () => lab.context.database.db;
  const create = (input: object) => services.createServer(admin, { body: serverCreateSchema.parse(input) });
  const http = (name: string, more: object = {}) =>
    create({ name, kind: 'http', url: 'http://127.0.0.1:9/mcp', ...more });
  const stdio = (name: string, more: object = {}) =>
    create({ name, kind: 'stdio', launch: { command: 'node', args: ['s.js'] }, ...more });
  const remove = (id: string) => services.deleteServer(admin, { params: { id } });

  test('secrets are write-only, merged, unreadable in the database, and bound to their row', async () => {
    const made = await stdio('Secretive', {
      env: { API_KEY: 'sesame-open-1', OTHER: 'x' },
      headers: { 'X-Token': 'h1' },
    });
    expect(made.envNames).toEqual(['API_KEY', 'OTHER']);
    expect(JSON.stringify(made)).not.toContain('sesame-open-1');
    const params = { id: made.id };
    const body = { env: { OTHER: null, MORE: 'y' }, headers: { 'x-token': 'h2' } };
    const changed = await services.updateServer(admin, { params, body });
    expect([changed.envNames, changed.headerNames]).toEqual([['API_KEY', 'MORE'], ['x-token']]);
    await services.startServer(admin, { params, body: {} });
    const managed = await claimServer(lab.context, { workerId: 'w' });
    expect(managed?.target).toMatchObject({
      env: { API_KEY: 'sesame-open-1', MORE: 'y' },
      headers: { 'x-token': 'h2' },
    });

    const rows = await db().selectFrom('server_secrets').selectAll().where('server_id', '=', made.id).execute();
    const tables = ['server_secrets', 'events', 'audit_log', 'servers'] as const;
    const stored = await Promise.all(tables.map((table) => db().selectFrom(table).selectAll().execute()));
    expect(JSON.stringify(stored)).not.toContain('sesame-open-1');
    // Swapping two rows' values must not make one secret pass for another.
    const [first, second] = rows;
    if (first === undefined || second === undefined || managed === null) throw new Error('nothing to swap');
    await db()
      .updateTable('server_secrets')
      .set({ value: second.value })
      .where('server_id', '=', made.id)
      .where('kind', '=', first.kind)
      .where('name', '=', first.name)
      .execute();
    await expect(readManagedServer(lab.context, managed)).rejects.toThrow('changed or moved');
    await remove(made.id);
  });

  test('names are unique in any case, and a changed server keeps the rules of a new one', async () => {
    const one = await http('Weather');
    await expect(http('weather')).rejects.toMatchObject({ code: 'conflict' });
    const two = await http('Other weather');
    const params = { id: two.id };
    await expect(services.updateServer(admin, { params, body: { name: 'WEATHER' } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(services.updateServer(admin, { params, body: { url: null } })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { issues: [{ path: 'body.url', message: 'an HTTP server needs a URL' }] },
    });
    expect(await services.updateServer(admin, { params, body: { name: 'other Weather' } })).toMatchObject({
      name: 'other Weather',
    });
    await expect(services.startServer(admin, { params, body: {} })).rejects.toMatchObject({ code: 'conflict' });
    expect(two.status).toBe('external');
    await remove(one.id);
    await remove(two.id);
    await expect(services.getServer(admin, { params })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('only who may define commands may change a server', async () => {
    const operator = await lab.addUser('operator', 'operator@example.org');
    const made = await stdio('Guarded');
    const params = { id: made.id };
    await expect(services.updateServer(operator, { params, body: { name: 'Mine' } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(services.createServer(operator, { body: sample.server })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await services.startServer(operator, { params, body: {} })).toMatchObject({ status: 'starting' });
    expect(await services.stopServer(operator, { params, body: {} })).toMatchObject({ status: 'stopped' });
    await remove(made.id);
  });

  test('lists are stable while rows come and go, filtered, sorted, and their cursors are their own', async () => {
    const names = ['delta', 'Alpha', 'charlie', 'Bravo', 'echo'];
    const made = [];
    for (const name of names) made.push(await http(name));
    const list = (query: Partial<EndpointParsed<Endpoints['listServers']>['query']>) =>
      services.listServers(admin, { query: { limit: 2, sort: 'name', ...query } });
    const first = await list({});
    expect(first).toMatchObject({ items: [{ name: 'Alpha' }, { name: 'Bravo' }], total: 5 });
    await remove(made[1]?.id ?? '');
    const early = await http('aardvark');
    const second = await list({ cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ name }) => name)).toEqual(['charlie', 'delta']);
    const third = await list({ cursor: second.nextCursor ?? '' });
    expect(third).toMatchObject({ items: [{ name: 'echo' }], nextCursor: null });
    expect((await list({ sort: '-createdAt' })).items.map(({ name }) => name)).toEqual(['aardvark', 'echo']);
    expect((await list({ search: 'A', limit: 10 })).items.map(({ name }) => name)).toEqual([
      'aardvark',
      'Bravo',
      'charlie',
      'delta',
    ]);
    expect((await list({ search: '%', limit: 10 })).items).toEqual([]);
    expect((await list({ status: 'running' })).items).toEqual([]);
    for (const cursor of [first.nextCursor, 'nonsense', Buffer.from('["asc name_key,id",1,2]').toString('base64url')]) {
      await expect(list({ cursor: cursor ?? '', sort: '-name' })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    for (const { id } of [...made.filter((_, index) => index !== 1), early]) await remove(id);
  });

  test('a server is held by one worker, follows its wishes, and goes to another when the worker dies', async () => {
    const made = await stdio('Kept');
    const params = { id: made.id };
    expect(await claimServer(lab.context, { workerId: 'a' })).toBeNull();
    await services.startServer(admin, { params, body: {} });
    const claims = await Promise.all(['a', 'b', 'c'].map((workerId) => claimServer(lab.context, { workerId })));
    const held = claims.find((claim) => claim !== null);
    if (!held) throw new Error('nobody claimed it');
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    const running = { ...held, status: 'running' as const, reason: null, pid: 42, startedAt: 5, restartCount: 0 };
    expect(await reportServerStatus(lab.context, running)).toMatchObject({ status: 'running', pid: 42 });

    await services.updateServer(admin, { params, body: { env: { NEW: '1' } } });
    expect(await renewServerLease(lab.context, held)).toEqual({ desired: 'running', generation: held.generation + 1 });
    expect(await readManagedServer(lab.context, held)).toMatchObject({ target: { env: { NEW: '1' } } });
    expect(await services.stopServer(admin, { params, body: {} })).toMatchObject({ status: 'stopping' });
    expect(await renewServerLease(lab.context, held)).toMatchObject({ desired: 'stopped' });
    await services.restartServer(admin, { params, body: {} });

    await db().updateTable('servers').set({ lease_until: 0 }).where('id', '=', made.id).execute();
    expect(await releaseExpiredServers(lab.context)).toBe(1);
    expect(await services.getServer(admin, { params })).toMatchObject({ status: 'starting', pid: null });
    await expect(reportServerStatus(lab.context, running)).rejects.toThrow(LostLeaseError);
    expect(await renewServerLease(lab.context, held)).toBeNull();
    const second = await claimServer(lab.context, { workerId: 'b' });
    if (second === null) throw new Error('nobody took it over');
    expect(second.fence).toBeGreaterThan(held.fence);

    await releaseServer(lab.context, { ...second, status: 'failed', reason: 'exit 1 at once' });
    expect(await claimServer(lab.context, { workerId: 'a' })).toBeNull();
    const alerts = async () => (await services.listAlerts(admin, { query: { limit: 5 } })).items;
    expect((await alerts())[0]).toMatchObject({ kind: 'server-failed', severity: 'critical', status: 'open' });
    expect(await services.startServer(admin, { params, body: {} })).toMatchObject({
      status: 'starting',
      health: 'unhealthy',
    });
    const third = await claimServer(lab.context, { workerId: 'a' });
    await reportServerStatus(lab.context, { ...running, fence: third?.fence ?? 0 });
    expect((await alerts())[0]).toMatchObject({ status: 'resolved' });
    await remove(made.id);
    expect(third && (await renewServerLease(lab.context, third))).toBeNull();
    expect(await alerts()).toEqual([]);
  });

  test('servers that start by themselves are wished to when the first worker comes, not with each further one', async () => {
    const made = await stdio('Eager', { autoStart: true });
    expect(made.status).toBe('starting');
    const params = { id: made.id };
    await services.stopServer(admin, { params, body: {} });
    await registerWorker(lab.context, 'first');
    expect((await services.getServer(admin, { params })).status).toBe('starting');
    await services.stopServer(admin, { params, body: {} });
    await registerWorker(lab.context, 'second');
    expect((await services.getServer(admin, { params })).status).toBe('stopped');
    expect(await services.getReady(admin, {})).toMatchObject({ ready: true });
    for (const worker of ['first', 'second']) await removeWorker(lab.context, worker);
    expect(await services.getReady(admin, {})).toMatchObject({ ready: false });
    await remove(made.id);
  });

  test('a health check is made by one worker, opens and resolves its alert, and leaves metrics and history', async () => {
    const made = await http('Watched');
    const params = { id: made.id };
    const claims = await Promise.all(
      Array.from({ length: 6 }, (_, n) => claimDueHealthChecks(lab.context, { workerId: `w${n}`, limit: 5 })),
    );
    const [due] = claims.flat();
    expect(claims.flat()).toHaveLength(1);
    if (due === undefined) throw new Error('nothing was due');
    const report = { serverId: made.id, checkFence: due.checkFence };
    await recordHealthCheck(lab.context, {
      ...report,
      health: 'unhealthy',
      latencyMs: null,
      reason: 'connection refused',
    });
    const lost = recordHealthCheck(lab.context, { ...report, health: 'healthy', latencyMs: 1, reason: null });
    await expect(lost).rejects.toThrow(LostLeaseError);
    expect((await services.listAlerts(admin, { query: { limit: 1, status: 'active' } })).items[0]).toMatchObject({
      kind: 'server-unhealthy',
      detail: 'connection refused',
    });
    expect(await claimDueHealthChecks(lab.context, { workerId: 'w', limit: 5 })).toEqual([]);

    // Somebody asks for a check now; a worker finds it due.
    const asked = services.checkServerHealth(admin, { params, body: {} });
    let again: Awaited<ReturnType<typeof claimDueHealthChecks>> = [];
    while (again.length === 0) again = await claimDueHealthChecks(lab.context, { workerId: 'w', limit: 5 });
    lab.clock.nowMs += 1_000;
    const checkFence = again[0]?.checkFence ?? 0;
    await recordHealthCheck(lab.context, {
      serverId: made.id,
      checkFence,
      health: 'healthy',
      latencyMs: 12.5,
      reason: null,
    });
    expect(await asked).toMatchObject({ health: 'healthy', latencyMs: 12.5 });
    expect((await services.listAlerts(admin, { query: { limit: 1, status: 'active' } })).items).toEqual([]);
    expect(await services.getServerHealth(admin, { params })).toMatchObject({
      health: 'healthy',
      uptime24h: 0.5,
      history: [{ health: 'healthy' }, { health: 'unhealthy', reason: 'connection refused' }],
    });
    const query = { name: 'server.latency_ms', serverId: made.id, aggregation: 'last' as const };
    lab.clock.nowMs += 1;
    expect((await services.queryMetrics(admin, { query })).series[0]?.points).toMatchObject([
      { value: 12.5, count: 1 },
    ]);
    await remove(made.id);
    expect((await services.queryMetrics(admin, { query })).series).toEqual([]);
  });

  test('logs are cut, capped, cleaned and paged; a surface is stored once while it does not change', async () => {
    const made = await http('Talkative');
    const params = { id: made.id };
    const entries = Array.from({ length: 205 }, (_, n) => ({
      level: n % 2 === 0 ? ('info' as const) : ('error' as const),
      source: 'server' as const,
      message: n === 204 ? `${'x'.repeat(10_000)}` : `line ${n} \0 of many`,
    }));
    await appendServerLogs(lab.context, { serverId: made.id, entries });
    const page = await services.listServerLogs(admin, { params, query: { limit: 3 } });
    expect(page.items[0]?.message).toHaveLength(8_192 + '… (1808 more)'.length);
    expect(page.items[1]?.message).toBe('line 203 \uFFFD of many');
    const rest = await services.listServerLogs(admin, { params, query: { limit: 200, cursor: page.nextCursor ?? '' } });
    expect(rest.items.at(-1)?.message).toBe('5 lines came too fast and were not kept.');
    const errors = await services.listServerLogs(admin, { params, query: { limit: 200, level: 'error' } });
    expect(new Set(errors.items.map(({ level }) => level))).toEqual(new Set(['error']));
    await appendServerLogs(lab.context, { serverId: 'gone', entries: entries.slice(0, 1) });

    expect((await services.getServerCapabilities(admin, { params })).takenAt).toBeNull();
    const profile = {
      transport: 'streamable-http' as const,
      modern: ['2026-07-28' as const],
      legacy: [],
      unknownVersions: [],
      evidence: [{ probe: 'server/discover', observed: 'result', concludes: 'modern' as const, frames: null }],
      serverInfo: { name: 'talk', version: '1' },
    };
    const surface = { tools: [{ name: 'say' }], resources: [], resourceTemplates: [], prompts: [] };
    for (let look = 0; look < 3; look++) await recordCapabilities(lab.context, { serverId: made.id, profile, surface });
    const snapshots = await db()
      .selectFrom('capability_snapshots')
      .select('id')
      .where('server_id', '=', made.id)
      .execute();
    expect(snapshots).toHaveLength(1);
    expect(await services.getServerCapabilities(admin, { params })).toMatchObject({
      tools: [{ name: 'say' }],
      modern: ['2026-07-28'],
    });
    expect((await services.getServer(admin, { params })).profile).toMatchObject({ serverName: 'talk', toolCount: 1 });
    await remove(made.id);
  });

  test('sample servers are added and started once', async () => {
    expect((await services.listSampleServers(admin, {})).items).toEqual([
      { id: 'everything', name: 'Everything', description: 'One of each', added: false },
    ]);
    const body = { ids: ['everything', 'everything'] };
    const { items } = await services.addSampleServers(admin, { body });
    expect(items).toMatchObject([{ name: 'Everything sample', status: 'starting' }]);
    expect((await services.addSampleServers(admin, { body })).items).toMatchObject([{ id: items[0]?.id }]);
    expect((await services.listSampleServers(admin, {})).items[0]?.added).toBe(true);
    await expect(services.addSampleServers(admin, { body: { ids: ['none'] } })).rejects.toMatchObject({
      code: 'not-found',
    });
    await remove(items[0]?.id ?? '');
  });

  test('whoever edits, removes or moves an audit entry is found out', async () => {
    const sound = await verifyAuditLog(lab.context);
    expect(sound).toEqual({ entries: expect.any(Number), brokenAt: null });
    const edit = db().updateTable('audit_log').set({ subject: 'nothing' }).where('seq', '=', 3);
    await expect(edit.execute()).rejects.toThrow('append-only');
    await expect(db().deleteFrom('audit_log').where('seq', '=', 3).execute()).rejects.toThrow('append-only');
    await dropAuditGuard(lab);
    await edit.execute();
    expect(await verifyAuditLog(lab.context)).toEqual({ entries: 2, brokenAt: 3 });
    await db().deleteFrom('audit_log').where('seq', '<=', 3).execute();
    expect(await verifyAuditLog(lab.context)).toEqual({ entries: 0, brokenAt: 1 });
  });
});

/** What somebody with the run of the database could do. */
async function dropAuditGuard({ context: { database } }: TestLab): Promise<void> {
  if (database.backend === 'sqlite') await sql`drop trigger audit_log_no_update`.execute(database.db);
  if (database.backend === 'sqlite') await sql`drop trigger audit_log_no_delete`.execute(database.db);
  if (database.backend === 'postgres') await sql`drop trigger audit_log_no_change on audit_log`.execute(database.db);
}
