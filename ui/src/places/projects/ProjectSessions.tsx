import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Project, Session } from '../../api/client';
import { GroupHead } from '../../kit/GroupHead';
import { Empty } from '../../kit/states';
import { usePhone } from '../../kit/usePhone';
import { VirtualList } from '../../kit/VirtualList';
import { SessionCard, SessionRow } from '../../session/SessionRow';
import { arranged, type Section } from '../sessions/arrange';

type Line = Section | Session;
const isHead = (line: Line): line is Section => 'ids' in line;

/** What goes on in a project, what needs somebody first. */
export function ProjectSessions({ project, sessions }: { project: Project; sessions: readonly Session[] }) {
  const phone = usePhone();
  const lines = useMemo((): Line[] => {
    const byId = new Map(sessions.map((session) => [session.id, session]));
    return arranged(sessions, undefined).flatMap((section): Line[] => [
      section,
      ...section.ids.flatMap((id) => byId.get(id) ?? []),
    ]);
  }, [sessions]);
  if (lines.length === 0)
    return (
      <Empty
        title="No sessions yet"
        command={`orch send claude implement ${project.slug} "add error handling"`}
      >
        A session is one command, carried out by one agent in its own worktree.
      </Empty>
    );
  return (
    <>
      <VirtualList
        label={`Sessions of ${project.slug}`}
        className="list min-h-0 flex-1 overflow-auto"
        items={lines}
        keyOf={(line) => (isHead(line) ? `head ${line.key}` : line.id)}
        estimate={(line) => (isHead(line) ? (phone ? 32 : 26) : phone ? 58 : 36)}
      >
        {(line) => {
          if (isHead(line)) return <GroupHead name={line.name} count={line.ids.length} folded={false} />;
          return phone ? <SessionCard session={line} /> : <SessionRow session={line} />;
        }}
      </VirtualList>
      <p className="border-t px-4 py-2 text-12">
        <Link
          to="/sessions"
          search={{ project: project.slug }}
          className="text-accent underline underline-offset-2"
        >
          In the list of all sessions
        </Link>
      </p>
    </>
  );
}
