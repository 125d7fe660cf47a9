import { expect, test } from 'vitest';
import { NumberTemplate } from './number-template.ts';

test('numbers stand where they are asked for, and nowhere else', () => {
  const template = new NumberTemplate().addJson({
    $n: 'key',
    one: '$n',
    text: 'user $vu, call $n: $name $$n',
    list: ['$vu', 1, null, true, { deep: '"$n"' }],
  });
  const text = template.fill({ n: 7, vu: 3 });
  expect(JSON.parse(text)).toEqual({
    $n: 'key',
    one: 7,
    text: 'user 3, call 7: $name $7',
    list: [3, 1, null, true, { deep: '"7"' }],
  });
  expect(template.fill({ n: 8, vu: 12 })).toContain('user 12, call 8');
});

test('text is a string of bytes', () => {
  const text = new NumberTemplate().addJson({ wide: 'é€😀 $n', empty: {}, none: [] }).fill({ n: 1, vu: 1 });
  expect(JSON.parse(Buffer.from(text, 'latin1').toString('utf8'))).toEqual({ wide: 'é€😀 1', empty: {}, none: [] });
});
