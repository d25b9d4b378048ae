/** The context menu of the canvas: for a node, a connection, or empty ground. */

import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import {
  AddRegular,
  ArrowExportRegular,
  ClipboardPasteRegular,
  CopyRegular,
  CutRegular,
  DeleteRegular,
  DocumentCopyRegular,
  NoteAddRegular,
} from '@fluentui/react-icons';
import { newNoteId } from '../../../canvas/core/clipboard';
import { emptyOutput } from '../../../canvas/core/document';
import type { Point } from '../../../canvas/core/geometry';
import { freeName } from '../../../canvas/core/names';
import type { GraphTarget } from '../../../canvas/view/graph-view';
import { type Designer, useDesigner } from '../data/session';
import { ACTIONS, type Action, paste } from './actions';
import type { QuickAddAt } from './canvas-pane';

interface CanvasMenuProps {
  target: GraphTarget;
  onClose: () => void;
  onAdd: (at: QuickAddAt) => void;
}

const ICONS: Readonly<Record<string, React.JSX.Element>> = {
  cut: <CutRegular />,
  copy: <CopyRegular />,
  duplicate: <DocumentCopyRegular />,
  remove: <DeleteRegular />,
};

export function CanvasMenu({ target, onClose, onAdd }: CanvasMenuProps) {
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{ target: at(target.client), position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList>
          {target.box || target.edge ? (
            <SelectionItems target={target} />
          ) : (
            <GroundItems target={target} onAdd={onAdd} />
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function at({ x, y }: Point) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

function ActionItem({ action, designer }: { action: Action; designer: Designer }) {
  return (
    <MenuItem
      icon={ICONS[action.id]}
      secondaryContent={action.shown}
      disabled={!action.isEnabled(designer.store)}
      onClick={() => action.run(designer)}
    >
      {action.label(designer.store)}
    </MenuItem>
  );
}

function SelectionItems({ target }: { target: GraphTarget }) {
  const designer = useDesigner();
  const items = target.box
    ? [ACTIONS.cut, ACTIONS.copy, ACTIONS.duplicate, ACTIONS.remove]
    : [ACTIONS.remove];
  return (
    <>
      {items.map((action) => (
        <ActionItem key={action.id} action={action} designer={designer} />
      ))}
      {target.box && <PublishItems node={target.box} />}
    </>
  );
}

/** Outputs of a step that are not pipeline outputs yet can be made so. */
function PublishItems({ node }: { node: string }) {
  const designer = useDesigner();
  const outputs = designer.components[node]?.outputs ?? [];
  const { bindings } = designer.store.get().document;
  const free = outputs.filter(
    (one) =>
      !bindings.some(
        ({ source, target }) =>
          target.node === null && source.node === node && source.port === one.name,
      ),
  );
  if (free.length === 0) return null;
  return (
    <>
      <MenuDivider />
      {free.map((one) => (
        <MenuItem
          key={one.name}
          icon={<ArrowExportRegular />}
          onClick={() => publishOutput(designer, node, one.name)}
        >
          Make {one.name} a pipeline output
        </MenuItem>
      ))}
    </>
  );
}

export function publishOutput({ store, run }: Designer, node: string, port: string): void {
  const { document } = store.get();
  const name = freeName(port, document.interface.outputs);
  const from = document.layout.nodes[node];
  const spot = from && { x: from.x + 16, y: from.y + 144 };
  const output = { ...emptyOutput(), description: null };
  run({
    kind: 'several',
    label: `make ${node}.${port} a pipeline output`,
    commands: [
      { kind: 'set-output', name, output, ...(spot ? { at: spot } : {}) },
      { kind: 'connect', source: { node, port }, target: { node: null, port: name } },
    ],
  });
}

function GroundItems({ target, onAdd }: Pick<CanvasMenuProps, 'target' | 'onAdd'>) {
  const designer = useDesigner();
  const { run, store } = designer;
  const addNote = () => {
    const id = newNoteId();
    const note = { id, text: '', ...target.at, width: 240, height: 120 };
    if (run({ kind: 'set-note', id, note })) store.select([`note:${id}`]);
  };
  return (
    <>
      <MenuItem
        icon={<AddRegular />}
        onClick={() => onAdd({ end: null, at: target.at, client: target.client })}
      >
        Add a component or data
      </MenuItem>
      <MenuItem icon={<NoteAddRegular />} onClick={addNote}>
        Add a note
      </MenuItem>
      <MenuItem
        icon={<ClipboardPasteRegular />}
        secondaryContent="Ctrl+V"
        onClick={() => {
          void navigator.clipboard?.readText().then((text) => paste(designer, text, target.at));
        }}
      >
        Paste here
      </MenuItem>
      <MenuDivider />
      <ActionItem action={ACTIONS.selectAll} designer={designer} />
    </>
  );
}
