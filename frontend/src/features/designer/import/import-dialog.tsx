/** What has to be said about files before anything is made of them. */

import { useValue } from '../data/session';
import { ChoosePipelines } from './choose-pipelines';
import { ImportFindings } from './import-findings';
import type { ImportFlow } from './import-flow';

export function ImportDialog({ flow }: { flow: ImportFlow }) {
  const step = useValue(flow.step);
  if (step?.kind === 'choosing') return <ChoosePipelines flow={flow} step={step} />;
  if (step?.kind === 'read') return <ImportFindings flow={flow} step={step} />;
  return null;
}
