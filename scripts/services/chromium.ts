import { installDebianPackages } from './debian-package.ts';
import { findProgram, type Service } from './service.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Finds a Chromium, installing it first where that is possible. The browser test starts it itself. */
export async function findChromium(): Promise<Service> {
  let program = findProgram(names);
  if (program === null) {
    const problem = installDebianPackages(['chromium']);
    if (problem !== null) return { available: false, reason: problem };
    program = findProgram(names);
  }
  if (program === null) return { available: false, reason: 'chromium was not found after the installation' };
  return { available: true, address: program, stop: async () => {} };
}
