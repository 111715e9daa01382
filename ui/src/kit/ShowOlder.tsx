import { Button } from './Button';

/** Below a list of which not all was read. */
export const ShowOlder = ({ busy, onClick }: { busy: boolean; onClick: () => void }) => (
  <p className="p-3 text-center">
    <Button busy={busy} onClick={onClick}>
      Show older ones
    </Button>
  </p>
);
