import { expect, test } from 'vitest';
import { wasSeen } from './word';

test('what was seen of an earlier turn does not count', () => {
  const state_since = '2026-12-01T10:00:00.5Z';
  expect(wasSeen({ seen_at: null, state_since })).toBe(false);
  expect(wasSeen({ seen_at: '2026-12-01T09:59:00Z', state_since })).toBe(false);
  expect(wasSeen({ seen_at: '2026-12-01T10:00:00.500Z', state_since })).toBe(true);
});
