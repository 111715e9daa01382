import './app.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CatchBoundary, RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { answered, api } from './api/client';
import { Problem } from './api/problem';
import { Dialog } from './kit/Dialog';
import { PartFailed } from './kit/PartFailed';
import { PartMissing, part } from './kit/part';
import { LiveProvider } from './live/Live';
import { LoginPage } from './login/LoginPage';
import { type Door, enter, forgetToken, useIsLoggedIn } from './login/token';
import { router } from './router';
import { AskProvider } from './session/actions';
import { followTheme } from './theme';

const Asked = lazy(() => part(() => import('./session/Asked')));

const UNAUTHORIZED = 401;

/** What a refused token means is told by the login page, and nothing is asked for again. */
const retry = (failures: number, fault: Error): boolean => {
  if (!(fault instanceof Problem)) return false;
  if (fault.status === UNAUTHORIZED) forgetToken();
  return fault.isUnreachable && failures < 2;
};

const door: Door = {
  trade: async (code) => (await answered(api.POST('/api/v1/login', { body: { code } }))).token,
  end: async (token) => {
    try {
      // The tab has let go of it already, and may be closed before the answer.
      const headers = { authorization: `Bearer ${token}` };
      await answered(api.DELETE('/api/v1/login', { headers, keepalive: true }));
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.status !== UNAUTHORIZED) throw fault;
    }
  },
};

// The event log says what is old; nothing is old by the clock.
const cache = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry } },
});

function App({ refused }: { refused: string | undefined }) {
  const loggedIn = useIsLoggedIn();
  if (!loggedIn) return <LoginPage refused={refused} />;
  return (
    <LiveProvider>
      <AskProvider
        dialog={(what, session, close) => (
          <CatchBoundary
            getResetKey={() => what}
            errorComponent={({ error }) => (
              <Dialog title="Not loaded" hideTitle open onOpenChange={close}>
                <PartFailed error={error} />
              </Dialog>
            )}
          >
            <Suspense fallback={null}>
              <Asked what={what} session={session} close={close} />
            </Suspense>
          </CatchBoundary>
        )}
      >
        <RouterProvider router={router} />
      </AskProvider>
    </LiveProvider>
  );
}

async function start(): Promise<void> {
  followTheme();
  let refused: string | undefined;
  try {
    await enter(door);
  } catch (fault) {
    refused = fault instanceof Error ? fault.message : String(fault);
  }
  const place = document.getElementById('root');
  if (!place) throw new Error('no #root');
  createRoot(place, {
    onCaughtError: (fault) => {
      // What is said in place of a part is no fault of the page.
      if (!(fault instanceof PartMissing)) reportError(fault);
    },
  }).render(
    <StrictMode>
      {/* Else parts of the kit put <style> elements in the page, which the policy refuses. */}
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={cache}>
          <Toast.Provider>
            <App refused={refused} />
          </Toast.Provider>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

void start();
