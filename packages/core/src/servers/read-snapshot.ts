import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Selectable } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type StoredSurface, surfaceSchema } from './surface.ts';

const unzip = promisify(gunzip);

export async function readSnapshot(
  row: Pick<Selectable<Database['capability_snapshots']>, 'surface'>,
): Promise<StoredSurface> {
  return surfaceSchema.parse(JSON.parse((await unzip(row.surface)).toString('utf8')));
}
