/** What can be done at one port: join it to another, to something new, to the pipeline's own ends; let go. */

import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  AddRegular,
  ArrowExportRegular,
  ArrowImportRegular,
  LinkDismissRegular,
  LinkRegular,
} from '@fluentui/react-icons';
import { type Port, sourcePort, targetPort } from '../../../canvas/core/components';
import { BLOCK_WORDS, type Block, named } from '../../../canvas/core/control';
import type { Binding, Place } from '../../../canvas/core/document';
import { samePlace } from '../../../canvas/core/document';
import { fittingEnds, placeWords, runnableSteps, type WireEnd } from '../../../canvas/core/fits';
import { portLook } from '../../../canvas/core/port-shape';
import type { GraphTarget } from '../../../canvas/view/graph-view';
import { type Designer, useDesigner } from '../data/session';
import { addAsk } from './ask';
import { later } from './later';
import { promote, publishOutput } from './own-ends';

/** More than this is no list to choose from: the panel and the pointer do better. */
export const MOST_LISTED = 40;

interface PortItemsProps {
  end: WireEnd;
  target: Pick<GraphTarget, 'at' | 'client'>;
}

export function PortItems({ end, target }: PortItemsProps) {
  const { node } = end.place;
  return end.block && node !== null ? (
    <BlockItems end={end} node={node} block={end.block} target={target} />
  ) : (
    <DataPortItems end={end} target={target} />
  );
}

/** The steps that a block runs: chosen among those on the canvas, a new one, or let go. */
function BlockItems({ end, node, block, target }: PortItemsProps & { node: string; block: Block }) {
  const { canWrite, ask, run, store } = useDesigner();
  const { document } = store.get();
  const control = document.nodes[node];
  const chosen = control?.kind === 'step' ? named(control, block) : [];
  const free = runnableSteps(document, node, block);
  return (
    <MenuGroup>
      <MenuGroupHeader>{portWords(end, undefined)}</MenuGroupHeader>
      {canWrite && (
        <>
          {free.length === 0 ? (
            <MenuItem icon={<LinkRegular />} disabled>
              Run: no step fits
            </MenuItem>
          ) : (
            <SubMenu label="Run" icon={<LinkRegular />}>
              {free.slice(0, MOST_LISTED).map((step) => (
                <MenuItem key={step} onClick={() => run({ kind: 'run-step', node, block, step })}>
                  {step}
                </MenuItem>
              ))}
              {free.length > MOST_LISTED && <More count={free.length - MOST_LISTED} />}
            </SubMenu>
          )}
          <MenuItem
            icon={<AddRegular />}
            onClick={later(() => ask.set(addAsk(end, target.at, target.client)))}
          >
            Add a step to run…
          </MenuItem>
          {chosen.map((step) => (
            <MenuItem
              key={step}
              icon={<LinkDismissRegular />}
              onClick={() => run({ kind: 'cut-line', node, block, step })}
            >
              {`Disconnect ${step}`}
            </MenuItem>
          ))}
        </>
      )}
    </MenuGroup>
  );
}

function More({ count }: { count: number }) {
  return <MenuItem disabled>{`and ${count} more: drag from the port`}</MenuItem>;
}

function DataPortItems({ end, target }: PortItemsProps) {
  const designer = useDesigner();
  const { canWrite, ask, run } = designer;
  const port = portOf(designer, end);
  const bindings = bindingsAt(designer, end);
  const add = () => ask.set({ kind: 'add', end, ...target });
  return (
    <MenuGroup>
      <MenuGroupHeader>{portWords(end, port)}</MenuGroupHeader>
      {canWrite && (
        <>
          <ConnectItem end={end} />
          <MenuItem icon={<AddRegular />} onClick={later(add)}>
            Add what fits…
          </MenuItem>
          <OwnEndItem end={end} port={port} isBound={bindings.length > 0} />
          {bindings.length > 0 && (
            <>
              <MenuDivider />
              <MenuItem
                icon={<LinkDismissRegular />}
                onClick={() => run(disconnectCommand(bindings))}
              >
                {bindings.length === 1 ? 'Disconnect' : `Disconnect all ${bindings.length}`}
              </MenuItem>
            </>
          )}
        </>
      )}
    </MenuGroup>
  );
}

