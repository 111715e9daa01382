import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Agent, answered, api, type Project, type Session, type Wire } from '../../api/client';
import { configQuery, sessionsQuery } from '../../api/queries';
import { ordinal, shortBranch, wordOf } from '../../session/word';

export type Preview = Wire['CommandPreview'];

export interface Chip {
  name: string;
  value: string;
  /** It follows from what was said, or from settings, and was not said itself. */
  implied?: boolean;
}

/** What a command means, part by part, in the order in which one says it. */
export function chipsOf(
  preview: Preview,
  text: string,
  { agents, projects, sessions }: { agents: Agent[]; projects: Project[]; sessions: Session[] },
): Chip[] {
  const said = (value: string): boolean => text.toLowerCase().includes(value.toLowerCase());
  const chip = (name: string, value: string | null, saidAs = value): Chip[] =>
    value ? [{ name, value, ...(saidAs && !said(saidAs) && { implied: true }) }] : [];
  const agent = agents.find((one) => one.id === preview.agent)?.name ?? preview.agent;
  const project = projects.find((one) => one.id === preview.project_id)?.slug ?? preview.project_id;
  const session = sessions.find((one) => one.id === preview.session_id);
  return [
    ...chip('Agent', agent, preview.agent),
    ...chip('Action', preview.action),
    ...chip('Project', project),
    ...chip('Session', session ? `${preview.session_id} ${oneLine(session.title)}` : preview.session_id),
    ...chip('Scope', preview.scope_path),
    ...chip('Prompt', preview.prompt && oneLine(preview.prompt), preview.prompt),
    ...chip('Model', preview.model),
    ...chip('Base', preview.base),
    ...chip('Branch', preview.branch && shortBranch(preview.branch), preview.branch),
  ];
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

/** What starts a session; the other verbs are about one that is there. */
export const ACTIONS = ['analyze', 'review', 'implement', 'plan'];

/** What the button of a command does. */
export function doingOf(action: string | undefined): string {
  if (action === undefined || ACTIONS.includes(action)) return 'Start';
  if (action === 'follow_up') return 'Send';
  return action.charAt(0).toUpperCase() + action.slice(1).replaceAll('_', ' ');
}

/** What a command that is not complete has said so far: its first words, where they are the names of something. */
export function saidSoFar(text: string, agents: readonly Agent[], projects: readonly Project[]): Chip[] {
  const [agent = '', action = '', project = ''] = text.trim().toLowerCase().split(/\s+/);
  const known = agents.find((one) => one.id === agent.replace(/:$/, ''));
  if (!known) return [];
  const chips = [{ name: 'Agent', value: known.name }];
  if (!ACTIONS.includes(action)) return chips;
  chips.push({ name: 'Action', value: action });
  const of = projects.find((one) => one.slug.toLowerCase() === project);
  return of ? [...chips, { name: 'Project', value: of.slug }] : chips;
}

/** Words for what a command lacks, from what the daemon expected at its end. */
export function missingOf(detail: string): string | undefined {
  const expected = /ends where (?:an? |the )?(.+?) was expected/.exec(detail)?.[1];
  if (expected) return expected;
  return /needs a prompt/.test(detail) ? 'prompt' : undefined;
}

/** The text with the name that was meant in the place of the misread one. */
export function corrected(text: string, detail: string, nearest: unknown): string | undefined {
  const wrong = /^"(.+?)" stands where/.exec(detail)?.[1];
  if (!wrong || typeof nearest !== 'string') return undefined;
  const at = text.indexOf(wrong);
  return at < 0 ? undefined : text.slice(0, at) + nearest + text.slice(at + wrong.length);
}

const QUIET_MS = 250;

/** What the daemon makes of a command, a moment after the last letter; it records and starts nothing. */
export function usePreview(text: string): { preview?: Preview; fault?: Error; isCurrent: boolean } {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data, error, isPending } = useQuery({
    queryKey: ['preview', asked.trim()],
    enabled: asked.trim() !== '',
    queryFn: async ({ signal }) =>
      (await answered(
        api.POST('/api/v1/commands', { params: { query: { dry_run: true } }, body: { text: asked }, signal }),
      )) as Preview,
    // Projects and branches come and go, so that an answer is good for this text and not for long.
    staleTime: 5000,
    gcTime: 10_000,
    retry: false,
    placeholderData: (before) => before,
  });
  if (!asked.trim()) return { isCurrent: text.trim() === '' };
  return {
    ...(error ? { fault: error } : data && { preview: data }),
    isCurrent: asked === text && !isPending,
  };
}

/** What would happen with one more session now: at once, or which place in the line. */
export function outlookOf(sessions: readonly Session[], slots: number | undefined): string | undefined {
  if (!slots) return undefined;
  const words = sessions.map(wordOf);
  const queued = sessions.filter((session) => session.queued).length;
  const working = words.filter((word) => word === 'working').length;
  if (working < slots && queued === 0) return undefined;
  return `${ordinal(queued + 1)} in line`;
}

export function useOutlook(): string | undefined {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const { data: config } = useQuery(configQuery);
  const slots = Number(config?.settings.find((entry) => entry.key === 'max_sessions')?.value);
  return outlookOf(sessions, slots || undefined);
}

const LAST = 'orch.last';

/** What the next session most likely has in common with the last one. */
export interface Last {
  agent?: string;
  action?: string;
  project?: string;
  base?: string;
}

export function lastOne(): Last {
  try {
    return JSON.parse(localStorage.getItem(LAST) ?? '{}') as Last;
  } catch {
    return {};
  }
}

export function rememberLast(last: Last): void {
  localStorage.setItem(LAST, JSON.stringify(last));
}

/** The base that a command names; where it names none, the project's own is taken, and that is not remembered. */
export const baseOf = (text: string): string | undefined => / --base[ =](\S+)/.exec(text)?.[1];

/** How the next command begins: as the last one did. */
export const beginningOf = ({ agent, action, project, base }: Last): string =>
  agent && action && project ? `${agent} ${action} ${project} ${base ? `--base ${base} ` : ''}` : '';
