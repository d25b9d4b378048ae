/** What has to be said about files before anything is made of them. */

import { useValue, type Value } from '../data/session';
import { ChoosePipelines } from './choose-pipelines';
import { ImportFindings } from './import-findings';
import type { ImportStep } from './import-flow';

export function ImportDialog({ importing }: { importing: Value<ImportStep | null> }) {
  const step = useValue(importing);
  if (step?.kind === 'choosing') return <ChoosePipelines step={step} />;
  if (step?.kind === 'read') return <ImportFindings step={step} />;
  return null;
}
