import type { Check } from '../../check/check.ts';
import { listenAckFirstCheck } from './listen-ack-first.ts';
import { listenAckSubsetCheck } from './listen-ack-subset.ts';
import { listenAllTaggedCheck } from './listen-all-tagged.ts';
import { listenCancelStopsCheck } from './listen-cancel-stops.ts';
import { listenConcurrentCheck } from './listen-concurrent.ts';
import { listenEmptyFilterCheck } from './listen-empty-filter.ts';
import { listenFilterHonouredCheck } from './listen-filter-honoured.ts';
import { listenGracefulCloseCheck } from './listen-graceful-close.ts';
import { listenIdIsRequestIdCheck } from './listen-id-is-request-id.ts';
import { listenNoRequestScopedCheck } from './listen-no-request-scoped.ts';
import { listenParamsValidatedCheck } from './listen-params-validated.ts';
import { listenServedIfDeclaredCheck } from './listen-served-if-declared.ts';
import { listenStaysOpenCheck } from './listen-stays-open.ts';
import { listenTeardownCancelledCheck } from './listen-teardown-cancelled.ts';
import { listenToolChangeDeliveredCheck } from './listen-tool-change-delivered.ts';
import { listenUnsolicitedNoneCheck } from './listen-unsolicited-none.ts';
import { listenUrisHonouredCheck } from './listen-uris-honoured.ts';

export const subscriptionsChecks: readonly Check[] = [
  listenServedIfDeclaredCheck,
  listenAckFirstCheck,
  listenAckSubsetCheck,
  listenIdIsRequestIdCheck,
  listenAllTaggedCheck,
  listenFilterHonouredCheck,
  listenUrisHonouredCheck,
  listenNoRequestScopedCheck,
  listenUnsolicitedNoneCheck,
  listenConcurrentCheck,
  listenParamsValidatedCheck,
  listenEmptyFilterCheck,
  listenStaysOpenCheck,
  listenCancelStopsCheck,
  listenGracefulCloseCheck,
  listenTeardownCancelledCheck,
  listenToolChangeDeliveredCheck,
];
