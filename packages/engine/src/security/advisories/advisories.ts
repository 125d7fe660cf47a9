/** A published advisory on one package. */
export interface Advisory {
  /** The CVE where there is one, else the GHSA. */
  id: string;
  ecosystem: 'npm' | 'PyPI';
  package: string;
  /** Each from a first version (included, '0' for all before) up to a version that is no longer affected. */
  affected: readonly { from: string; before: string }[];
  what: string;
  /** Over which transport the package has to be served for it to matter; absent for any. */
  transport?: 'http';
  source: string;
}

/** When the list below was last looked through. It is a list of well-known ones, not all there are. */
export const advisoriesDate = '2026-11-30';

const ghsa = (id: string) => `https://github.com/advisories/${id}`;
const nvd = (id: string) => `https://nvd.nist.gov/vuln/detail/${id}`;
const below = (version: string) => [{ from: '0', before: version }];

export const advisories: readonly Advisory[] = [
  {
    id: 'CVE-2025-6514',
    ecosystem: 'npm',
    package: 'mcp-remote',
    affected: [{ from: '0.0.5', before: '0.1.16' }],
    what: 'a server can have commands run by its authorization_endpoint',
    source: ghsa('GHSA-6xpm-ggf7-wc3p'),
  },
  {
    id: 'CVE-2025-49596',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/inspector',
    affected: below('0.14.1'),
    what: 'any web page can have commands run through the proxy, which asks for no credentials',
    source: nvd('CVE-2025-49596'),
  },
  {
    id: 'CVE-2025-53109',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/server-filesystem',
    // The fields of the advisory differ between 0.6.3 and 0.6.4; its advice is 0.6.4.
    affected: [
      { from: '0', before: '0.6.4' },
      { from: '2025', before: '2025.7.1' },
    ],
    what: 'links within the allowed folders lead out of them',
    source: ghsa('GHSA-q66q-fx2p-7w4m'),
  },
  {
    id: 'CVE-2025-53110',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/server-filesystem',
    affected: [
      { from: '0', before: '0.6.4' },
      { from: '2025', before: '2025.7.1' },
    ],
    what: 'folders whose names begin with that of an allowed one count as allowed',
    source: ghsa('GHSA-hc55-p739-j48w'),
  },
  {
    id: 'CVE-2025-53967',
    ecosystem: 'npm',
    package: 'figma-developer-mcp',
    affected: below('0.6.3'),
    what: 'arguments get into a shell command',
    source: ghsa('GHSA-gxw4-4fc5-9gr5'),
  },
  {
    id: 'CVE-2025-53355',
    ecosystem: 'npm',
    package: 'mcp-server-kubernetes',
    affected: below('2.5.0'),
    what: 'arguments get into a shell command',
    source: ghsa('GHSA-gjv4-ghm7-q58q'),
  },
  {
    id: 'CVE-2025-53107',
    ecosystem: 'npm',
    package: '@cyanheads/git-mcp-server',
    affected: below('2.1.5'),
    what: 'arguments get into a shell command',
    source: ghsa('GHSA-3q26-f695-pp76'),
  },
  {
    id: 'CVE-2025-54073',
    ecosystem: 'npm',
    package: 'mcp-package-docs',
    affected: below('0.1.28'),
    what: 'arguments get into a shell command',
    source: nvd('CVE-2025-54073'),
  },
  {
    id: 'CVE-2025-68143',
    ecosystem: 'PyPI',
    package: 'mcp-server-git',
    affected: below('2025.9.25'),
    what: 'git_init makes a repository of any folder',
    source: ghsa('GHSA-5cgr-j3jf-jw3v'),
  },
  {
    id: 'CVE-2025-68144',
    ecosystem: 'PyPI',
    package: 'mcp-server-git',
    affected: below('2025.12.18'),
    what: 'arguments of git_diff and git_checkout are taken for options, which overwrite files',
    source: ghsa('GHSA-9xwc-hfwc-8w59'),
  },
  {
    id: 'CVE-2025-68145',
    ecosystem: 'PyPI',
    package: 'mcp-server-git',
    affected: below('2025.12.18'),
    what: 'repo_path is not kept to the repository of --repository',
    source: ghsa('GHSA-j22h-9j4x-23w5'),
  },
  {
    id: 'CVE-2026-27735',
    ecosystem: 'PyPI',
    package: 'mcp-server-git',
    affected: below('2026.1.14'),
    what: 'git_add stages files from outside of the repository',
    source: ghsa('GHSA-vjqx-cfc4-9h6v'),
  },
  {
    id: 'CVE-2025-66414',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/sdk',
    affected: below('1.24.0'),
    what: 'servers on localhost are not protected against DNS rebinding by default',
    transport: 'http',
    source: ghsa('GHSA-w48q-cv73-mx4w'),
  },
  {
    id: 'CVE-2026-0621',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/sdk',
    affected: below('1.25.2'),
    what: 'a URI can keep the server busy for ever, where it has resource templates',
    source: ghsa('GHSA-8r9q-7v3j-jr4g'),
  },
  {
    id: 'GHSA-345p-7cg4-v4c7',
    ecosystem: 'npm',
    package: '@modelcontextprotocol/sdk',
    affected: [{ from: '1.10.0', before: '1.26.0' }],
    what: 'answers reach other clients where a server or transport object is used for several',
    transport: 'http',
    source: ghsa('GHSA-345p-7cg4-v4c7'),
  },
  {
    id: 'CVE-2025-66416',
    ecosystem: 'PyPI',
    package: 'mcp',
    affected: below('1.23.0'),
    what: 'servers on localhost are not protected against DNS rebinding by default',
    transport: 'http',
    source: ghsa('GHSA-9h52-p55h-vw2f'),
  },
  {
    id: 'CVE-2025-53366',
    ecosystem: 'PyPI',
    package: 'mcp',
    affected: below('1.9.4'),
    what: 'a malformed request ends the server',
    source: ghsa('GHSA-3qhf-m339-9g5v'),
  },
];
