import { setDesiredState } from '../../servers/set-desired-state.ts';
import type { Service } from '../services.ts';

export const restartServer: Service<'restartServer'> = (context, { params }) =>
  setDesiredState(context, params.id, 'restart');
