import type { Check } from '../../check/check.ts';
import { cancelCompletedIgnoredCheck } from './cancel-completed-ignored.ts';
import { cancelMalformedIgnoredCheck } from './cancel-malformed-ignored.ts';
import { cancelNoResponseCheck } from './cancel-no-response.ts';
import { cancelRaceCheck } from './cancel-race.ts';
import { cancelServerOnlyListenCheck } from './cancel-server-only-listen.ts';
import { cancelServerOwnRequestsCheck } from './cancel-server-own-requests.ts';
import { cancelUnknownIgnoredCheck } from './cancel-unknown-ignored.ts';

export const cancellationChecks: readonly Check[] = [
  cancelUnknownIgnoredCheck,
  cancelCompletedIgnoredCheck,
  cancelMalformedIgnoredCheck,
  cancelNoResponseCheck,
  cancelRaceCheck,
  cancelServerOnlyListenCheck,
  cancelServerOwnRequestsCheck,
];
