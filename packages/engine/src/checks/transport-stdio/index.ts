import type { Check } from '../../check/check.ts';
import { stdioCancelReleasesCheck } from './stdio-cancel-releases.ts';
import { stdioCancelSilentCheck } from './stdio-cancel-silent.ts';
import { stdioEofExitsCheck } from './stdio-eof-exits.ts';
import { stdioFinalNewlineCheck } from './stdio-final-newline.ts';
import { stdioListenSharedChannelCheck } from './stdio-listen-shared-channel.ts';
import { stdioNoServerRequestsCheck } from './stdio-no-server-requests.ts';
import { stdioNotificationScopeCheck } from './stdio-notification-scope.ts';
import { stdioOneMessagePerLineCheck } from './stdio-one-message-per-line.ts';
import { stdioProbeSurvivableCheck } from './stdio-probe-survivable.ts';
import { stdioRestartRecoverableCheck } from './stdio-restart-recoverable.ts';
import { stdioSigtermExitsCheck } from './stdio-sigterm-exits.ts';
import { stdioStdoutCleanCheck } from './stdio-stdout-clean.ts';

export const transportStdioChecks: readonly Check[] = [
  stdioOneMessagePerLineCheck,
  stdioStdoutCleanCheck,
  stdioNoServerRequestsCheck,
  stdioFinalNewlineCheck,
  stdioNotificationScopeCheck,
  stdioEofExitsCheck,
  stdioSigtermExitsCheck,
  stdioRestartRecoverableCheck,
  stdioProbeSurvivableCheck,
  stdioCancelSilentCheck,
  stdioCancelReleasesCheck,
  stdioListenSharedChannelCheck,
];
