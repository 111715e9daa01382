/**
 * The key of what must not be done twice: the same words sent again are the same sending until an answer came. It is
 * kept as long as the draft is, so that a reload does not send a second one.
 */
const KEPT = 'orch.unanswered';
/** So long the daemon may still be about to do it; behind that the same words are meant anew. */
const LONGEST_MS = 3_600_000;
const ONCE = /\/api\/v1\/(commands|sessions\/[^/]+\/(followup|comments\/send))$/;

interface Unanswered {
  key: string;
  at: number;
}

function unanswered(): Record<string, Unanswered> {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') ?? {}) as Record<string, Unanswered>;
  } catch {
    return {};
  }
}

function keep(all: Record<string, Unanswered>): void {
  try {
    if (Object.keys(all).length) sessionStorage.setItem(KEPT, JSON.stringify(all));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // A full store: it is sent under a key of its own.
  }
}

export async function keyFor(request: Request): Promise<string> {
  const fresh = crypto.randomUUID();
  if (request.method !== 'POST' || !isOnce(request)) return fresh;
  const said = `${request.url} ${await request.clone().text()}`;
  const all = unanswered();
  const known = all[said];
  if (known && Date.now() - known.at < LONGEST_MS) return known.key;
  keep({ ...all, [said]: { key: fresh, at: Date.now() } });
  return fresh;
}

/** An answer came, whatever it says: the same words are a new sending from now on. */
export async function answerCame(request: Request, response: Response): Promise<void> {
  if (!isOnce(request) || !(await isAnswer(response))) return;
  const key = request.headers.get('idempotency-key');
  keep(Object.fromEntries(Object.entries(unanswered()).filter(([, one]) => one.key !== key)));
}

// A trial of a command does nothing.
const isOnce = ({ url }: Request): boolean => {
  const { pathname, search } = new URL(url);
  return ONCE.test(pathname) && !search;
};

/** Not that of a proxy whose daemon is away, nor half of one, nor that the first one is at work still. */
async function isAnswer(response: Response): Promise<boolean> {
  if (response.status >= 500) return false;
  try {
    const said = await response.clone().text();
    return response.status !== 409 || !said.includes('idempotency_in_progress');
  } catch {
    return false;
  }
}
