'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { useSession } from '@/lib/session/session-store.ts';
import { AuthFrame } from './auth-frame.tsx';
import { PasswordInput } from './password-input.tsx';
import { returnPath } from './return-path.ts';

export function LoginPage() {
  const { client, keeper } = useLab();
  const router = useRouter();
  const status = useSession((session) => session.status);
  const cutOff = useSession((session) => session.cutOff);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const login = useMutation({
    mutationFn: () => client.login({ body: { email, password } }),
    onSuccess: (answer) => keeper.adopt(answer),
  });
  // Also when another tab signs in.
  useEffect(() => {
    if (status === 'signed-in') router.replace(returnPath(window.location.search));
  }, [status, router]);
  useEffect(() => {
    client.getSetupState().then(
      ({ needed }) => {
        if (needed) router.replace('/setup');
      },
      // Signing in will say what is wrong.
      (error: unknown) => console.warn('the setup state could not be read', error),
    );
  }, [client, router]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <AuthFrame title="Sign in" description="With the account an admin of this lab gave you.">
      <form aria-label="Sign in" data-testid="login-form" className="flex flex-col gap-4" onSubmit={submit}>
        {cutOff && !login.error ? (
          <p
            role="status"
            className="rounded-md bg-notice/8 px-3 py-2 text-[0.8125rem] text-notice ring-1 ring-notice/20"
          >
            Your session has ended: it expired, or an admin changed your account. Sign in to go on where you were.
          </p>
        ) : null}
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <Field label="Password">
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <FormError error={login.error} />
        <Button type="submit" variant="primary" size="lg" disabled={login.isPending || login.isSuccess}>
          {login.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </AuthFrame>
  );
}
