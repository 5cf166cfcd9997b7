import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });

const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Router base="/apply">
          <App />
        </Router>
      </QueryClientProvider>
    </StrictMode>,
  );
}
