import './noDocument';
import { refractor } from 'refractor/core';
import type { Asked, Coloured } from './colours';
import type { Language } from './languages';
import { linesOfParts, type Parts, type Token } from './tokens';

type Syntax = Parameters<typeof refractor.register>[0];

const grammars: Record<Language, () => Promise<{ default: unknown }>> = {
  java: () => import('refractor/java'),
  tsx: () => import('refractor/tsx'),
  typescript: () => import('refractor/typescript'),
  javascript: () => import('refractor/javascript'),
  jsx: () => import('refractor/jsx'),
  python: () => import('refractor/python'),
  go: () => import('refractor/go'),
  rust: () => import('refractor/rust'),
  sql: () => import('refractor/sql'),
  bash: () => import('refractor/bash'),
  json: () => import('refractor/json'),
  yaml: () => import('refractor/yaml'),
  css: () => import('refractor/css'),
  markup: () => import('refractor/markup'),
  markdown: () => import('refractor/markdown'),
};

/** The grammar's own cutter: what it makes for pages is not needed, only where each part begins and ends. */
const cutter = refractor as unknown as { tokenize: (text: string, grammar: unknown) => Parts };

async function colour({ language, sides }: Asked): Promise<Token[][][]> {
  if (!refractor.registered(language)) refractor.register((await grammars[language]()).default as Syntax);
  const grammar = refractor.languages[language];
  return sides.map((text) => (text ? linesOfParts(cutter.tokenize(text, grammar)) : []));
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  colour(data).then(
    (sides) => postMessage({ id: data.id, sides } satisfies Coloured),
    // What cannot be coloured stays as it is.
    () => postMessage({ id: data.id, sides: undefined } satisfies Coloured),
  );
});
