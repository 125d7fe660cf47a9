import { faultKinds } from '@mcp-lab/contracts';
import { expect, test } from 'vitest';
import { faultMembers, parseFault } from './parse-fault.ts';
import { readFaultFile } from './read-fault-file.ts';

test('the compact form, with defaults', () => {
  expect(parseFault('latency,ms=200,jitter=50,direction=to-client,probability=0.3,methods=tools/call|ping')).toEqual({
    kind: 'latency',
    ms: 200,
    jitter: 50,
    direction: 'to-client',
    probability: 0.3,
    methods: ['tools/call', 'ping'],
    every: 1,
    afterSeconds: 0,
  });
});

test.each([
  ['gremlins', 'There is no fault "gremlins". There are: latency, bandwidth'],
  ['latency,speed=3', 'latency has no speed: latency takes ms=…, jitter=…'],
  ['latency,ms', 'ms: write it as name=value. latency takes ms=…'],
  ['latency,ms=-1', 'latency.ms: Too small'],
  ['cut-stream,direction=both', 'cut-stream.direction: only to-client'],
  ['drop,probability=2', 'drop.probability: Too big'],
  ['kill,signal=SIGSTOP', 'kill.signal: Invalid option'],
  ['pause,every=2', 'pause has no every: pause takes afterSeconds=…, seconds=…'],
])('%s: %s', (text, message) => {
  expect(() => parseFault(text)).toThrow(message);
});

test('every fault is described and says where it applies', () => {
  expect([...faultMembers.keys()]).toEqual(Object.keys(faultKinds));
  for (const { transports } of Object.values(faultKinds)) expect(transports.length).toBeGreaterThan(0);
});

test('a file holds objects or lines', () => {
  expect(readFaultFile('- kind: status\n  status: 500\n- drop,every=3\n')).toMatchObject([
    { kind: 'status', status: 500 },
    { kind: 'drop', every: 3 },
  ]);
  expect(() => readFaultFile('kind: drop')).toThrow('The file has to be a list');
  expect(() => readFaultFile('- kind: drop\n  evry: 3\n')).toThrow('fault 1');
});
