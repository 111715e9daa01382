import type { Session } from '../../../api/client';
import { Button } from '../../../kit/Button';
import { Empty, Failed, Loading } from '../../../kit/states';
import { useDiff } from './diff';
import { Review } from './Review';
import { ToolRow } from './ToolRow';
import { useReading } from './useReading';
import { whyEmpty } from './why';

/** What a session has changed, to be read and commented on. */
export default function Changes({ session }: { session: Session }) {
  const reading = useReading();
  const { turn } = reading;
  const diff = useDiff(session, turn);
  const patch = diff.data;
  const why = whyEmpty(session, turn);
  if (patch?.files.length)
    return (
      <Review
        // Another diff is read from its beginning.
        key={turn ?? 'all'}
        session={session}
        patch={patch}
        reading={reading}
        fault={diff.error}
        newer={diff.isNewer || diff.isRefetching ? diff : undefined}
      />
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {session.turn_count > 0 && (
        <ToolRow
          turns={session.turn_count}
          turn={turn}
          onTurn={reading.toTurn}
          files={[]}
          view={undefined}
          onSave={() => undefined}
          onView={() => undefined}
          onFiles={undefined}
        />
      )}
      {diff.error && <Failed fault={diff.error} onRetry={() => void diff.refetch()} />}
      {diff.isPending && <Loading rows={20} height={28} />}
      {patch && (
        <Empty
          title={why.title}
          action={turn !== undefined && <Button onClick={() => reading.toTurn(undefined)}>All turns</Button>}
        >
          {why.text}
        </Empty>
      )}
    </div>
  );
}
