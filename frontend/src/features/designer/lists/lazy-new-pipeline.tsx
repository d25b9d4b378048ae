/** "New pipeline" for pages outside the designer, which must not load the designer for it. */

import { lazy, Suspense } from 'react';
import { useCanWrite } from '../../../api/session';

const NewPipeline = lazy(async () => ({ default: (await import('./new-pipeline')).NewPipeline }));

export function LazyNewPipeline() {
  if (!useCanWrite()) return null;
  return (
    <Suspense fallback={null}>
      <NewPipeline />
    </Suspense>
  );
}
