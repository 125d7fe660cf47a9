import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { escapePeerText } from '../report/escape-peer-text.ts';
import type { GeneratedCases } from './generate-cases.ts';

export interface AppendedCases {
  text: string;
  /** How many were not there yet. */
  count: number;
}

/**
 * Adds cases to the text of a suite file, YAML or JSON, and leaves everything else as it is, comments too. A case with
 * the same steps is not added again; one of the same name gets a number.
 */
export function appendCases(text: string, { cases }: GeneratedCases): AppendedCases | { problem: string } {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return { problem: error.message };
  if (document.contents !== null && !isMap(document.contents)) return { problem: 'it is no suite file: not an object' };
  const list = casesIn(document);
  if (list === undefined) return { problem: 'its cases are no list' };
  const known = (list.toJSON() as { name?: unknown; steps?: unknown }[]).filter((one) => one !== null);
  const names = new Set(known.map(({ name }) => String(name)));
  const steps = new Set(known.map((one) => JSON.stringify(one.steps)));
  let count = 0;
  for (const { case: one, comment } of cases) {
    const written = JSON.stringify(one.steps);
    if (steps.has(written)) continue;
    steps.add(written);
    let name = one.name;
    for (let number = 2; names.has(name); number++) name = `${one.name} (${number})`;
    names.add(name);
    const node = document.createNode({ ...one, name }) as YAMLMap;
    // Of a JSON file, which knows no comments.
    if (!list.flow) node.commentBefore = ` ${escapePeerText(comment)}`;
    list.add(node);
    count++;
  }
  return { text: document.toString({ lineWidth: 120, flowCollectionPadding: true }), count };
}

function casesIn(document: Document.Parsed): YAMLSeq | undefined {
  const found = document.get('cases');
  if (isSeq(found)) return found;
  if (found !== undefined && found !== null) return undefined;
  const list = document.createNode([]) as YAMLSeq;
  document.set('cases', list);
  const isJson = isMap(document.contents) && document.contents.flow === true;
  list.flow = isJson;
  return list;
}
