import type { Check } from '../../check/check.ts';
import { auth401EveryMethodCheck } from './auth-401-every-method.ts';
import { auth401InvalidTokenCheck } from './auth-401-invalid-token.ts';
import { auth401WithoutTokenCheck } from './auth-401-without-token.ts';
import { auth401WrongSchemeCheck } from './auth-401-wrong-scheme.ts';
import { auth0326MetadataCheck } from './auth-0326-metadata.ts';
import { authAsCimdCheck } from './auth-as-cimd.ts';
import { authAsDcrCheck } from './auth-as-dcr.ts';
import { authAsHttpsCheck } from './auth-as-https.ts';
import { authAsIssParamCheck } from './auth-as-iss-param.ts';
import { authAsIssuerMatchCheck } from './auth-as-issuer-match.ts';
import { authAsMetadataCheck } from './auth-as-metadata.ts';
import { authAsPkceS256Check } from './auth-as-pkce-s256.ts';
import { authAsRefreshCheck } from './auth-as-refresh.ts';
import { authAudienceCheck } from './auth-audience.ts';
import { authChallengeScopeCheck } from './auth-challenge-scope.ts';
import { authChallengeSyntaxCheck } from './auth-challenge-syntax.ts';
import { authHandleBoundCheck } from './auth-handle-bound.ts';
import { authInsufficientScopeCheck } from './auth-insufficient-scope.ts';
import { authIssuerCheck } from './auth-issuer.ts';
import { authListByTokenCheck } from './auth-list-by-token.ts';
import { authNoOfflineAccessCheck } from './auth-no-offline-access.ts';
import { authNoTokenEchoCheck } from './auth-no-token-echo.ts';
import { authPrmConsistentCheck } from './auth-prm-consistent.ts';
import { authPrmPublicCheck } from './auth-prm-public.ts';
import { authPrmReachableCheck } from './auth-prm-reachable.ts';
import { authPrmResourceMatchCheck } from './auth-prm-resource-match.ts';
import { authPrmServersCheck } from './auth-prm-servers.ts';
import { authPrmTrailingSlashCheck } from './auth-prm-trailing-slash.ts';
import { authQueryTokenRefusedCheck } from './auth-query-token-refused.ts';
import { authScopeHierarchyCheck } from './auth-scope-hierarchy.ts';
import { authScopesInOneGoCheck } from './auth-scopes-in-one-go.ts';
import { authScopesMinimalCheck } from './auth-scopes-minimal.ts';
import { authStatusCodesCheck } from './auth-status-codes.ts';
import { authStdioNoneCheck } from './auth-stdio-none.ts';
import { authValidTokenWorksCheck } from './auth-valid-token-works.ts';
import { authWwwAuthenticateCheck } from './auth-www-authenticate.ts';

export const authChecks: readonly Check[] = [
  authNoTokenEchoCheck,
  authStdioNoneCheck,
  authHandleBoundCheck,
  authListByTokenCheck,
  authStatusCodesCheck,
  authScopeHierarchyCheck,
  authScopesInOneGoCheck,
  authInsufficientScopeCheck,
  authValidTokenWorksCheck,
  authIssuerCheck,
  authAudienceCheck,
  auth0326MetadataCheck,
  authAsRefreshCheck,
  authAsDcrCheck,
  authAsCimdCheck,
  authAsIssParamCheck,
  authAsHttpsCheck,
  authAsPkceS256Check,
  authAsIssuerMatchCheck,
  authAsMetadataCheck,
  authScopesMinimalCheck,
  authNoOfflineAccessCheck,
  authPrmConsistentCheck,
  authPrmTrailingSlashCheck,
  authPrmResourceMatchCheck,
  authPrmServersCheck,
  authPrmPublicCheck,
  authPrmReachableCheck,
  authChallengeSyntaxCheck,
  authChallengeScopeCheck,
  authWwwAuthenticateCheck,
  authQueryTokenRefusedCheck,
  auth401WrongSchemeCheck,
  auth401InvalidTokenCheck,
  auth401EveryMethodCheck,
  auth401WithoutTokenCheck,
];
