import { expect, it } from 'vitest';
import { jsonPieces } from './Json';

it('colours JSON and loses nothing of it', () => {
  const json = JSON.stringify({ a: 'x: "y", 1', n: -1.5, ok: true, none: null, list: [1] }, null, 2);
  const pieces = jsonPieces(json);
  expect(pieces.map((piece) => piece.text).join('')).toBe(json);
  const of = (kind: string) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.text);
  expect(of('property')).toEqual(['"a":', '"n":', '"ok":', '"none":', '"list":']);
  expect(of('string')).toEqual(['"x: \\"y\\", 1"']);
  expect(of('number')).toEqual(['-1.5', '1']);
  expect(of('boolean')).toEqual(['true', 'null']);
});
