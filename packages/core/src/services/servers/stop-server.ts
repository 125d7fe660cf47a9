import { setDesiredState } from '../../servers/set-desired-state.ts';
import type { Service } from '../services.ts';

export const stopServer: Service<'stopServer'> = (context, { params }) => setDesiredState(context, params.id, 'stop');
