import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { problemOf } from '../../api/problem';
import { agentsQuery, projectsQuery, sessionsQuery } from '../../api/queries';
import { Button, Key } from '../../kit/Button';
import { useDraft } from '../../kit/useDraft';
import { keyWords, useShortcuts } from '../../shell/shortcuts';
import {
  beginningOf,
  type Chip,
  chipsOf,
  corrected,
  doingOf,
  lastOne,
  missingOf,
  saidSoFar,
  useOutlook,
  usePreview,
} from './command';
import { useStart } from './useStart';

const DRAFT = 'orch.draft.command';
const EXAMPLE = 'claude implement my-app add a test, or: ask claude to review src in my-app';

/** One line that says what is to be done; below it, what the daemon makes of it. */
export function Composer({ focused = false }: { focused?: boolean }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText, sent] = useDraft(DRAFT);
  const [touched, setTouched] = useState(false);
  const { start, busy } = useStart();
  const outlook = useOutlook();
  const said = text.trim();
  const meant = usePreview(text);
  useShortcuts([{ keys: 'c', label: 'New session', run: () => area.current?.focus() }]);
  useEffect(() => {
    if (focused) area.current?.focus();
  }, [focused]);

  const send = async (): Promise<void> => {
    if (!said || !(await start({ text: said }))) return;
    sent(text, beginningOf(lastOne()));
    setTouched(false);
  };
  const begin = (): void => {
    if (!text) setText(beginningOf(lastOne()));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <section
      aria-label="New session"
      className="rounded-lg border border-edge bg-raised focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent"
    >
      <div className="flex items-start gap-2 p-2 [&>kbd]:mt-2">
        <textarea
          ref={area}
          aria-label="Command"
          aria-describedby="command-means"
          placeholder={EXAMPLE}
          rows={1}
          value={text}
          onFocus={begin}
          onBlur={() => said === beginningOf(lastOne()).trim() && setText('')}
          onChange={(event) => {
            setTouched(true);
            setText(event.target.value);
          }}
          onKeyDown={onKey}
          spellCheck={false}
          className="field-sizing-content block max-h-60 w-full min-w-0 resize-none bg-transparent pt-0.5 pl-1 text-14 outline-none! max-sm:min-h-11"
        />
        {!text && <Key>C</Key>}
        {outlook && said && (
          <span className="mt-1 shrink-0 text-12 text-subtle max-sm:hidden">{outlook}</span>
        )}
        <Button busy={busy} disabled={!said} shortcut={keyWords('mod+↵')} onClick={() => void send()}>
          {doingOf(said ? meant.preview?.action : undefined)}
        </Button>
      </div>
      <div id="command-means" aria-live="polite">
        {said && <Meaning text={text} meant={meant} quiet={!touched} onCorrect={setText} />}
      </div>
    </section>
  );
}

/**
 * @param quiet nobody has written yet: what the beginning lacks is no news
 */
function Meaning({
  text,
  meant: { preview, fault, isCurrent },
  quiet,
  onCorrect,
}: {
  text: string;
  meant: ReturnType<typeof usePreview>;
  quiet: boolean;
  onCorrect: (text: string) => void;
}) {
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: projects = [] } = useQuery(projectsQuery);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  if (preview)
    return (
      <ul className={clsx('flex flex-wrap gap-1.5 px-3 pb-2.5', !isCurrent && 'opacity-60')}>
        {chipsOf(preview, text, { agents, projects, sessions }).map((chip) => (
          <ChipItem key={chip.name} chip={chip} />
        ))}
      </ul>
    );
  if (!fault) return null;
  const problem = problemOf(fault);
  const missing = missingOf(problem.message);
  const better = corrected(text, problem.message, problem.said.nearest);
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-3 pb-2.5 text-12">
      {missing && (
        <ul className="contents">
          {saidSoFar(text, agents, projects).map((chip) => (
            <ChipItem key={chip.name} chip={chip} />
          ))}
        </ul>
      )}
      {missing ? (
        <span className="inline-flex h-6 items-center rounded-sm border border-dashed border-edge px-1.5 text-muted">
          {missing} is missing
        </span>
      ) : (
        <span className={clsx('wrap-anywhere', quiet ? 'text-muted' : 'text-fail')}>{problem.message}</span>
      )}
      {better ? (
        <Button look="ghost" className="h-6! px-1.5! text-12" onClick={() => onCorrect(better)}>
          {problem.hint}
        </Button>
      ) : (
        <span className="text-subtle wrap-anywhere">{problem.hint}</span>
      )}
    </div>
  );
}

const ChipItem = ({ chip }: { chip: Chip }) => (
  <li className="inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-sm bg-bg px-1.5 text-12">
    <span className="text-subtle">{chip.name}</span>
    <bdi className={clsx('truncate', chip.implied ? 'text-muted' : 'font-medium text-fg')}>{chip.value}</bdi>
  </li>
);
