// Providers around the router, in the order in which they need each other.
import { RouterProvider } from '@tanstack/react-router';
import { Providers, queryClient } from './providers';
import { router } from './router';

export function App() {
  return (
    <Providers>
      <RouterProvider router={router} context={{ queryClient }} />
    </Providers>
  );
}
