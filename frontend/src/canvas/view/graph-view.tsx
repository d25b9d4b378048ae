/** The one graph component: the designer edits with it, the job page watches with it. */

import type { GraphViewProps } from './graph-types';

export type { GraphHandle, GraphViewProps, NodeOverlay, NodeProblems, RunStatus } from './graph-types';

export function GraphView({ label }: GraphViewProps) {
  return <div role="group" aria-label={label} style={{ width: '100%', height: '100%' }} />;
}
