import { lazy, memo, Suspense } from 'react';
import { told } from './Told';

interface Text {
  text: string;
  className?: string;
}

const Unread = ({ text, className }: Text) => (
  <div className={`${className ?? 'prose'} whitespace-pre-wrap`}>{told(text)}</div>
);

// What was said is worth more than its looks.
const Markdown = lazy(() => import('./Markdown').catch(() => ({ default: Unread })));

/** Nothing in it could mean anything but itself: most of what agents say while they work. */
const PLAIN = /^[\p{L}\p{N}\s,;:?'"“”‘’()/+%=…–—]+[.!?:]?$/u;

const isPlain = (text: string): boolean =>
  text.length < 500 && !text.includes('\n') && !/^\s|^\d+\)|:\/\/|www/.test(text) && PLAIN.test(text);

/** Markdown, as plain text until its reader is loaded. Reading it costs, so it is read once for each text. */
export const Prose = memo(function Prose({ text, className }: Text) {
  if (isPlain(text))
    return (
      <div className={className ?? 'prose'}>
        <p>{told(text)}</p>
      </div>
    );
  return (
    <Suspense fallback={<Unread text={text} {...(className && { className })} />}>
      <Markdown text={text} {...(className && { className })} />
    </Suspense>
  );
});