/** The ports of a box, each with its own menu: for those who cannot press on one. */
export function PortsItem({
  ends,
  target,
}: { ends: readonly WireEnd[] } & Omit<PortItemsProps, 'end'>) {
  const designer = useDesigner();
  if (ends.length === 0) return null;
  return (
    <SubMenu label="Ports" icon={<LinkRegular />}>
      {ends.map((end) => (
        <SubMenu
          key={`${end.side} ${end.block ?? ''} ${end.place.port}`}
          label={portWords(end, portOf(designer, end))}
        >
          <PortItems end={end} target={target} />
        </SubMenu>
      ))}
    </SubMenu>
  );
}

function ConnectItem({ end }: { end: WireEnd }) {
  const { store, components, run } = useDesigner();
  const { document } = store.get();
  const joined = new Set(bindingsAt({ store }, end).map((one) => placeKey(otherEnd(one, end))));
  const places = fittingEnds(document, components, end).filter((one) => !joined.has(placeKey(one)));
  const side = end.side === 'source' ? 'target' : 'source';
  const connect = (other: Place) => {
    const [source, target] = end.side === 'source' ? [end.place, other] : [other, end.place];
    run({ kind: 'connect', source, target });
  };
  const label = end.side === 'source' ? 'Connect to' : 'Connect from';
  if (places.length === 0) {
    return (
      <MenuItem icon={<LinkRegular />} disabled>
        {`${label}: nothing fits`}
      </MenuItem>
    );
  }
  return (
    <SubMenu label={label} icon={<LinkRegular />}>
      {places.slice(0, MOST_LISTED).map((place) => (
        <MenuItem key={placeKey(place)} onClick={() => connect(place)}>
          {placeWords(document, place, side)}
        </MenuItem>
      ))}
      {places.length > MOST_LISTED && <More count={places.length - MOST_LISTED} />}
    </SubMenu>
  );
}

/** A step's port given to the pipeline itself. */
function OwnEndItem({
  end,
  port,
  isBound,
}: {
  end: WireEnd;
  port: Port | undefined;
  isBound: boolean;
}) {
  const designer = useDesigner();
  const { store } = designer;
  const { node } = end.place;
  if (!port || node === null || store.get().document.nodes[node]?.kind !== 'step') return null;
  if (end.side === 'target') {
    if (isBound) return null;
    return (
      <MenuItem icon={<ArrowImportRegular />} onClick={() => promote(designer, node, port)}>
        Promote to a pipeline input
      </MenuItem>
    );
  }
  if (bindingsAt(designer, end).some(({ target }) => target.node === null)) return null;
  return (
    <MenuItem
      icon={<ArrowExportRegular />}
      onClick={() => publishOutput(designer, node, end.place.port)}
    >
      Make it a pipeline output
    </MenuItem>
  );
}

interface SubMenuProps {
  label: string;
  icon?: React.JSX.Element;
  children: React.ReactNode;
}

export function SubMenu({ label, icon, children }: SubMenuProps) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem {...(icon ? { icon } : {})}>{label}</MenuItem>
      </MenuTrigger>
      <MenuPopover style={{ maxHeight: '60vh', overflowY: 'auto' }}>
        <MenuList>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}

function portOf({ store, components }: Designer, { side, place }: WireEnd): Port | undefined {
  const find = side === 'source' ? sourcePort : targetPort;
  return find(store.get().document, components, place);
}

function portWords({ side, place, block }: WireEnd, port: Port | undefined): string {
  if (block) return BLOCK_WORDS[block];
  const kind = port ? ` (${portLook(port.type).word}${port.optional ? ', optional' : ''})` : '';
  return `${side === 'source' ? 'Output' : 'Input'} ${place.port}${kind}`;
}

function bindingsAt({ store }: Pick<Designer, 'store'>, end: WireEnd): Binding[] {
  const { bindings } = store.get().document;
  return bindings.filter((one) =>
    end.side === 'source'
      ? one.via === 'outputs' && samePlace(one.source, end.place)
      : samePlace(one.target, end.place),
  );
}

function otherEnd({ source, target }: Binding, end: WireEnd): Place {
  return end.side === 'source' ? target : source;
}

function placeKey({ node, port }: Place): string {
  return `${node ?? ''} ${port}`;
}

function disconnectCommand(bindings: readonly Binding[]) {
  const edges = bindings.map(({ target }) => target);
  return { kind: 'delete' as const, ids: [], edges, notes: [] };
}
