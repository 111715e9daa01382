import { expect, test } from 'vitest';
import css from './theme.css?raw';

/** What axe does not look at: each pair of colours that is used together, in both themes (WCAG 2.2, 1.4.3 and 1.4.11). */
const TEXT = 4.5;
const SHAPE = 3;

const themes = { light: ':root {', dark: ':root[data-theme="dark"] {' };

type Colour = readonly [number, number, number];

function tokensOf(theme: keyof typeof themes): Map<string, string> {
  const from = css.indexOf(themes[theme]);
  const block = css.slice(from, css.indexOf('\n}', from));
  return new Map(
    [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const hex = (value: string): Colour => {
  const at = (place: number) => Number.parseInt(value.slice(place, place + 2), 16);
  return [at(1), at(3), at(5)];
};

/** A colour by its name, or `veil over ground`. */
function colour(name: string, tokens: Map<string, string>): Colour {
  const [top = '', ground] = name.split(' over ');
  const value = tokens.get(top);
  if (!value) throw new Error(`no colour ${top}`);
  if (!ground) return hex(value);
  const [r = 0, g = 0, b = 0, share = 1] = (value.match(/[\d.]+/g) ?? []).map(Number);
  const below = colour(ground, tokens);
  const mixed = [r, g, b].map((part, place) => part * share + (below[place] ?? 0) * (1 - share));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

const luminance = (parts: Colour): number => {
  const [r = 0, g = 0, b = 0] = parts
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: Colour, b: Colour): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const solid = ['bg', 'raised', 'overlay', 'selected'];
const surfaces = [...solid, ...solid.map((ground) => `hover over ${ground}`)];
const meanings = ['needs', 'fail', 'ready', 'run'];
const code = ['fg', 'tok-keyword', 'tok-string', 'tok-comment', 'tok-number', 'tok-function', 'tok-type'];
const changes = ['ins-1', 'ins-2', 'del-1', 'del-2'];

const each = (fronts: string[], grounds: string[], least: number) =>
  fronts.flatMap((front) => grounds.map((ground) => [front, ground, least] as const));

const pairs = [
  ...each(['fg', 'muted', 'subtle', 'accent', ...meanings], surfaces, TEXT),
  ...each(['needs-icon'], surfaces, SHAPE),
  ...each(['edge'], ['bg', 'raised', 'overlay', 'selected', 'needs-soft', 'fail-soft'], SHAPE),
  ...meanings.flatMap((one) => each([one, 'fg', 'muted', 'subtle', 'accent'], [`${one}-soft`], TEXT)),
  ...each(['needs-icon'], ['needs-soft'], SHAPE),
  ...each(code, ['bg', 'raised', ...changes], TEXT),
  ...each(['muted'], changes, TEXT),
  ...each(['ready'], ['ins-1'], TEXT),
  ...each(['fail'], ['del-1'], TEXT),
  ...each(['on-fill'], ['accent-fill', 'fail-fill'], TEXT),
];

test.each(['light', 'dark'] as const)('everything can be read in the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const faint = pairs
    .map(([front, ground, least]) => ({
      front,
      ground,
      least,
      is: contrast(colour(front, tokens), colour(ground, tokens)),
    }))
    .filter(({ is, least }) => is < least)
    .map(({ front, ground, least, is }) => `${front} on ${ground}: ${is.toFixed(2)} < ${least}`);
  expect(faint).toEqual([]);
});
