import { clsx } from 'clsx';
import { ListFilter } from 'lucide-react';
import type { Ref } from 'react';
import { Facet } from '../../kit/Facet';
import { Menu } from '../../kit/Menu';
import { SearchField } from '../../kit/SearchField';
import { groups } from '../../session/word';
import type { Facets } from './arrange';
import type { Changes, SessionsSearch } from './search';

const choicesOf = (counts: Map<string, number>, current: string | undefined) =>
  [...new Set([...counts.keys(), ...(current ? [current] : [])])]
    .sort((a, b) => a.localeCompare(b))
    .map((value) => ({ value, label: value, count: counts.get(value) ?? 0 }));

/** Which groups there are, with how many rows each would leave. */
function GroupTabs({ search, facets, known, change }: FilterProps) {
  const total = [...facets.group.values()].reduce((sum, n) => sum + n, 0);
  const tabs = [
    { key: undefined, name: 'All', count: total },
    ...groups.map((group) => ({ ...group, count: facets.group.get(group.key) ?? 0 })),
  ];
  return (
    <fieldset className="flex shrink-0 gap-0.5">
      <legend className="sr-only">State</legend>
      {tabs.map(({ key, name, count }) => {
        const on = search.group === key;
        const amber = key === 'needs' && count > 0;
        return (
          <button
            key={name}
            type="button"
            aria-pressed={on}
            onClick={() => change({ group: key })}
            className={clsx(
              'flex h-7 items-center gap-1.5 rounded-md px-2 whitespace-nowrap max-sm:h-11 max-sm:px-3',
              on ? (key ? 'bg-selected font-medium' : 'bg-hover font-medium') : 'text-muted hover:bg-hover',
            )}
          >
            {name}
            {known && (
              <span className={clsx('num text-12', amber ? 'font-semibold text-needs' : 'text-subtle')}>
                {count}
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}

export interface FilterProps {
  search: SessionsSearch;
  facets: Facets;
  /** The sessions have been read: before that nothing is counted. */
  known: boolean;
  change: (change: Changes) => void;
}

const orders = [
  { value: undefined, label: 'By what needs you' },
  { value: 'newest', label: 'Newest first' },
  { value: 'project', label: 'By project' },
] as const;

/** How the rows are shown; the current way is ticked. */
function View({ search, change }: FilterProps) {
  const tick = (on: boolean) => <span className="w-4 text-accent">{on ? '✓' : ''}</span>;
  const shown = orders.find((one) => one.value === search.order)?.label ?? '';
  return (
    <Menu
      name="View"
      trigger={
        <button
          type="button"
          aria-label={`View: ${shown}`}
          title={`View: ${shown}`}
          className={clsx(
            'grid size-7 shrink-0 place-items-center rounded-md border hover:bg-hover max-sm:size-11',
            search.order || search.archived ? 'bg-selected text-fg' : 'text-muted',
          )}
        >
          <ListFilter size={14} aria-hidden />
        </button>
      }
      items={[
        ...orders.map(({ value, label }) => ({
          id: label,
          label,
          icon: tick(search.order === value),
          run: () => change({ order: value }),
        })),
        {
          id: 'archived',
          label: 'Archived ones too',
          icon: tick(search.archived === true),
          run: () => change({ archived: search.archived ? undefined : true }),
        },
      ]}
    />
  );
}

/** Everything that leaves rows out, each with what it would leave. */
export function Filters(props: FilterProps) {
  const { search, facets, change } = props;
  return (
    <>
      <GroupTabs {...props} />
      <span className="h-4 shrink-0 border-l" />
      <Facet
        name="Project"
        value={search.project}
        choices={choicesOf(facets.project, search.project)}
        onChange={(project) => change({ project })}
      />
      <Facet
        name="Agent"
        value={search.agent}
        choices={choicesOf(facets.agent, search.agent)}
        onChange={(agent) => change({ agent })}
      />
      <Facet
        name="Action"
        value={search.action}
        choices={choicesOf(facets.action, search.action)}
        onChange={(action) => change({ action })}
      />
      <View {...props} />
    </>
  );
}

export const TextFilter = ({
  text,
  setText,
  onLeave,
  className,
  ref,
}: {
  text: string;
  setText: (text: string) => void;
  onLeave: () => void;
  className?: string;
  ref?: Ref<HTMLInputElement | null>;
}) => (
  <SearchField
    {...(ref && { ref })}
    label="Filter sessions"
    value={text}
    onChange={setText}
    onLeave={onLeave}
    {...(className && { className })}
  />
);
