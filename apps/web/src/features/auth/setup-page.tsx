'use client';
import { endpoints, type LabError } from '@mcp-lab/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { ErrorState } from '@/components/error-state.tsx';
import { FormError } from '@/components/form-error.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { type FieldIssues, issuesOfError, issuesOfSchema } from '@/lib/field-issues.ts';
import { useLab } from '@/lib/lab/lab-provider.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { SetupFields, type SetupValues } from './setup-fields.tsx';

const noValues: SetupValues = { token: '', name: '', email: '', password: '' };

export function SetupPage() {
  const { client, keeper } = useLab();
  const router = useRouter();
  const [values, setValues] = useState(noValues);
  const [issues, setIssues] = useState<FieldIssues>({});
  const state = useQuery({ queryKey: ['setup-state'], queryFn: () => client.getSetupState(), refetchInterval: false });

  // The token comes in the fragment, which is never sent to a server; it is taken out of the address at once.
  useEffect(() => {
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    if (!token) return;
    setValues((known) => ({ ...known, token }));
    window.history.replaceState(null, '', window.location.pathname);
  }, []);

  const setup = useMutation<Awaited<ReturnType<typeof client.setup>>, LabError>({
    mutationFn: () => client.setup({ body: values }),
    onSuccess: (answer) => {
      keeper.adopt(answer);
      router.replace('/');
    },
    onError: (error) => setIssues(issuesOfError(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = endpoints.setup.body?.safeParse(values);
    setIssues(parsed?.error ? issuesOfSchema(parsed.error) : {});
    if (!parsed?.error) setup.mutate();
  };

  if (state.isError) {
    return (
      <main className="flex min-h-dvh items-center justify-center">
        <ErrorState title="The lab does not answer" error={state.error} onRetry={() => void state.refetch()} />
      </main>
    );
  }
  if (state.data?.needed === false && !setup.isSuccess) {
    return (
      <AuthFrame
        title="This lab is set up"
        description="The first admin exists. Further users are added under Settings."
      >
        <Button asChild variant="primary" size="lg" className="w-full">
          <Link href="/login">Go to sign in</Link>
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Set up your lab"
      description="Create the first admin. This works once, with the token that was printed where the lab was started."
    >
      {state.isPending ? (
        <Skeleton className="h-72 w-full" />
      ) : (
        <form
          aria-label="Set up the lab"
          data-testid="setup-form"
          className="flex flex-col gap-4"
          noValidate
          onSubmit={submit}
        >
          <SetupFields values={values} issues={issues} onChange={setValues} />
          <FormError error={setup.error} />
          <Button type="submit" variant="primary" size="lg" disabled={setup.isPending || setup.isSuccess}>
            {setup.isPending ? 'Creating…' : 'Create the admin and sign in'}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
