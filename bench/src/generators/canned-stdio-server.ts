/** Answers any JSON-RPC line at the least cost Node can do it for. */
import { cannedAnswer } from './canned-answer.ts';

let held = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (held + chunk).split('\n');
  held = lines.pop() ?? '';
  let answers = '';
  for (const line of lines) {
    const answer = cannedAnswer(line);
    if (answer !== undefined) answers += `${answer}\n`;
  }
  if (answers !== '') process.stdout.write(answers);
});
