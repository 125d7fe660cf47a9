import { diagnoseServer } from '@mcp-lab/engine/doctor/diagnose-server';
import { checkAddress } from './check-address.ts';
import type { DiagnoseCommand } from './protocol.ts';
import type { SendReport } from './report-writer.ts';

/** Looks why a target does not connect, and reports once. */
export async function diagnoseTarget(command: DiagnoseCommand, send: SendReport, signal: AbortSignal): Promise<void> {
  const { target, launch, given, owner } = command;
  const report = await diagnoseServer({ target, launch: launch ?? undefined, given, owner, signal, checkAddress });
  await send({ type: 'diagnosis', report });
}
