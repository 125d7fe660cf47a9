import { type Logger, pino } from 'pino';

/** Where a secret could stand in what is logged. */
const secretPaths = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  '*.password',
  '*.token',
  '*.secret',
];

/** JSON lines on standard error; quiet unless something is wrong, or LOG_LEVEL says otherwise. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: { paths: secretPaths, censor: '[redacted]' } }, pino.destination(2));
}
