import { isJsonObject, type JsonValue } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { everyTransport, revisionsSince } from '../jsonrpc/applies-to.ts';
import { judgeEach } from '../jsonrpc/judge-each.ts';
import { quoteJson } from '../jsonrpc/quote.ts';
import { listedEntries, lists, nameOf } from './listed-entries.ts';

export const toolsIconsShapeCheck: Check = {
  id: 'tools-icons-shape',
  area: 'tools',
  title: 'Icons are https or data URIs, with sizes and themes clients know',
  level: 'MUST',
  derived: 'duty',
  revisions: revisionsSince('2025-11-25'),
  transports: everyTransport,
  isolation: 'tour',
  spec: 'basic/index#icons',
  fix: 'Give each icon a "src" that is an https: or data: URI, "sizes" as an array of "48x48" or "any", and "theme" light or dark.',
  run(context) {
    const entries = (Object.keys(lists) as (keyof typeof lists)[]).flatMap((list) =>
      listedEntries(context, list).map(({ frame, entry }) => ({
        frame,
        entry,
        what: lists[list].entries.slice(0, -1),
      })),
    );
    const withIcons = entries.filter(({ entry }) => entry.icons !== undefined);
    if (withIcons.length === 0) return context.notApplicable('nothing the server lists has icons');
    const doubtful: string[] = [];
    const wording = { subjects: 'entries with icons', sound: 'have icons that clients can show' };
    const outcome = judgeEach(context, withIcons, wording, ({ entry, what }) => {
      const { icons } = entry;
      if (!Array.isArray(icons))
        return `the ${what} ${nameOf(entry)} has the icons ${quoteJson(icons)} instead of an array`;
      for (const icon of icons) {
        const fault = findFault(icon);
        if (fault !== undefined) return `the ${what} ${nameOf(entry)} has an icon whose ${fault}`;
        if (isJsonObject(icon) && /^http:/i.test(String(icon.src))) doubtful.push(nameOf(entry));
      }
      return undefined;
    });
    if (outcome.verdict !== 'pass' || doubtful.length === 0) return outcome;
    return context.warned(`clients take icons from https: and data: URIs only, but ${doubtful[0]} has one at http:`);
  },
};

function findFault(icon: JsonValue): string | undefined {
  if (!isJsonObject(icon)) return `entry is ${quoteJson(icon)} instead of an object`;
  const { src, sizes, theme, mimeType } = icon;
  if (typeof src !== 'string') return `src is ${quoteJson(src)} instead of a string`;
  if (!/^(?:https?:|data:)/i.test(src)) return `src is ${quoteJson(src, 80)}, which clients refuse`;
  const isSize = (size: JsonValue) => typeof size === 'string' && /^(?:any|[1-9]\d*x[1-9]\d*)$/i.test(size);
  if (sizes !== undefined && !(Array.isArray(sizes) && sizes.every(isSize))) return `sizes are ${quoteJson(sizes, 80)}`;
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') return `theme is ${quoteJson(theme, 80)}`;
  return mimeType === undefined || typeof mimeType === 'string' ? undefined : `mimeType is ${quoteJson(mimeType, 80)}`;
}
