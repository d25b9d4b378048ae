/** The right pane for a data node, a pipeline end on the canvas, a note, or a wire. */

import { Button, Field, Select, Text, Textarea } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { type ControlLink, lineWords } from '../../../canvas/core/control';
import {
  DATA_TYPES,
  type DataNode,
  isDataType,
  type Note,
  type Place,
} from '../../../canvas/core/document';
import { placeWords } from '../../../canvas/core/fits';
import { keyRefusal } from '../../../canvas/core/names';
import { LEAST_NOTE } from '../../../canvas/core/note-size';
import { removeSelection } from '../canvas/actions';
import { renameBox } from '../canvas/rename-box';
import { useDesigner, useDocument } from '../data/session';
import { DataPathField } from './data-path-field';
import { DataAsset } from './data-preview';
import { RenameField } from './rename-field';
import { TextField } from './text-field';
import { usePanelStyles } from './use-panel-styles';
import { ValueInput } from './value-input';

export function DataPanel({ nodeKey, node }: { nodeKey: string; node: DataNode }) {
  const styles = usePanelStyles();
  const { run, store, canWrite } = useDesigner();
  const document = useDocument();
  const set = (patch: Partial<Omit<DataNode, 'kind'>>) =>
    run({ kind: 'set-data', node: nodeKey, patch });
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        {node.display_name || nodeKey}
      </Text>
      <RenameField
        key={nodeKey}
        label="Name in the pipeline"
        value={nodeKey}
        refuse={(name) => keyRefusal(document, name)}
        disabled={!canWrite}
        onRename={(to) =>
          renameBox({ store, run }, { kind: 'rename-node', from: nodeKey, to }, nodeKey, to)
        }
      />
      <DataAsset nodeKey={nodeKey} node={node} />
      <DataPathField
        label="Data asset or path"
        type={node.type}
        value={node.path}
        disabled={!canWrite}
        onChange={(path) => set({ path })}
      />
      <Field label="Type" size="small">
        <Select
          value={node.type}
          disabled={!canWrite}
          onChange={(_, { value }) => isDataType(value) && set({ type: value })}
        >
          {DATA_TYPES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <TextField
        label="Display name"
        value={node.display_name}
        placeholder={nodeKey}
        disabled={!canWrite}
        onChange={(text) => set({ display_name: text || null })}
      />
      <TextField
        label="Comment"
        lines={2}
        value={node.comment}
        disabled={!canWrite}
        onChange={(text) => set({ comment: text || null })}
      />
    </div>
  );
}

export function NotePanel({ note }: { note: Note }) {
  const styles = usePanelStyles();
  const { run, canWrite } = useDesigner();
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        Note
      </Text>
      <Field label="Text" size="small">
        <Textarea
          rows={6}
          value={note.text}
          disabled={!canWrite}
          resize="vertical"
          onChange={(_, { value }) =>
            run({ kind: 'set-note', id: note.id, note: { ...note, text: value } })
          }
        />
      </Field>
      <div className={styles.row}>
        <NoteLength note={note} side="width" label="Width" />
        <NoteLength note={note} side="height" label="Height" />
      </div>
    </div>
  );
}

function NoteLength({
  note,
  side,
  label,
}: {
  note: Note;
  side: 'width' | 'height';
  label: string;
}) {
  const { run, canWrite } = useDesigner();
  const min = LEAST_NOTE[side];
  return (
    <Field label={label} size="small">
      <ValueInput
        label={label}
        port={{ type: 'integer', min, max: null, enum: null, default: null, optional: true }}
        value={note[side]}
        disabled={!canWrite}
        onChange={(value) => {
          const length = Number(value);
          if (value === null || !(length >= min)) return;
          run({ kind: 'set-note', id: note.id, note: { ...note, [side]: length } });
        }}
      />
    </Field>
  );
}

export function EdgePanel({ target }: { target: Place }) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  const { bindings } = useDocument();
  const binding = bindings.find(
    (one) => one.target.node === target.node && one.target.port === target.port,
  );
  const document = designer.store.get().document;
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        Connection
      </Text>
      {binding && (
        <Text>
          {placeWords(document, binding.source, 'source')} →{' '}
          {placeWords(document, binding.target, 'target')}
        </Text>
      )}
      {designer.canWrite && (
        <div className={styles.row}>
          <Button icon={<AddRegular />} onClick={() => designer.view.get()?.add()}>
            Insert…
          </Button>
          <Button icon={<DeleteRegular />} onClick={() => removeSelection(designer)}>
            Disconnect
          </Button>
        </div>
      )}
    </div>
  );
}

/** A line from a node of control flow to a step that it runs. */
export function LinePanel({ line }: { line: ControlLink }) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  return (
    <div className={styles.body}>
      <Text as="h2" size={400} weight="semibold" style={{ margin: 0 }}>
        Control flow
      </Text>
      <Text>{lineWords(line)}</Text>
      {designer.canWrite && (
        <div className={styles.row}>
          <Button icon={<DeleteRegular />} onClick={() => removeSelection(designer)}>
            Disconnect
          </Button>
        </div>
      )}
    </div>
  );
}
