import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Reply } from '@mcp-lab/wire';
import { quoteJson } from '../../checks/jsonrpc/quote.ts';
import { replyEvidence } from '../../checks/lifecycle/reply-evidence.ts';
import { createCanarySearch } from '../canaries/find-canary.ts';
import { groupByTool, type ProbedTool } from '../parameters/group-by-tool.ts';
import { withValue } from '../parameters/with-value.ts';
import type { Probe, ProbeFinding, ProbeLab } from '../probe.ts';
import { type AddressWay, addressWays } from './ssrf-ways.ts';
import { textOfReply } from './text-of-reply.ts';

const maxParameters = 2;
/** What a tool is called and says of itself whose purpose it is to open addresses. */
const fetches =
  /\b(?:fetch(?:es)?|download(?:s)?|brows(?:e|es|er)|navigat(?:e|es)|crawl(?:s)?|scrap(?:e|es)|screenshot|http|request(?:s)?|(?:visit|open|load|read|get|retriev)(?:e|es|s)? (?:a |the |an )?(?:url|web|page|site|link|content)|url)\b/i;

const toolsOf = (lab: ProbeLab) => groupByTool(lab, ({ kinds }) => kinds.has('url'), 'an address');

export const ssrfProbe: Probe = {
  id: 'ssrf',
  title: 'Tools open no addresses of the machine the server runs on',
  fix: 'Resolve the name, check every address against loopback, private and link-local nets after resolving, connect to the address that was checked, and check each redirect again.',
  count(lab) {
    const { tools, left } = toolsOf(lab);
    return tools.length + left.length;
  },
  async run(lab) {
    const { tools, left } = toolsOf(lab);
    const findings: ProbeFinding[] = [];
    for (const tool of tools) {
      if (lab.signal.aborted) break;
      findings.push(await probeTool(lab, tool));
    }
    return [...findings, ...left];
  },
};

interface Hit {
  way: AddressWay;
  reply: Reply;
  parameter: string;
  isRead: boolean;
}

async function probeTool(lab: ProbeLab, tool: ProbedTool): Promise<ProbeFinding> {
  const hits: Hit[] = [];
  let tries = 0;
  const parameters = tool.parameters.slice(0, maxParameters);
  const search = createCanarySearch(lab.listener.content);
  for (const { path, name } of parameters) {
    const file = await probeFile(lab, tool, path);
    tries += 1;
    if (file !== undefined) return { ...file, reason: `${name} with ${file.reason}` };
    const made: { way: AddressWay; reply: Reply }[] = [];
    for (const way of addressWays(lab.listener, lab.token, `${tool.name} ${name}`)) {
      const reply = await lab.call(tool.name, withValue(tool.arguments, path, way.url));
      if (reply === undefined) break;
      tries += 1;
      made.push({ way, reply });
    }
    // Who fetches after the answer has done it by now, mostly: the hits of all tries are looked at together.
    for (const { way, reply } of made) {
      if (lab.listener.hitsOf(way.token).length === 0) continue;
      hits.push({ way, reply, parameter: name, isRead: search(textOfReply(reply)) !== undefined });
    }
  }
  const tried = `${tries} tries at ${parameters.map(({ name }) => name).join(', ')}: a file URI, and the loopback address written plainly, as numbers, in IPv6 and by a redirect. Only this machine was contacted; names that resolve to another address the second time (DNS rebinding) were not tried`;
  return judge(lab, tool, hits, tried);
}

/** A file URI is an address of the machine too. */
async function probeFile(lab: ProbeLab, tool: ProbedTool, path: readonly string[]): Promise<ProbeFinding | undefined> {
  const content = lab.token(`file of ${tool.name}`);
  const file = join(lab.files.folder, `fetched-${content.slice(-6)}.txt`);
  await writeFile(file, content);
  const { href } = pathToFileURL(file);
  const reply = await lab.call(tool.name, withValue(tool.arguments, path, href));
  if (reply === undefined || createCanarySearch(content)(textOfReply(reply)) === undefined) return undefined;
  const isMeant = lab.settings.urlTools.includes(tool.name);
  return {
    tool: tool.name,
    verdict: isMeant ? 'info' : 'fail',
    confidence: 'certain',
    severity: isMeant ? 'none' : 'critical',
    reason: `a file URI (${quoteJson(href, 200)}) gave the content of a file of the machine`,
    evidence: replyEvidence(reply),
  };
}

function judge(lab: ProbeLab, { name, tool }: ProbedTool, hits: readonly Hit[], tried: string): ProbeFinding {
  const [first] = hits;
  if (first === undefined) return { tool: name, verdict: 'pass', reason: `nothing found by this probe: ${tried}` };
  const plain = hits.filter(({ way }) => way.isPlain);
  const ways = [...new Set(hits.map(({ way }) => way.how))].join(', ');
  const read = hits.some(({ isRead }) => isRead) ? ', and what it found there came back' : '';
  const came = `our listener on the loopback address was asked by way of ${first.parameter} (${ways})${read}`;
  const evidence = replyEvidence(first.reply);
  const base = { tool: name, confidence: 'certain', evidence } as const;
  if (lab.settings.urlTools.includes(name)) {
    return { ...base, verdict: 'info', reason: `${came}, as security.urlTools says it may. ${tried}` };
  }
  if (plain.length === 0) {
    return {
      ...base,
      verdict: 'fail',
      severity: 'high',
      reason: `${came}: what is refused when written plainly is fetched when written otherwise. ${tried}`,
    };
  }
  const isFetcher = fetches.test(
    `${name.replaceAll(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' ')} ${typeof tool.description === 'string' ? tool.description.slice(0, 1_000) : ''}`,
  );
  if (!isFetcher)
    return {
      ...base,
      verdict: 'fail',
      severity: 'high',
      reason: `${came}, though nothing says that the tool opens addresses. ${tried}`,
    };
  return {
    ...base,
    verdict: 'warn',
    severity: 'medium',
    reason: `${came}. To fetch is its purpose, but whoever chooses the address reaches what listens on the machine of the server alone, and in a cloud perhaps its metadata service (not tried). Where it is meant to, write it under security.urlTools. ${tried}`,
  };
}
