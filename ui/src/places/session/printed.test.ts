import { expect, test } from 'vitest';
import { Printed, spansOf } from './printed';

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (printed: Printed) => printed.get().map((line) => line.text);

test('a stretch from the middle begins with a whole line', () => {
  const printed = new Printed();
  printed.begin(bytes('alf\nwhole\nopen'), 100);
  expect(texts(printed)).toEqual(['whole', 'open']);
  expect([printed.start, printed.end]).toEqual([104, 114]);
});

test('a line that comes in parts is one', () => {
  const printed = new Printed();
  printed.begin(bytes('a\nb'), 0);
  printed.append('c\nd');
  printed.append('\n');
  printed.append('e');
  expect(texts(printed)).toEqual(['a', 'bc', 'd', 'e']);
  expect(printed.end).toBe(8);
});

test('older ones come before, and each keeps its key', () => {
  const printed = new Printed();
  printed.begin(bytes('x\nnew\n'), 10);
  const [key] = printed.get().map((line) => line.key);
  printed.addBefore(bytes('old\nx\n'), 6);
  expect(texts(printed)).toEqual(['x', 'new']);
  printed.addBefore(bytes('first\nold\n'), 0);
  expect(texts(printed)).toEqual(['first', 'old', 'x', 'new']);
  expect(printed.get().at(-1)?.key).toBe(key);
  expect(new Set(printed.get().map((line) => line.key)).size).toBe(4);
});

const MEGABYTE = 1_000_000;

test('a line that never ends keeps its newest part, and where that stands', () => {
  const printed = new Printed();
  printed.begin(bytes('first\n'), 0);
  for (let n = 0; n < 20; n++) printed.append(`${'é'.repeat(MEGABYTE / 2 - 1)}${String(n).padStart(2, '0')}`);
  expect(printed.end).toBe(6 + 20 * MEGABYTE);
  expect(texts(printed)).toHaveLength(1);
  expect(texts(printed)[0]?.endsWith('19')).toBe(true);
  expect(printed.end - printed.start).toBeLessThanOrEqual(17 * MEGABYTE);
  expect(printed.end - printed.start).toBe(bytes(texts(printed)[0] ?? '').length);
});

test('of long lines the oldest go', () => {
  const printed = new Printed();
  printed.begin(bytes(''), 0);
  for (let n = 0; n < 20; n++) printed.append(`${String(n).padEnd(MEGABYTE - 1, '.')}\n`);
  expect(printed.end).toBe(20 * MEGABYTE);
  expect(texts(printed).at(-1)?.startsWith('19')).toBe(true);
  expect(printed.end - printed.start).toBeLessThanOrEqual(17 * MEGABYTE);
  expect(printed.start % MEGABYTE).toBe(0);
  expect(texts(printed)[0]).toContain(String(printed.start / MEGABYTE));
});

test('a byte is found in its line, also behind letters of several bytes', () => {
  const printed = new Printed();
  printed.begin(bytes('äöü\nb\n'), 0);
  expect([printed.placeOf(5), printed.placeOf(7), printed.placeOf(99)]).toEqual([0, 1, 1]);
});

test('colours become classes, other codes nothing, markup text', () => {
  const esc = String.fromCharCode(27);
  expect(spansOf(`a${esc}[31mred${esc}[0m${esc}[2K<b>`)).toEqual([
    { text: 'a', className: '' },
    { text: 'red', className: 'text-fail' },
    { text: '<b>', className: '' },
  ]);
});
