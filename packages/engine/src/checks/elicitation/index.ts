import type { Check } from '../../check/check.ts';
import { elicitFormNoLinksCheck } from './elicit-form-no-links.ts';
import { elicitMessagePresentCheck } from './elicit-message-present.ts';
import { elicitModeRespectedCheck } from './elicit-mode-respected.ts';
import { elicitModernNoIdCheck } from './elicit-modern-no-id.ts';
import { elicitSchemaFlatCheck } from './elicit-schema-flat.ts';
import { elicitUrlNoSecretsCheck } from './elicit-url-no-secrets.ts';
import { elicitUrlRequiredErrorCheck } from './elicit-url-required-error.ts';
import { elicitUrlValidCheck } from './elicit-url-valid.ts';

export const elicitationChecks: readonly Check[] = [
  elicitModeRespectedCheck,
  elicitMessagePresentCheck,
  elicitSchemaFlatCheck,
  elicitUrlValidCheck,
  elicitUrlNoSecretsCheck,
  elicitFormNoLinksCheck,
  elicitModernNoIdCheck,
  elicitUrlRequiredErrorCheck,
];
