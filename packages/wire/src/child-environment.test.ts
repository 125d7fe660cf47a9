import { expect, test } from 'vitest';
import { childEnvironment } from './child-environment.ts';

test('a child gets what a program needs to run, and nothing of the secrets of the lab', () => {
  const own = { PATH: '/bin', HOME: '/home/ada', SECRET_KEY: 's', DATABASE_URL: 'postgres://u:p@h/d', AWS_TOKEN: 't' };
  expect(childEnvironment(own, {})).toEqual({ PATH: '/bin', HOME: '/home/ada' });
});

test('what was given for the child is added and wins', () => {
  const environment = childEnvironment({ PATH: '/bin', HOME: undefined }, { PATH: '/opt/bin', API_KEY: 'k' });
  expect(environment).toEqual({ PATH: '/opt/bin', API_KEY: 'k' });
});
