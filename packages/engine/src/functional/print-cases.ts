import { Document, isScalar, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import { escapePeerText } from '../report/escape-peer-text.ts';
import type { GeneratedCases } from './generate-cases.ts';

const introduction = `Functional cases, made from what the server publishes: a place to start, no proof of anything yet.
Put in arguments that mean something, and say in expect what must come back:
  expect:
    text: { contains: hello }
    assert:
      - { path: $.structuredContent.total, greaterThan: 0 }
    latency: { maxMs: 500 }
Values pass from step to step with save: { id: $.structuredContent.id } and \${id}.`;

/** Generated cases as the YAML of a suite file, with a comment at each that says where it is from. */
export function printCases({ cases, leftOut }: GeneratedCases): string {
  const document = new Document({ cases: cases.map((one) => one.case) });
  document.commentBefore = comment(
    leftOut.length === 0
      ? introduction
      : `${introduction}\n\nLeft out:\n${leftOut.map((line) => `- ${line}`).join('\n')}`,
  );
  const list = document.get('cases') as YAMLSeq<YAMLMap>;
  for (const [index, item] of list.items.entries()) {
    item.commentBefore = comment(cases[index]?.comment ?? '');
    if (index > 0) item.spaceBefore = true;
  }
  visit(document, {
    Seq: (_key, sequence) => {
      if (sequence.items.every((item) => isScalar(item))) sequence.flow = true;
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}

/** A peer's names stand in comments: they must not end them. */
function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ` ${escapePeerText(line)}`))
    .join('\n');
}
