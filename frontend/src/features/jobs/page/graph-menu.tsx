// The context menu of a job's graph: look closer at a step, copy it, keep the graph as a picture.
import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import {
  ArrowEnterRegular,
  CodeRegular,
  CopyRegular,
  DocumentTextRegular,
  ImageRegular,
  OpenRegular,
  ZoomFitRegular,
} from '@fluentui/react-icons';
import { copyText, fragmentOf } from '../../../canvas/core/clipboard';
import { jobWire } from '../../../canvas/core/wire';
import { yamlText } from '../../../canvas/core/yaml-text';
import type { GraphHandle, GraphTarget } from '../../../canvas/view/graph-types';
import { useFocusBack } from '../../../canvas/view/use-focus-back';
import { opens, runsCommand } from '../../../lib/job-types';
import { copyAndSay } from '../../../ui/copy-text';
import { savePng, saveSvg } from '../../../ui/graph/pictures';
import type { JobView } from './use-job-view';

interface GraphMenuProps {
  target: GraphTarget;
  view: JobView;
  graph: GraphHandle | null;
  onOpen: (node: string) => void;
  onClose: () => void;
}

export function GraphMenu({ target, view, graph, onOpen, onClose }: GraphMenuProps) {
  useFocusBack(graph);
  const { x, y } = target.client;
  const name = view.shown.display_name || view.shown.name;
  return (
    <Menu
      open
      inline
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={{
        target: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) },
        position: 'below',
        align: 'start',
        strategy: 'fixed',
      }}
    >
      {/* Above the fields of the panel beside, where it reaches over them. */}
      <MenuPopover style={{ zIndex: 10 }}>
        <MenuList>
          {target.box !== null && (
            <>
              <StepItems node={target.box} view={view} onOpen={onOpen} />
              <MenuDivider />
            </>
          )}
          <MenuItem
            icon={<ZoomFitRegular />}
            secondaryContent="Shift+1"
            onClick={() => graph?.fit()}
          >
            Fit the whole graph
          </MenuItem>
          <MenuItem icon={<ImageRegular />} onClick={() => saveSvg(graph, name)}>
            Export as SVG
          </MenuItem>
          <MenuItem icon={<ImageRegular />} onClick={() => void savePng(graph, name)}>
            Export as PNG
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface StepItemsProps {
  node: string;
  view: JobView;
  onOpen: (node: string) => void;
}

function StepItems({ node, view, onOpen }: StepItemsProps) {
  const { search, go, children } = view;
  const job = children[node];
  const place = search.graph ? { graph: search.graph } : {};
  const show = (tab: string) => go({ ...place, node, tab });
  const { document } = view.graph;
  const isNode = Object.hasOwn(document.nodes, node);
  return (
    <>
      {job && opens(job) && (
        <MenuItem icon={<ArrowEnterRegular />} onClick={() => onOpen(node)}>
          Go inside
        </MenuItem>
      )}
      <MenuItem icon={<OpenRegular />} onClick={() => show('overview')}>
        Details
      </MenuItem>
      {job && runsCommand(job) && (
        <MenuItem icon={<DocumentTextRegular />} onClick={() => show('logs')}>
          Log
        </MenuItem>
      )}
      {isNode && (
        <>
          <MenuItem
            icon={<CopyRegular />}
            onClick={() =>
              void copyAndSay(copyText(document, [node]), 'Copied: paste it into a draft')
            }
          >
            Copy
          </MenuItem>
          <MenuItem
            icon={<CodeRegular />}
            onClick={() =>
              void copyAndSay(yamlText(jobWire(fragmentOf(document, [node]))), 'Copied as YAML')
            }
          >
            Copy as YAML
          </MenuItem>
        </>
      )}
    </>
  );
}
