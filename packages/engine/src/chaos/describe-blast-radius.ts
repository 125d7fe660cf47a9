import { type Fault, faultKinds } from '@mcp-lab/contracts';

/** Whom a fault can strike and for how long, for people: told before it begins and in the report. */
export function describeBlastRadius(fault: Fault, seconds: number): string {
  const { does, group } = faultKinds[fault.kind];
  const parts = [does];
  if (group === 'process') parts.push('the processes that this run started, and no others');
  if ('direction' in fault && fault.direction !== 'both') {
    parts.push(fault.direction === 'to-server' ? 'on the way to the server' : 'on the way to the client');
  }
  if ('methods' in fault && fault.methods.length > 0) parts.push(`only ${fault.methods.join(', ')}`);
  if ('every' in fault && fault.every > 1) parts.push(`every ${fault.every}. message`);
  if ('probability' in fault && fault.probability < 1)
    parts.push(`${Math.round(fault.probability * 100)} % of messages`);
  const after = fault.afterSeconds > 0 ? `after ${fault.afterSeconds} s ` : '';
  parts.push(`${after}for ${fault.seconds ?? seconds} s`);
  return parts.join(', ');
}
