import { expect, test } from 'vitest';
import { loopbackTwin } from './loopback-twin.ts';

test('another name of this machine leads to the name of the api', () => {
  expect(loopbackTwin('127.0.0.1:3000', 'http://localhost:8000')).toBe('http://localhost:3000');
  expect(loopbackTwin('[::1]:3000', 'http://localhost:8000')).toBe('http://localhost:3000');
  expect(loopbackTwin('localhost:3000', 'http://127.0.0.1:8000')).toBe('http://127.0.0.1:3000');
});

test('the right name stays, and so does any name that is not of this machine', () => {
  expect(loopbackTwin('localhost:3000', 'http://localhost:8000')).toBeNull();
  expect(loopbackTwin('lab.example.com', 'https://api.example.com')).toBeNull();
  expect(loopbackTwin('lab.example.com', 'http://localhost:8000')).toBeNull();
  expect(loopbackTwin('', 'http://localhost:8000')).toBeNull();
});
