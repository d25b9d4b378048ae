/** The context menu of the canvas: for nodes, a connection, or empty ground. */

import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
} from '@fluentui/react-components';
import {
  AddRegular,
  AlignBottomRegular,
  AlignCenterHorizontalRegular,
  AlignCenterVerticalRegular,
  AlignLeftRegular,
  AlignRightRegular,
  AlignSpaceEvenlyHorizontalRegular,
  AlignSpaceEvenlyVerticalRegular,
  AlignTopRegular,
  ArrowEnterRegular,
  ArrowExportRegular,
  ArrowImportRegular,
  ArrowSwapRegular,
  BoxMultipleRegular,
  BranchForkRegular,
  ClipboardPasteRegular,
  CodeRegular,
  CopyRegular,
  CutRegular,
  DeleteRegular,
  DocumentCopyRegular,
  GroupDismissRegular,
  GroupRegular,
  ImageRegular,
  NoteAddRegular,
  RenameRegular,
} from '@fluentui/react-icons';
import { emptyOutput, type Place } from '../../../canvas/core/document';
import type { Point } from '../../../canvas/core/geometry';
import { freeName } from '../../../canvas/core/names';
import type { GraphTarget } from '../../../canvas/view/graph-view';
import { type Designer, useDesigner } from '../data/session';
import { ACTIONS, type Action, ALIGN_ACTIONS, addNote } from './actions';
import { paste, readClipboard } from './clipboard';
import { freeInputs, promoteCommand } from './promote';

interface CanvasMenuProps {
  target: GraphTarget;
  onClose: () => void;
}

const ICONS: Readonly<Record<string, React.JSX.Element>> = {
  cut: <CutRegular />,
  copy: <CopyRegular />,
  'copy-yaml': <CodeRegular />,
  duplicate: <DocumentCopyRegular />,
  remove: <DeleteRegular />,
  rename: <RenameRegular />,
  group: <GroupRegular />,
  ungroup: <GroupDismissRegular />,
  enter: <ArrowEnterRegular />,
  register: <BoxMultipleRegular />,
  replace: <ArrowSwapRegular />,
  arrange: <BranchForkRegular />,
  svg: <ImageRegular />,
  png: <ImageRegular />,
  'align-left': <AlignLeftRegular />,
  'align-center': <AlignCenterVerticalRegular />,
  'align-right': <AlignRightRegular />,
  'align-top': <AlignTopRegular />,
  'align-middle': <AlignCenterHorizontalRegular />,
  'align-bottom': <AlignBottomRegular />,
  'align-across': <AlignSpaceEvenlyHorizontalRegular />,
  'align-down': <AlignSpaceEvenlyVerticalRegular />,
};

export function CanvasMenu({ target, onClose }: CanvasMenuProps) {
  return (
    <Menu
      open
      inline
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{
        target: at(target.client),
        position: 'below',
        align: 'start',
        strategy: 'fixed',
      }}
    >
      <MenuPopover>
        <MenuList>
          {target.box ? (
            <BoxItems box={target.box} />
          ) : target.edge ? (
            <EdgeItems target={target} edge={target.edge} />
          ) : (
            <GroundItems target={target} />
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function at({ x, y }: Point) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

/** Items that open something else do so once the menu has gone: its end would close that too. */
function later(run: () => void): () => void {
  return () => void setTimeout(run, 20);
}

function ActionItem({ action }: { action: Action }) {
  const designer = useDesigner();
  return (
    <MenuItem
      icon={ICONS[action.id]}
      secondaryContent={action.shown}
      disabled={!action.isEnabled(designer.store)}
      onClick={later(() => action.run(designer))}
    >
      {action.label(designer.store)}
    </MenuItem>
  );
}

function BoxItems({ box }: { box: string }) {
  const { store } = useDesigner();
  const { selection } = store.get();
  const isOne = selection.length === 1;
  return (
    <>
      {isOne && <ActionItem action={ACTIONS.rename} />}
      {isOne && ACTIONS.replace.isEnabled(store) && <ActionItem action={ACTIONS.replace} />}
      {!isOne && <AlignItems />}
      {isOne && ACTIONS.enter.isEnabled(store) && <ActionItem action={ACTIONS.enter} />}
      {isOne && ACTIONS.ungroup.isEnabled(store) && <ActionItem action={ACTIONS.ungroup} />}
      {isOne && ACTIONS.register.isEnabled(store) && <ActionItem action={ACTIONS.register} />}
      {ACTIONS.group.isEnabled(store) && <ActionItem action={ACTIONS.group} />}
      <MenuDivider />
      <ActionItem action={ACTIONS.cut} />
      <ActionItem action={ACTIONS.copy} />
      <ActionItem action={ACTIONS.copyYaml} />
      <ActionItem action={ACTIONS.duplicate} />
      <ActionItem action={ACTIONS.remove} />
      {isOne && <PromoteItems node={box} />}
      {isOne && <PublishItems node={box} />}
    </>
  );
}

function AlignItems() {
  const { store } = useDesigner();
  return (
    <MenuGroup>
      <MenuGroupHeader>Align and distribute</MenuGroupHeader>
      {ALIGN_ACTIONS.filter((action) => action.isEnabled(store)).map((action) => (
        <ActionItem key={action.id} action={action} />
      ))}
    </MenuGroup>
  );
}

/** Data inputs that nothing feeds can be given by the pipeline. */
function PromoteItems({ node }: { node: string }) {
  const { store, run, components } = useDesigner();
  const { document } = store.get();
  const free = freeInputs(document, node, components[node]?.inputs ?? []);
  if (free.length === 0) return null;
  return (
    <>
      <MenuDivider />
      {free.map((port) => (
        <MenuItem
          key={port.name}
          icon={<ArrowImportRegular />}
          onClick={() => run(promoteCommand(store.get().document, node, port))}
        >
          Promote {port.name} to a pipeline input
        </MenuItem>
      ))}
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

function EdgeItems({ target, edge }: { target: GraphTarget; edge: Place }) {
  const { ask } = useDesigner();
  const { at: spot, client } = target;
  return (
    <>
      <MenuItem
        icon={<AddRegular />}
        onClick={later(() => ask.set({ kind: 'add', end: null, edge, at: spot, client }))}
      >
        Insert a component here…
      </MenuItem>
      <ActionItem action={ACTIONS.remove} />
    </>
  );
}

function GroundItems({ target }: Pick<CanvasMenuProps, 'target'>) {
  const designer = useDesigner();
  const { ask } = designer;
  const { at: spot, client } = target;
  return (
    <>
      <MenuItem
        icon={<AddRegular />}
        onClick={later(() => ask.set({ kind: 'add', end: null, at: spot, client }))}
      >
        Add a component or data
      </MenuItem>
      <MenuItem icon={<NoteAddRegular />} onClick={later(() => addNote(designer, spot))}>
        Add a note
      </MenuItem>
      <MenuItem
        icon={<ClipboardPasteRegular />}
        secondaryContent="Ctrl+V"
        onClick={() => void readClipboard().then((text) => paste(designer, text, spot))}
      >
        Paste here
      </MenuItem>
      <MenuDivider />
      <ActionItem action={ACTIONS.selectAll} />
      <ActionItem action={ACTIONS.arrange} />
      <ActionItem action={ACTIONS.svg} />
      <ActionItem action={ACTIONS.png} />
    </>
  );
}
