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
  ArrowDownRegular,
  ArrowEnterRegular,
  ArrowExportRegular,
  ArrowImportRegular,
  ArrowStepInRegular,
  ArrowSwapRegular,
  ArrowUpRegular,
  BoxMultipleRegular,
  BranchForkRegular,
  BranchRegular,
  ClipboardPasteRegular,
  CodeRegular,
  CopyRegular,
  CutRegular,
  DeleteRegular,
  DocumentCopyRegular,
  DocumentTextRegular,
  GroupDismissRegular,
  GroupRegular,
  ImageRegular,
  NoteAddRegular,
  RenameRegular,
  SelectAllOnRegular,
  SelectObjectRegular,
  ZoomFitRegular,
} from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { endOf } from '../../../canvas/core/connections';
import {
  bodiesOf,
  type ControlLink,
  type ControlType,
  controlType,
} from '../../../canvas/core/control';
import { type Place, samePlace } from '../../../canvas/core/document';
import { type Point, snapPoint } from '../../../canvas/core/geometry';
import { boxOfSource, boxOfTarget } from '../../../canvas/core/ids';
import { isLoose, moveOntoEdge } from '../../../canvas/core/insert';
import { CARD } from '../../../canvas/core/node-box';
import type { GraphTarget } from '../../../canvas/view/graph-view';
import { useFocusBack } from '../../../canvas/view/use-focus-back';
import { useDesigner, useLastJob } from '../data/session';
import { ACTIONS, type Action, ALIGN_ACTIONS, addNote } from './actions';
import { insertStep } from './add-asset';
import { ALIGN_ICONS } from './align-icons';
import { paste, readClipboard } from './clipboard';
import { wrapCommand } from './control-assets';
import { later } from './later';
import { freeInputs, promote, publishOutput } from './own-ends';
import { MOST_LISTED, PortItems, PortsItem, SubMenu } from './port-menu';

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
  'select-all': <SelectObjectRegular />,
  selecting: <SelectAllOnRegular />,
  fit: <ZoomFitRegular />,
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
  useFocusBack(useDesigner().view.get());
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
      {/* Above the fields of the panel beside, where it reaches over them. */}
      <MenuPopover style={{ zIndex: 10 }}>
        <MenuList>
          {target.port ? (
            <PortItems end={target.port} target={target} />
          ) : target.box ? (
            <BoxItems box={target.box} target={target} />
          ) : target.edge ? (
            <EdgeItems target={target} edge={target.edge} />
          ) : target.line ? (
            <LineItems line={target.line} />
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

function ActionItem({ action }: { action: Action }) {
  const designer = useDesigner();
  if (!designer.canWrite && !action.isReading) return null;
  return (
    <MenuItem
      icon={ICONS[action.id] ?? ALIGN_ICONS[action.id]}
      secondaryContent={action.shown}
      disabled={!action.isEnabled(designer.store)}
      onClick={later(() => action.run(designer))}
    >
      {action.label(designer.store)}
    </MenuItem>
  );
}

function BoxItems({ box, target }: { box: string; target: GraphTarget }) {
  const { store, view, canWrite } = useDesigner();
  const { selection } = store.get();
  const isOne = selection.length === 1;
  const spots = view.get()?.scene().boxes.get(box)?.spots ?? [];
  const ends = spots.map(endOf);
  return (
    <>
      {isOne && <ActionItem action={ACTIONS.rename} />}
      {isOne && ACTIONS.replace.isEnabled(store) && <ActionItem action={ACTIONS.replace} />}
      {!isOne && <AlignItems />}
      {isOne && ACTIONS.enter.isEnabled(store) && <ActionItem action={ACTIONS.enter} />}
      {isOne && ACTIONS.ungroup.isEnabled(store) && <ActionItem action={ACTIONS.ungroup} />}
      {isOne && ACTIONS.register.isEnabled(store) && <ActionItem action={ACTIONS.register} />}
      {ACTIONS.group.isEnabled(store) && <ActionItem action={ACTIONS.group} />}
      {isOne && canWrite && <PortsItem ends={ends} target={target} />}
      {isOne && canWrite && <WrapItem node={box} />}
      {isOne && <LastLogItem node={box} />}
      <MenuDivider />
      <ActionItem action={ACTIONS.cut} />
      <ActionItem action={ACTIONS.copy} />
      <ActionItem action={ACTIONS.copyYaml} />
      <ActionItem action={ACTIONS.duplicate} />
      <ActionItem action={ACTIONS.remove} />
      {isOne && canWrite && <PromoteItems node={box} />}
      {isOne && canWrite && <PublishItems node={box} />}
    </>
  );
}

/** The step put under a new node of control flow. */
function WrapItem({ node }: { node: string }) {
  const { store, run, view } = useDesigner();
  const { document } = store.get();
  const step = document.nodes[node];
  if (step?.kind !== 'step' || controlType(step) !== null) return null;
  const isInLoop = bodiesOf(document).has(node);
  const wrap = (type: ControlType) => {
    const { command, key } = wrapCommand(document, node, type);
    if (!run(command)) return;
    store.select([key]);
    requestAnimationFrame(() => view.get()?.reveal(key));
  };
  return (
    <SubMenu label="Control flow" icon={<BranchRegular />}>
      <MenuItem disabled={isInLoop} onClick={later(() => wrap('if_else'))}>
        Run it on a condition
      </MenuItem>
      <MenuItem disabled={isInLoop} onClick={later(() => wrap('do_while'))}>
        Repeat it while…
      </MenuItem>
      <MenuItem disabled={isInLoop} onClick={later(() => wrap('parallel_for'))}>
        Run it for each item
      </MenuItem>
    </SubMenu>
  );
}

/** The log of this step in the last job of the draft. */
function LastLogItem({ node }: { node: string }) {
  const job = useLastJob();
  const navigate = useNavigate();
  if (!job?.steps[node]) return null;
  const to = {
    to: '/jobs/$name',
    params: { name: job.name },
    search: { ...(job.path ? { graph: job.path } : {}), node, tab: 'logs' },
  } as const;
  return (
    <MenuItem icon={<DocumentTextRegular />} onClick={() => void navigate(to)}>
      Last log
    </MenuItem>
  );
}

function AlignItems() {
  const { store, canWrite } = useDesigner();
  if (!canWrite) return null;
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
  const designer = useDesigner();
  const inputs = designer.components[node]?.inputs ?? [];
  const free = freeInputs(designer.store.get().document, node, inputs);
  if (free.length === 0) return null;
  return (
    <>
      <MenuDivider />
      {free.map((port) => (
        <MenuItem
          key={port.name}
          icon={<ArrowImportRegular />}
          onClick={() => promote(designer, node, port)}
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

function EdgeItems({ target, edge }: { target: GraphTarget; edge: Place }) {
  const { ask, canWrite } = useDesigner();
  const { at: spot, client } = target;
  return (
    <>
      {canWrite && (
        <MenuItem
          icon={<AddRegular />}
          onClick={later(() => ask.set({ kind: 'add', end: null, edge, at: spot, client }))}
        >
          Insert a component here…
        </MenuItem>
      )}
      {canWrite && <LooseItems edge={edge} at={spot} />}
      <EndItems edge={edge} />
      <ActionItem action={ACTIONS.remove} />
    </>
  );
}

/** Steps of the canvas that are joined to nothing and fit in between. */
function LooseItems({ edge, at: spot }: { edge: Place; at: Point }) {
  const designer = useDesigner();
  const { document } = designer.store.get();
  const scene = designer.view.get()?.scene();
  if (!scene) return null;
  const fits = (key: string) =>
    isLoose(document, scene, key) &&
    typeof moveOntoEdge(document, designer.components, edge, { key, at: spot }) !== 'string';
  const steps = Object.keys(document.nodes).filter(fits).slice(0, MOST_LISTED);
  if (steps.length === 0) return null;
  const insert = (key: string) => {
    const { width, height } = scene.boxes.get(key) ?? CARD;
    const to = snapPoint({ x: spot.x - width / 2, y: spot.y - height / 2 });
    insertStep(designer, key, edge, to);
    requestAnimationFrame(() => designer.view.get()?.reveal(key));
  };
  return (
    <SubMenu label="Insert a step that is joined to nothing" icon={<ArrowStepInRegular />}>
      {steps.map((key) => (
        <MenuItem key={key} onClick={later(() => insert(key))}>
          {key}
        </MenuItem>
      ))}
    </SubMenu>
  );
}

/** A line from a node of control flow to a step that it runs. */
function LineItems({ line: { from, to } }: { line: ControlLink }) {
  return (
    <>
      <EndItem icon={<ArrowUpRegular />} box={from} label={`Go to ${from}`} />
      <EndItem icon={<ArrowDownRegular />} box={to} label={`Go to ${to}`} />
      <ActionItem action={ACTIONS.remove} />
    </>
  );
}

function EndItem({ icon, box, label }: { icon: React.JSX.Element; box: string; label: string }) {
  const { store, view } = useDesigner();
  const go = () => {
    store.select([box]);
    view.get()?.reveal(box);
  };
  return (
    <MenuItem icon={icon} onClick={later(go)}>
      {label}
    </MenuItem>
  );
}

/** Long connections lead out of sight: the way to either end. */
function EndItems({ edge }: { edge: Place }) {
  const { store } = useDesigner();
  const { bindings } = store.get().document;
  const source = bindings.find(({ target }) => samePlace(target, edge))?.source;
  return (
    <>
      {source && (
        <EndItem
          icon={<ArrowUpRegular />}
          box={boxOfSource(source)}
          label={`Go to its source, ${source.node ?? source.port}`}
        />
      )}
      <EndItem
        icon={<ArrowDownRegular />}
        box={boxOfTarget(edge)}
        label={`Go to its target, ${edge.node ?? edge.port}`}
      />
    </>
  );
}

function GroundItems({ target }: Pick<CanvasMenuProps, 'target'>) {
  const designer = useDesigner();
  const { ask, canWrite } = designer;
  const { at: spot, client } = target;
  if (!canWrite) return <GroundReading />;
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
      <ActionItem action={ACTIONS.arrange} />
      <GroundReading />
    </>
  );
}

function GroundReading() {
  return (
    <>
      <ActionItem action={ACTIONS.selectAll} />
      <ActionItem action={ACTIONS.selecting} />
      <ActionItem action={ACTIONS.fit} />
      <ActionItem action={ACTIONS.svg} />
      <ActionItem action={ACTIONS.png} />
    </>
  );
}
