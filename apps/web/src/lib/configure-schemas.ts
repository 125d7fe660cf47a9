import { config } from 'zod';

/** What the schemas of contracts say in a form, where they have no words of their own. Imported before the first parse. */
config({
  // zod would probe for `new Function`, which the Content-Security-Policy refuses and reports.
  jitless: true,
  customError: (issue) => {
    if (issue.code === 'invalid_format' && issue.format === 'email') return 'This is not an email address.';
    if (issue.code === 'invalid_type') {
      return issue.expected === 'number' || issue.expected === 'int' ? 'This must be a number.' : 'This is needed.';
    }
    if (issue.code === 'too_small') {
      if (issue.origin !== 'string') return `At least ${issue.minimum}.`;
      return issue.minimum === 1 ? 'This is needed.' : `At least ${issue.minimum} characters.`;
    }
    if (issue.code === 'too_big') {
      return issue.origin === 'string' ? `At most ${issue.maximum} characters.` : `At most ${issue.maximum}.`;
    }
    return undefined;
  },
});
