/** The right pane: settings of what is selected, or of the pipeline. */

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { lineOf } from '../../../canvas/core/control';
import { inputOfBox, noteOfBox, outputOfBox, placeOfEdge } from '../../../canvas/core/ids';
import { isEdgeId } from '../../../canvas/core/selection';
import { useDesigner, useEditorState } from '../data/session';
import { LastStep } from '../jobs/last-step';
import { useReaderStyles } from '../use-reader-styles';
import { DataPanel, EdgePanel, LinePanel, NotePanel } from './data-panel';
import { InputCard } from './interface-inputs';
import { OutputCard } from './interface-outputs';
import { ManyPanel } from './many-panel';
import { NodePanel } from './node-panel';
import { PipelinePanel } from './pipeline-panel';
import { useFocusStays } from './use-focus-stays';
import { usePanelStyles } from './use-panel-styles';

const useStyles = makeStyles({
  pane: {
    gridArea: 'panel',
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export function SidePanel() {
  const styles = useStyles();
  const reader = useReaderStyles();
  const { canWrite } = useDesigner();
  const pane = useRef<HTMLElement>(null);
  useFocusStays(pane);
  const className = mergeClasses(styles.pane, !canWrite && reader.fields);
  return (
    <section
      ref={pane}
      className={className}
      aria-label="Properties"
      data-panel
      data-pane="properties"
    >
      <Content />
    </section>
  );
}

function Content() {
  const panel = usePanelStyles();
  const { document, selection } = useEditorState(useDesigner().store);
  const [id] = selection;
  if (id === undefined) return <PipelinePanel />;
  if (selection.length > 1) return <ManyPanel count={selection.length} />;
  const line = lineOf(id);
  if (line) return <LinePanel line={line} />;
  if (isEdgeId(id)) return <EdgePanel target={placeOfEdge(id)} />;
  const note = document.notes.find((one) => one.id === noteOfBox(id));
  if (note) return <NotePanel note={note} />;
  const input = inputOfBox(id);
  const output = outputOfBox(id);
  if (input !== null || output !== null) {
    return (
      <div className={panel.body}>
        {input !== null ? <InputCard name={input} /> : <OutputCard name={output ?? ''} />}
      </div>
    );
  }
  const node = document.nodes[id];
  if (!node) return <PipelinePanel />;
  return node.kind === 'data' ? (
    <DataPanel nodeKey={id} node={node} />
  ) : (
    <>
      <LastStep nodeKey={id} />
      <NodePanel key={id} nodeKey={id} node={node} />
    </>
  );
}
