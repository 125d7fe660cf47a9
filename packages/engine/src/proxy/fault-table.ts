import { faultKinds } from '@mcp-lab/contracts';
import { faultMembers, parseFault } from './parse-fault.ts';

const everywhere = ['stdio', 'streamable-http', 'http-sse'];
/** Described once, above the table. */
const common = ['direction', 'probability', 'every', 'methods', 'afterSeconds', 'seconds'];

/** All faults as a Markdown table: what docs/chaos.md holds and `mcp-lab proxy --list-faults` prints. */
export function faultTable(): string {
  const rows = Object.entries(faultKinds).map(([kind, { group, transports, does }]) => {
    const defaults: Record<string, unknown> = { ...parseFault(kind) };
    const members = faultMembers.get(kind) ?? [];
    const own = members.filter((name) => !common.includes(name)).map((name) => `\`${name}=${defaults[name] ?? '…'}\``);
    const direction = members.includes('direction') ? `\`${defaults.direction}\`` : '';
    const where = transports.length === everywhere.length ? 'all' : transports.join(', ');
    return `| \`${kind}\` | ${group} | ${where} | ${direction} | ${own.join(' ')} | ${does} |`;
  });
  return [
    '| fault | of | transports | direction | members | what happens |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
