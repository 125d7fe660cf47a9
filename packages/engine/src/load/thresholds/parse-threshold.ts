/** What a metric is, which decides the methods it may be asked by. As in k6. */
export type MetricKind = 'trend' | 'rate' | 'counter' | 'gauge';

const metrics = {
  latency: 'trend',
  first_byte: 'trend',
  failed: 'rate',
  dropped: 'counter',
  calls: 'counter',
  bytes_received: 'counter',
  server_cpu: 'gauge',
  server_rss: 'gauge',
  open_files: 'gauge',
} as const satisfies Record<string, MetricKind>;
export type MetricName = keyof typeof metrics;

/** Those that can be asked of one kind of call alone. */
const perCall: readonly MetricName[] = ['latency', 'first_byte', 'failed', 'calls', 'bytes_received'];

const methodsOf: Readonly<Record<MetricKind, readonly string[]>> = {
  trend: ['avg', 'min', 'max', 'med', 'p(N)'],
  rate: ['rate'],
  counter: ['count', 'rate'],
  gauge: ['value'],
};

const operators = ['>=', '<=', '===', '==', '!=', '>', '<'] as const;
export type Operator = (typeof operators)[number];

export type Method =
  | { name: 'avg' | 'min' | 'max' | 'rate' | 'count' | 'value' }
  /** From 0 to 1; `med` is 0.5. */
  | { name: 'quantile'; quantile: number };

export interface ParsedThreshold {
  metric: MetricName;
  kind: MetricKind;
  /** Of one kind of call, by its name; null: of all. */
  call: string | null;
  method: Method;
  operator: Operator;
  bound: number;
}

/** What is wrong and where: column from 1 in the text of `part`. */
export interface ThresholdProblem {
  part: 'metric' | 'expression';
  column: number;
  message: string;
}

export type ThresholdReading = { ok: true; threshold: ParsedThreshold } | { ok: false; problem: ThresholdProblem };

/**
 * Reads a threshold in k6's grammar: an expression is `method operator number`, a metric is a name, `name{call}` of one kind of
 * call. Blanks may stand between the parts. Grammar: https://grafana.com/docs/k6/latest/using-k6/thresholds/
 */
export function parseThreshold(source: { metric: string; expression: string }): ThresholdReading {
  const metric = parseMetric(source.metric);
  if ('problem' in metric) return { ok: false, problem: metric.problem };
  const kind = metrics[metric.name];
  const expression = parseExpression(source.expression, kind, metric.name);
  if ('problem' in expression) return { ok: false, problem: expression.problem };
  return { ok: true, threshold: { metric: metric.name, kind, call: metric.call, ...expression } };
}

type Failure = { problem: ThresholdProblem };

function parseMetric(text: string): { name: MetricName; call: string | null } | Failure {
  const match = /^\s*([A-Za-z_]*)\s*(?:\{(.*)\}\s*)?$/s.exec(text);
  const name = (Object.keys(metrics) as MetricName[]).find((known) => known === match?.[1]);
  const fail = (column: number, message: string): Failure => ({ problem: { part: 'metric', column, message } });
  if (match === null) {
    const column = text.search(/[^A-Za-z_\s]/) + 1;
    return fail(column, `unexpected "${text.slice(column - 1, column + 9)}"; a metric is a name, or name{call}`);
  }
  if (name === undefined) {
    return fail(1, `there is no metric "${text.trim()}"; known are ${Object.keys(metrics).join(', ')}`);
  }
  const call = match[2]?.trim();
  if (call === undefined) return { name, call: null };
  const column = text.indexOf('{') + 1;
  if (!perCall.includes(name)) return fail(column, `${name} cannot be asked of one kind of call`);
  return call === '' ? fail(column + 1, 'a name of a call is missing between the braces') : { name, call };
}

function parseExpression(
  text: string,
  kind: MetricKind,
  metric: MetricName,
): { method: Method; operator: Operator; bound: number } | Failure {
  let at = 0;
  const skipBlanks = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const fail = (message: string): Failure => {
    const found = at >= text.length ? 'the end' : `"${text.slice(at, at + 10)}"`;
    return { problem: { part: 'expression', column: at + 1, message: `${message}, found ${found}` } };
  };
  const take = (pattern: RegExp): string | undefined => {
    skipBlanks();
    const match = pattern.exec(text.slice(at))?.[0];
    return match;
  };
  const methods = methodsOf[kind].join(', ');
  const word = take(/^(?:p\(\s*\d+(?:\.\d+)?\s*\)|[A-Za-z]+)/);
  const method = word === undefined ? undefined : methodOf(word);
  if (word === undefined || method === undefined || !isAllowed(word, kind)) {
    return fail(`expected a method (${metric} has ${methods})`);
  }
  if (method.name === 'quantile' && method.quantile > 1) return fail('expected a percentile from 0 to 100');
  at += word.length;
  const symbol = take(/^[<>=!]+/);
  const operator = operators.find((known) => known === symbol);
  if (operator === undefined) return fail('expected an operator (> >= <= < == === !=)');
  at += operator.length;
  const number = take(/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/i);
  if (number === undefined) return fail('expected a number');
  at += number.length;
  skipBlanks();
  return at < text.length ? fail('expected nothing more') : { method, operator, bound: Number(number) };
}

function methodOf(word: string): Method | undefined {
  if (word === 'med') return { name: 'quantile', quantile: 0.5 };
  const percentile = /^p\(\s*([\d.]+)\s*\)$/.exec(word)?.[1];
  if (percentile !== undefined) {
    // 99.9 / 100 is a hair more than 0.999, which would be the next call's latency.
    return { name: 'quantile', quantile: Number((Number(percentile) / 100).toPrecision(12)) };
  }
  const plain = (['avg', 'min', 'max', 'rate', 'count', 'value'] as const).find((known) => known === word);
  return plain === undefined ? undefined : { name: plain };
}

function isAllowed(word: string, kind: MetricKind): boolean {
  return methodsOf[kind].includes(word.startsWith('p(') ? 'p(N)' : word);
}
