import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAuditLog } from '../../audit/verify-audit-log.ts';
import type { ServiceContext } from '../../context.ts';
import { testBackends } from '../../database/test-database.ts';
import { createTestLab, type TestLab, testPassword } from '../../test-lab.ts';
import { refreshSession, services, setUpFirstAdmin, signIn, signOut } from '../index.ts';
import { createSessionCache } from './create-session-cache.ts';
import { findSession } from './find-session.ts';
import { ensureSetupToken } from './setup-token.ts';
import type { SignedIn } from './signed-in.ts';
import { consumeWsTicket } from './ws-tickets.ts';

const codeOf = (code: string) => expect.objectContaining({ code });

describe.each(testBackends)('accounts on $name', (backend) => {
  let lab: TestLab;
  const from = (ip: string): ServiceContext => ({ ...lab.context, actor: { kind: 'anonymous', ip } });
  const as = ({ user, sessionId }: SignedIn): ServiceContext => ({
    ...lab.context,
    actor: { kind: 'user', id: user.id, email: user.email, role: user.role, sessionId, ip: '192.0.2.1' },
  });
  const enter = (email: string, password = testPassword, ip = '192.0.2.1') =>
    signIn(from(ip), { email, password, userAgent: 'test' });

  beforeAll(async () => {
    lab = await createTestLab(backend);
  });
  afterAll(() => lab.close());

  test('two setups at once make one admin, and a third comes too late', async () => {
    expect(await services.getSetupState(from('::1'), {})).toEqual({ needed: true });
    const earlier = await ensureSetupToken(lab.context);
    const token = (await ensureSetupToken(lab.context)) ?? '';
    const attempt = (name: string, given = token) => {
      const email = `${name}@example.org`;
      return setUpFirstAdmin(from('::1'), { token: given, email, name, password: testPassword, userAgent: '' });
    };
    await expect(attempt('old', earlier ?? '')).rejects.toEqual(codeOf('invalid-credentials'));
    const outcomes = await Promise.allSettled([attempt('ann'), attempt('bob')]);
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toEqual(codeOf('setup-closed'));
    await expect(attempt('eve')).rejects.toEqual(codeOf('setup-closed'));
    expect((await services.listUsers(lab.context, { query: { limit: 10 } })).items).toHaveLength(1);
    expect(await ensureSetupToken(lab.context)).toBeNull();
    expect(await services.getSetupState(from('::1'), {})).toEqual({ needed: false });
  });

  test('an unknown, a disabled and a wrong one get the same answer', async () => {
    const user = await lab.addUser('viewer', 'off@example.org');
    if (user.actor.kind !== 'user') throw new Error('no user');
    await services.updateUser(lab.context, { params: { id: user.actor.id }, body: { disabled: true } });
    const refusals = await Promise.allSettled([enter('off@example.org'), enter('nobody@example.org')]);
    for (const refusal of refusals) {
      expect(refusal).toEqual({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'invalid-credentials', message: 'Email or password is wrong.' }),
      });
    }
  });

  test('passwords that are guessed first are refused', async () => {
    for (const password of [
      'password1234',
      'PassWord-12345',
      'aaaaaaaaaaaa',
      'weak@example.org',
      'mcp-reliability-lab',
    ]) {
      const body = { email: 'weak@example.org', name: 'Weak', role: 'viewer' as const, password };
      await expect(services.createUser(lab.context, { body })).rejects.toMatchObject({
        code: 'invalid-input',
        details: { issues: [{ path: 'body.password' }] },
      });
    }
    const body = {
      email: 'emoji@example.org',
      name: 'Emoji',
      role: 'viewer' as const,
      password: '🦊🐢🦉🐝🐙🦀'.repeat(5),
    };
    await services.createUser(lab.context, { body });
    await expect(enter('emoji@example.org', '🦊🐢🦉🐝🐙🦀'.repeat(5))).resolves.toMatchObject({
      user: { name: 'Emoji' },
    });
    await expect(enter('emoji@example.org', '🦊🐢🦉🐝🐙🦀'.repeat(4))).rejects.toEqual(codeOf('invalid-credentials'));
  });

  test('a hash with older parameters is renewed at the next sign-in', async () => {
    await lab.addUser('viewer', 'old@example.org');
    const weak = await hash(testPassword, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const users = lab.context.database.db;
    await users.updateTable('users').set({ password_hash: weak }).where('email', '=', 'old@example.org').execute();
    await enter('old@example.org');
    const row = await users
      .selectFrom('users')
      .select('password_hash')
      .where('email', '=', 'old@example.org')
      .executeTakeFirstOrThrow();
    expect(row.password_hash).toContain('m=19456,t=2,p=1');
  });

  test('guessing is slowed down for the network, a /64 counts once, and others still get in', async () => {
    await lab.addUser('viewer', 'target@example.org');
    for (let address = 1; address <= 5; address++) {
      await expect(enter('target@example.org', 'wrong guess 123', `2001:db8:1:2::${address}`)).rejects.toEqual(
        codeOf('invalid-credentials'),
      );
    }
    await expect(enter('target@example.org', testPassword, '2001:db8:1:2::ffff')).rejects.toMatchObject({
      code: 'rate-limited',
      details: { retryAfterSeconds: 2 },
    });
    await expect(enter('target@example.org', testPassword, '2001:db8:1:3::1')).resolves.toBeDefined();
    lab.clock.nowMs += 2_001;
    await expect(enter('target@example.org', testPassword, '2001:db8:1:2::1')).resolves.toBeDefined();
  });

  test('many wrong guesses at the same moment are counted before they are judged', async () => {
    await lab.addUser('viewer', 'parallel@example.org');
    const guesses = Array.from({ length: 30 }, (_, n) =>
      enter('parallel@example.org', `wrong guess ${n}`, '203.0.113.9'),
    );
    const outcomes = await Promise.allSettled(guesses);
    const judged = outcomes.filter(
      (outcome) => outcome.status === 'rejected' && outcome.reason.code === 'invalid-credentials',
    );
    expect(judged.length).toBeLessThanOrEqual(8);
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
    lab.clock.nowMs += 3_600_000;
  });

  test('20 parallel refreshes give one family, one successor, and no sign-out', async () => {
    await lab.addUser('viewer', 'tabs@example.org');
    const { refreshToken, sessionId } = await enter('tabs@example.org');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refreshSession(from('192.0.2.1'), { refreshToken })),
    );
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.sessionId))).toEqual(new Set([sessionId]));
    const next = await refreshSession(from('192.0.2.1'), { refreshToken: answers[0]?.refreshToken ?? '' });
    expect(await findSession(lab.context, next.sessionId)).not.toBeNull();
  });

  test('an old refresh token that comes back ends the whole family', async () => {
    await lab.addUser('viewer', 'copied@example.org');
    const first = await enter('copied@example.org');
    const second = await refreshSession(from('192.0.2.1'), first);
    lab.clock.nowMs += 10_001;
    await expect(refreshSession(from('198.51.100.1'), first)).rejects.toEqual(codeOf('session-revoked'));
    await expect(refreshSession(from('192.0.2.1'), second)).rejects.toEqual(codeOf('session-revoked'));
    expect(await findSession(lab.context, first.sessionId)).toBeNull();
    const audit = await services.listAuditLog(lab.context, { query: { limit: 5 } });
    expect(audit.items[0]).toMatchObject({ action: 'auth.refresh-token-reused', actorEmail: 'copied@example.org' });
  });

  test('a token two generations old is reuse even at once; a forged one ends nothing', async () => {
    await lab.addUser('viewer', 'quick@example.org');
    const first = await enter('quick@example.org');
    const second = await refreshSession(from('192.0.2.1'), first);
    const third = await refreshSession(from('192.0.2.1'), second);
    const forged = { refreshToken: `${first.sessionId}.1.${'A'.repeat(43)}` };
    await expect(refreshSession(from('192.0.2.1'), forged)).rejects.toEqual(codeOf('session-revoked'));
    expect(await findSession(lab.context, third.sessionId)).not.toBeNull();
    await expect(refreshSession(from('192.0.2.1'), first)).rejects.toEqual(codeOf('session-revoked'));
    expect(await findSession(lab.context, third.sessionId)).toBeNull();
  });

  test('sessions end when unused, and at their absolute age however much they are used', async () => {
    await lab.addUser('viewer', 'idle@example.org');
    const idle = await enter('idle@example.org');
    let used = await enter('idle@example.org');
    const day = 24 * 3_600_000;
    for (let days = 0; days < 30; days += 5) {
      used = await refreshSession(from('192.0.2.1'), used);
      lab.clock.nowMs += 5 * day;
    }
    await expect(refreshSession(from('192.0.2.1'), idle)).rejects.toEqual(codeOf('session-revoked'));
    await expect(refreshSession(from('192.0.2.1'), used)).rejects.toEqual(codeOf('session-revoked'));
  });

  test('signing out, and a new role, end sessions at once; the cache follows', async () => {
    await lab.addUser('operator', 'leaver@example.org');
    const session = await enter('leaver@example.org');
    const cache = createSessionCache(lab.context);
    expect(await cache.find(session.sessionId)).toMatchObject({ user: { role: 'operator' } });
    await services.updateUser(lab.context, { params: { id: session.user.id }, body: { role: 'viewer' } });
    cache.forget(session.user.id);
    expect(await cache.find(session.sessionId)).toBeNull();

    const again = await enter('leaver@example.org');
    expect(await cache.find(again.sessionId)).not.toBeNull();
    await signOut(from('192.0.2.1'), again);
    expect(await cache.find(again.sessionId)).not.toBeNull();
    lab.clock.nowMs += 5_001;
    expect(await cache.find(again.sessionId)).toBeNull();
  });

  test('a new password ends all other sessions and needs the old one', async () => {
    await lab.addUser('viewer', 'changer@example.org');
    const other = await enter('changer@example.org');
    const own = await enter('changer@example.org');
    const change = (currentPassword: string) =>
      services.changePassword(as(own), { body: { currentPassword, newPassword: 'a wholly different one' } });
    await expect(change('not the old one')).rejects.toMatchObject({ code: 'invalid-input' });
    await change(testPassword);
    expect(await findSession(lab.context, other.sessionId)).toBeNull();
    const { items } = await services.listSessions(as(own), {});
    expect(items).toEqual([expect.objectContaining({ id: own.sessionId, current: true })]);
    await expect(enter('changer@example.org')).rejects.toEqual(codeOf('invalid-credentials'));
    await services.deleteSession(as(own), { params: { id: own.sessionId } });
    await expect(services.deleteSession(as(own), { params: { id: own.sessionId } })).rejects.toEqual(
      codeOf('not-found'),
    );
  });

  test("nobody can end somebody else's session", async () => {
    await lab.addUser('viewer', 'mallory@example.org');
    await lab.addUser('viewer', 'victim@example.org');
    const mallory = await enter('mallory@example.org');
    const victim = await enter('victim@example.org');
    await expect(services.deleteSession(as(mallory), { params: { id: victim.sessionId } })).rejects.toEqual(
      codeOf('not-found'),
    );
    expect(await findSession(lab.context, victim.sessionId)).not.toBeNull();
  });

  test('a WebSocket ticket works once, for 30 s, and only while its session lives', async () => {
    await lab.addUser('viewer', 'socket@example.org');
    const session = await enter('socket@example.org');
    const make = async () => (await services.createWsTicket(as(session), { body: {} })).ticket;
    const ticket = await make();
    const uses = await Promise.all([consumeWsTicket(lab.context, ticket), consumeWsTicket(lab.context, ticket)]);
    expect(uses.filter((use) => use !== null)).toEqual([
      { sessionId: session.sessionId, user: expect.objectContaining({ email: 'socket@example.org' }) },
    ]);
    const old = await make();
    lab.clock.nowMs += 30_000;
    expect(await consumeWsTicket(lab.context, old)).toBeNull();
    const late = await make();
    await signOut(from('192.0.2.1'), session);
    expect(await consumeWsTicket(lab.context, late)).toBeNull();
  });

  test('of two admins who demote each other one stays', async () => {
    const { db } = lab.context.database;
    await db.updateTable('users').set({ role: 'viewer' }).execute();
    const first = await lab.addUser('admin', 'first@example.org');
    const second = await lab.addUser('admin', 'second@example.org');
    const ids = [first, second].map(({ actor }) => (actor.kind === 'user' ? actor.id : ''));
    const demote = (id: string) => services.updateUser(lab.context, { params: { id }, body: { role: 'viewer' } });
    const outcomes = await Promise.allSettled(ids.map(demote));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const admins = await db.selectFrom('users').select('id').where('role', '=', 'admin').execute();
    expect(admins).toHaveLength(1);
    const last = { params: { id: admins[0]?.id ?? '' } };
    await expect(services.deleteUser(lab.context, last)).rejects.toEqual(codeOf('conflict'));
    await expect(services.updateUser(lab.context, { ...last, body: { disabled: true } })).rejects.toEqual(
      codeOf('conflict'),
    );
    await services.updateUser(lab.context, { ...last, body: { name: 'Still here' } });
  });

  test('without the permission nothing is done, and the refusal stands in the audit log', async () => {
    const viewer = await lab.addUser('viewer', 'curious@example.org');
    await expect(services.listUsers(viewer, { query: { limit: 1 } })).rejects.toEqual(codeOf('forbidden'));
    await expect(services.listUsers(from('::1'), { query: { limit: 1 } })).rejects.toEqual(codeOf('unauthenticated'));
    const { items } = await services.listAuditLog(lab.context, { query: { limit: 1 } });
    expect(items[0]).toMatchObject({
      action: 'access.denied',
      subject: 'listUsers',
      actorEmail: 'curious@example.org',
    });
  });

  test('no password, token or ticket stands in the database', async () => {
    const { db } = lab.context.database;
    const tables = ['users', 'sessions', 'ws_tickets', 'audit_log', 'events', 'settings'] as const;
    const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    expect(JSON.stringify(rows)).not.toContain(testPassword);
    expect(await verifyAuditLog(lab.context)).toMatchObject({ brokenAt: null });
  });
});
