import { type Access, LabError } from '@mcp-lab/contracts';
import type { ServiceContext } from '../context.ts';
import { authorize } from './authorize.ts';
import { recordDenial } from './record-denial.ts';

export type AnyService<Input, Answer> = (context: ServiceContext, input: Input) => Promise<Answer>;

/** A service behind its permission, with a refusal in the audit log and the database's errors in words for people. */
export function bindService<Input, Answer>(
  name: string,
  access: Access,
  service: AnyService<Input, Answer>,
): AnyService<Input, Answer> {
  return async (context, input) => {
    try {
      authorize(context.actor, access);
    } catch (refusal) {
      await recordDenial(context, name);
      throw refusal;
    }
    try {
      return await service(context, input);
    } catch (error) {
      throw translate(context, error);
    }
  };
}

/** SQLSTATE of a NUL character in a text, which PostgreSQL cannot store. */
const nulInText = '22021';

function translate({ database: { dialect }, log }: ServiceContext, error: unknown): unknown {
  if (error instanceof LabError) return error;
  if (dialect.isOutage(error)) {
    log.error({ err: error }, 'The database did not do what it was asked.');
    return new LabError('unavailable', 'The database does not answer right now. Try again in a moment.', {
      retryAfterSeconds: 5,
    });
  }
  if (dialect.isUniqueViolation(error)) {
    return new LabError('conflict', 'Somebody else made the same thing at this moment. Look again.');
  }
  if (error instanceof Error && 'code' in error && error.code === nulInText) {
    return new LabError('invalid-input', 'A text holds a NUL character.');
  }
  return error;
}
