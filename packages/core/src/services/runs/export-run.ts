import { type ExportFormat, LabError } from '@mcp-lab/contracts';
import { reportFormats } from '@mcp-lab/engine/report/report-formats';
import { findRun } from '../../runs/find-run.ts';
import { rebuildDocument } from '../../runs/rebuild-document.ts';
import { transact } from '../../transact.ts';
import type { Service } from '../services.ts';

export const exportRun: Service<'exportRun'> = async (context, { params, query }) => {
  const { render, contentType, extension } = formatOf(query.format);
  const run = await findRun(context.database.db, params.id);
  const document = await rebuildDocument(context, run);
  await transact(context, async ({ audit }) => audit('run.exported', `run ${run.id}`, { format: query.format }));
  // The server's name is the user's, so that many files in one folder can be told apart.
  const subject = run.server_name
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  const name = ['run', subject, run.id].filter(Boolean).join('-');
  return { name: `${name}.${extension}`, contentType, content: render(document) };
};

function formatOf(format: ExportFormat) {
  if (format !== 'pdf') return reportFormats[format];
  const message = 'PDF reports are not made yet. Take format=html and print it, or format=md.';
  throw new LabError('not-offered', message, { issues: [{ path: 'query.format', message }] });
}
