import type { Revision, TransportKind } from '@mcp-lab/wire';
import { expect, test } from 'vitest';
import type { Check } from './check.ts';
import { groupAlone } from './group-alone.ts';

const checkOf = (id: string, quiet?: Check['quiet']) => ({ id, quiet, alone: true }) as unknown as Check;
const atBoth = (check: Check) => (['2026-07-28', '2025-11-25'] as Revision[]).map((revision) => ({ check, revision }));

const planned = [
  checkOf('measures'),
  checkOf('writes', 'server'),
  checkOf('lists', 'server'),
  checkOf('soaks', 'others'),
].flatMap(atBoth);
const groupsOver = (transport: TransportKind) =>
  groupAlone(planned, transport).map((group) => group.map(({ check }) => check.id).join(' '));

test('on one server effects are brought about one after another; only what disturbs itself least runs twice at once', () => {
  expect(groupsOver('streamable-http')).toEqual([
    ...['measures', 'measures', 'writes', 'writes', 'lists', 'lists'],
    'soaks soaks',
  ]);
});

test('over stdio each check has a server of its own', () => {
  expect(groupsOver('stdio')).toEqual(['measures', 'measures', 'writes writes lists lists', 'soaks soaks']);
});
