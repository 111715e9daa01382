import { RotateCcw, X } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { Project, Session } from '../../api/client';
import { IconButton } from '../../kit/Button';
import { Facet } from '../../kit/Facet';
import { SearchField } from '../../kit/SearchField';
import { type Actor, actors, type Changes, type EventsSearch } from './search';
import { TypeMenu } from './TypeMenu';

/** So many sessions are offered; each other one is an address. */
const OFFERED = 60;

export function EventFilters({
  search,
  text,
  setText,
  change,
  projects,
  sessions,
}: {
  search: EventsSearch;
  text: string;
  setText: (text: string) => void;
  change: (changes: Changes) => void;
  projects: readonly Project[];
  sessions: readonly Session[];
}) {
  const ofProject = sessions.filter((one) => !search.project || one.project_slug === search.project);
  const offered = ofProject.slice(0, OFFERED);
  const current = sessions.find((one) => one.id === search.session);
  const listed = current && !offered.includes(current) ? [current, ...offered] : offered;
  return (
    <>
      <Facet
        name="Project"
        value={search.project}
        choices={projects.map((one) => ({ value: one.slug, label: one.slug }))}
        onChange={(project) => change({ project, session: undefined })}
      />
      <Facet
        name="Session"
        value={search.session}
        choices={listed.map((one) => ({ value: one.id, label: one.title }))}
        onChange={(session) => change({ session })}
      />
      <TypeMenu type={search.type} onChange={(type) => change({ type })} />
      <Facet
        name="Actor"
        value={search.actor}
        choices={actors.map((value) => ({ value, label: value }))}
        onChange={(actor) => change({ actor: actor as Actor | undefined })}
      />
      <SearchField label="Filter events" className="w-40 shrink-0" value={text} onChange={setText} />
      <Replay from={search.from} onChange={(from) => change({ from })} />
    </>
  );
}

/** The log from a number on, instead of its end. */
function Replay({
  from,
  onChange,
}: {
  from: number | undefined;
  onChange: (from: number | undefined) => void;
}) {
  const [text, setText] = useState(String(from ?? ''));
  useEffect(() => setText(String(from ?? '')), [from]);
  const number = Number(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange(text.trim() && Number.isSafeInteger(number) && number > 0 ? number : undefined);
  };
  return (
    <form
      onSubmit={submit}
      className="flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-edge pl-2 text-subtle focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent max-sm:h-11"
    >
      <RotateCcw size={13} aria-hidden />
      <input
        aria-label="Replay from sequence number"
        inputMode="numeric"
        placeholder="Replay from"
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\D/g, ''))}
        className="num w-22 bg-transparent text-fg outline-none focus-visible:outline-none"
      />
      {from !== undefined && (
        <IconButton
          name="Back to the end"
          className="!size-6 max-sm:!size-11"
          onClick={() => onChange(undefined)}
        >
          <X size={13} aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
