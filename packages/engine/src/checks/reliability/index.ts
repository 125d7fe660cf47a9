import type { Check } from '../../check/check.ts';
import { qaExitCodeCheck } from './qa-exit-code.ts';
import { qaIdempotentHintCheck } from './qa-idempotent-hint.ts';
import { qaRepeatableCheck } from './qa-repeatable.ts';
import { qaRestartRecoveryCheck } from './qa-restart-recovery.ts';
import { qaShutdownGracefulCheck } from './qa-shutdown-graceful.ts';
import { qaSoakCheck } from './qa-soak.ts';
import { qaStderrVolumeCheck } from './qa-stderr-volume.ts';
import { qaTimeoutBehaviourCheck } from './qa-timeout-behaviour.ts';
import { qaUnknownProtocolEraCheck } from './qa-unknown-protocol-era.ts';

export const reliabilityChecks: readonly Check[] = [
  qaRepeatableCheck,
  qaIdempotentHintCheck,
  qaTimeoutBehaviourCheck,
  qaUnknownProtocolEraCheck,
  qaShutdownGracefulCheck,
  qaRestartRecoveryCheck,
  qaExitCodeCheck,
  qaStderrVolumeCheck,
  qaSoakCheck,
];
