import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { NetworkError } from '../../contract/client-errors.ts';
import { App } from './app.tsx';
import { session } from './session.ts';

const queries = new QueryClient({
  // A refusal stays one; the client itself has asked a second time where no answer came.
  defaultOptions: { queries: { retry: (count, error) => error instanceof NetworkError && count < 2 } },
});

const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        {/* Filters live in the address: a transition would let a ticked box spring back for a moment. */}
        <BrowserRouter basename="/console" useTransitions={false}>
          <App person={session.person()} />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
