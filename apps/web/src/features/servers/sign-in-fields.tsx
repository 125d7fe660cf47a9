'use client';
import { tokenNames } from '@mcp-lab/contracts';
import { PlusIcon, Trash2Icon } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/input.tsx';
import { Select } from '@/components/ui/select.tsx';
import { SelectField } from '@/components/ui/select-field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import type { FieldIssues } from '@/lib/field-issues.ts';
import type { SecretPair } from './server-form-values.ts';
import type { SignInValues } from './sign-in-values.ts';

const types = [
  { value: 'none', label: 'Not at all, or by a header' },
  { value: 'bearer', label: 'A bearer token' },
  { value: 'client-credentials', label: 'OAuth client credentials' },
] as const;

interface SignInFieldsProps {
  values: SignInValues;
  tokens: readonly SecretPair[];
  issues: FieldIssues;
  onChange(values: SignInValues): void;
  onTokens(tokens: SecretPair[]): void;
}

/** How the lab gets the token it sends with every request, and tokens for checks to present. Secrets are write-only. */
export function SignInFields({ values, tokens, issues, onChange, onTokens }: SignInFieldsProps) {
  const set = (changes: Partial<SignInValues>) => onChange({ ...values, ...changes });
  const choose = (type: string) => {
    const known = types.find((one) => one.value === type)?.value ?? 'none';
    set({ type: known, kept: values.kept && known === values.type, secret: '' });
  };
  const secret = (label: string, error: string | undefined) => (
    <TextField
      label={label}
      error={error}
      hint={values.kept ? 'Leave it empty to keep what is stored; to change the rest, give it again.' : undefined}
      type="password"
      autoComplete="off"
      className="font-mono"
      placeholder={values.kept ? 'unchanged' : ''}
      value={values.secret}
      onChange={(secret) => set({ secret })}
    />
  );
  return (
    <>
      <SelectField label="How it is signed in to" value={values.type} options={types} onValueChange={choose} />
      {values.type === 'bearer' ? secret('Token', issues['auth.token']) : null}
      {values.type === 'client-credentials' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Client id"
            error={issues['auth.clientId']}
            autoComplete="off"
            value={values.clientId}
            onChange={(clientId) => set({ clientId })}
          />
          {secret('Client secret', issues['auth.clientSecret'])}
          <TextField
            label="Scope"
            error={issues['auth.scope']}
            hint="Empty: what the server asks for."
            value={values.scope}
            onChange={(scope) => set({ scope })}
          />
          <TextField
            label="Issuer"
            error={issues['auth.issuer']}
            hint="Empty: found by the metadata of the server."
            placeholder="https://"
            value={values.issuer}
            onChange={(issuer) => set({ issuer })}
          />
        </div>
      ) : null}
      <TokenFields tokens={tokens} onChange={onTokens} />
    </>
  );
}

const meanings: Record<string, string> = {
  secondUser: 'of another user',
  lowScope: 'without a needed scope',
  challenged: 'with the challenged scopes',
  broadScope: 'with more scopes than needed',
  otherAudience: 'for another resource',
  otherIssuer: 'of another issuer',
  expired: 'that was good once',
};

function TokenFields({ tokens, onChange }: { tokens: readonly SecretPair[]; onChange(tokens: SecretPair[]): void }) {
  const left = tokenNames.filter((name) => !tokens.some((token) => token.name === name));
  const change = (key: number, changes: Partial<SecretPair>) =>
    onChange(tokens.map((token) => (token.key === key ? { ...token, ...changes } : token)));
  const add = () => {
    const [name] = left;
    if (name === undefined) return;
    const key = Math.max(-1, ...tokens.map((token) => token.key)) + 1;
    onChange([...tokens, { key, name, value: '', kept: false }]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-[0.8125rem] leading-none font-medium">Tokens for checks to present</legend>
      {tokens.map((token) => (
        <div key={token.key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-1.5">
          <Select
            aria-label="What the token is"
            value={token.name}
            disabled={token.kept}
            options={[token.name, ...left].map((name) => ({ value: name, label: name, hint: meanings[name] ?? '' }))}
            onValueChange={(name) => change(token.key, { name })}
          />
          <Input
            aria-label={`The token ${token.name}`}
            type="password"
            autoComplete="off"
            className="font-mono"
            placeholder={token.kept ? 'unchanged' : 'token'}
            value={token.value}
            onChange={(event) => change(token.key, { value: event.target.value })}
          />
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove the token ${token.name}`}
            onClick={() => onChange(tokens.filter((other) => other.key !== token.key))}
          >
            <Trash2Icon />
          </Button>
        </div>
      ))}
      {left.length > 0 ? (
        <div>
          <Button variant="ghost" size="sm" className="-ml-2" onClick={add}>
            <PlusIcon />
            Add token
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
