import { Button } from './Button';
import { PartMissing, reload } from './part';
import { Empty } from './states';

const KEPT = 'What you have begun to write is kept.';

const words = {
  upgraded: {
    title: 'The daemon was upgraded',
    says: `This part belongs to the version that was running before. ${KEPT}`,
  },
  away: {
    title: 'This part is not loaded yet',
    says: `The daemon is away. Reload once it is back: until then you would lose sight of the rest. ${KEPT}`,
  },
};

/** In place of a part of the pages that could not be shown. */
export function PartFailed({ error }: { error: unknown }) {
  const { title, says } =
    error instanceof PartMissing
      ? words[error.why]
      : { title: 'This page has a fault', says: `${String(error)} ${KEPT}` };
  return (
    <div role="alert" className="flex min-h-0 flex-1 flex-col">
      <Empty title={title} action={<Button onClick={() => void reload()}>Reload</Button>}>
        {says}
      </Empty>
    </div>
  );
}
