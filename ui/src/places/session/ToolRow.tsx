import { clsx } from 'clsx';
import {
  Bot,
  ChevronRight,
  FilePen,
  FilePlus,
  FileText,
  Globe,
  ListChecks,
  LoaderCircle,
  Search,
  SquareTerminal,
  Wrench,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../kit/Button';
import { Delta, grouped } from '../../kit/figures';
import { Told, told } from '../../kit/Told';
import { Well } from '../../kit/Well';
import type { Tool } from './entries';
import type { Asked } from './requests';
import { askingVerb, deniedVerb, resultWords, runWords, type ToolKind, tookWords } from './toolLine';

const icons = {
  read: FileText,
  search: Search,
  edit: FilePen,
  write: FilePlus,
  run: SquareTerminal,
  plan: ListChecks,
  agent: Bot,
  web: Globe,
  other: Wrench,
} satisfies Record<ToolKind, typeof FileText>;

/** What is folded open; kept by the transcript, since a row that leaves the view leaves the page. */
export interface Opened {
  isOpen: (key: string, usually: boolean) => boolean;
  toggle: (key: string, usually: boolean) => void;
  /** The agent is at work: a call without a result runs, and does not wait. */
  working: boolean;
  /** What became of the approval that it asked for, if it did. */
  asked: (tool: Tool) => Asked | undefined;
}

const LINE =
  '-mx-2 flex h-7 w-[calc(100%+16px)] items-center gap-2 rounded-md px-2 text-left text-12 hover:bg-hover max-sm:h-11';

/** What it took by itself, without the wait for a person; undefined while it has not ended. */
const tookOf = (tool: Tool, asked: Asked | undefined): number | undefined =>
  tool.tookMs === undefined ? undefined : Math.max(0, tool.tookMs - (asked?.waitedMs ?? 0));

/** A call in one line; opened, what it gave back. One that failed is open from the beginning. */
export function ToolRow({ tool, opened }: { tool: Tool; opened: Opened }) {
  const key = `tool ${tool.seq}`;
  const { words } = tool;
  const asked = opened.asked(tool);
  const asks = asked?.state === 'open';
  const denied = asked?.state === 'denied';
  const failed = tool.failed && !denied;
  const open = opened.isOpen(key, failed);
  const Icon = icons[words.kind];
  const took = denied ? undefined : tookOf(tool, asked);
  const result = took === undefined ? '' : resultWords(words.kind, failed, tool.output);
  return (
    <div>
      <button type="button" aria-expanded={open} onClick={() => opened.toggle(key, failed)} className={LINE}>
        <Icon size={14} className={clsx('shrink-0', failed ? 'text-fail' : 'text-subtle')} aria-hidden />
        <span className="max-w-[40%] shrink-0 truncate text-muted">
          {told(asks ? askingVerb(words) : denied ? deniedVerb(words) : words.verb)}
        </span>
        <Told text={words.target} className="code min-w-0 truncate text-fg" />
        <span className="num ml-auto flex shrink-0 items-center gap-3 pl-3 text-subtle">
          {tool.subagent && <span className="max-sm:hidden">helper</span>}
          {!denied && <Delta added={words.added} removed={words.removed} />}
          {result && <span className={clsx(failed && 'text-fail')}>{result}</span>}
          {tool.tookMs === undefined && opened.working && !asks && !denied && (
            <LoaderCircle size={13} className="spin text-run" role="img" aria-label="Running" />
          )}
          {took !== undefined && (
            <span className="min-w-12 text-right whitespace-nowrap max-sm:hidden">{tookWords(took)}</span>
          )}
        </span>
      </button>
      {open && <ToolBody tool={tool} none={noneOf(tool, asked)} />}
    </div>
  );
}

const SHOWN_LINES = 20;
/** More than this is never put into the page at once; the log has all of it. */
const MOST_LETTERS = 200_000;

/** What stands where it gave nothing back. */
function noneOf(tool: Tool, asked: Asked | undefined): string {
  if (asked?.state === 'open') return 'Not run yet';
  if (asked?.state === 'denied') return 'Never run';
  return tool.tookMs === undefined ? 'Running…' : 'No output';
}

function ToolBody({ tool, none }: { tool: Tool; none: string }) {
  return (
    <div className="space-y-1 pt-1 pb-2">
      {tool.words.kind !== 'read' && tool.input && <Text label="Input" text={inputText(tool)} />}
      <Text label="Output" text={tool.output || none} />
    </div>
  );
}

/** A command as it is; of all else the fields. */
function inputText(tool: Tool): string {
  try {
    const value = JSON.parse(tool.input) as Record<string, unknown>;
    if (typeof value.command === 'string') return value.command;
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      .join('\n');
  } catch {
    return tool.input;
  }
}

function Text({ label, text }: { label: string; text: string }) {
  const [all, setAll] = useState(false);
  const lines = text.slice(0, MOST_LETTERS).split('\n');
  const hidden = lines.length - SHOWN_LINES;
  return (
    <>
      <Well label={label} className="text-muted">
        {(all ? lines : lines.slice(0, SHOWN_LINES)).join('\n')}
      </Well>
      {hidden > 0 && !all && (
        <Button look="ghost" className="text-12" onClick={() => setAll(true)}>
          Show all, {grouped(hidden)} more {hidden === 1 ? 'line' : 'lines'}
        </Button>
      )}
      {all && text.length > MOST_LETTERS && <p className="text-12 text-subtle">The log has the rest.</p>}
    </>
  );
}

/** Many silent calls in one line, which opens to all of them. */
export function RunRow({ tools, seq, opened }: { tools: Tool[]; seq: number; opened: Opened }) {
  const key = `run ${seq}`;
  const open = opened.isOpen(key, false);
  const took = tools.reduce((sum, tool) => sum + (tookOf(tool, opened.asked(tool)) ?? 0), 0);
  return (
    <div>
      <button type="button" aria-expanded={open} onClick={() => opened.toggle(key, false)} className={LINE}>
        <ChevronRight size={14} className={clsx('shrink-0 text-subtle', open && 'rotate-90')} aria-hidden />
        <span className="min-w-0 truncate text-muted">{runWords(tools.map((tool) => tool.words.kind))}</span>
        <span className="num ml-auto shrink-0 pl-3 whitespace-nowrap text-subtle max-sm:hidden">
          {tookWords(took)}
        </span>
      </button>
      {open && (
        <div className="pl-4">
          {tools.map((tool) => (
            <ToolRow key={tool.seq} tool={tool} opened={opened} />
          ))}
        </div>
      )}
    </div>
  );
}
