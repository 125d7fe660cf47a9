/** A package in one version, and how it is known. */
export interface FoundPackage {
  ecosystem: 'npm' | 'PyPI';
  name: string;
  version: string;
  /**
   * - `disk`: what is started lies in it, or has it installed beside it
   * - `command`: the command that starts the server names it with a version
   * - `claim`: the server says so of itself
   */
  by: 'disk' | 'command' | 'claim';
}
