/** One parameter of a step: its value, or the pipeline input that gives it. */

import {
  Button,
  Field,
  InfoLabel,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tag,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArrowImportRegular,
  ArrowResetRegular,
  LinkDismissRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import { interfaceInputType, type Port } from '../../../canvas/core/components';
import { mayFeed } from '../../../canvas/core/connect';
import {
  type Binding,
  isDataValue,
  type Place,
  type Scalar,
  type StepNode,
} from '../../../canvas/core/document';
import { fittingEnds, placeWords } from '../../../canvas/core/fits';
import { Prose } from '../../../ui/prose';
import { promote } from '../canvas/own-ends';
import { MOST_LISTED, SubMenu } from '../canvas/port-menu';
import { messagesAt } from '../data/problems';
import { useDesigner, useDocument } from '../data/session';
import { usePanelStyles } from './use-panel-styles';
import { ValueInput, valueMessage } from './value-input';

interface ParameterFieldProps {
  nodeKey: string;
  node: StepNode;
  port: Port;
  binding: Binding | undefined;
}

export function ParameterField({ nodeKey, node, port, binding }: ParameterFieldProps) {
  const styles = usePanelStyles();
  const { run, diagnostics, canWrite } = useDesigner();
  const given = node.values[port.name];
  const value: Scalar | null = given === undefined || isDataValue(given) ? null : given;
  const field = `${nodeKey}.${port.name}`;
  const found = messagesAt(diagnostics, field)[0];
  const local = binding ? null : valueMessage(port, value);
  const message = local ?? found?.message;
  const state = local || found?.severity === 'error' ? 'error' : found ? 'warning' : 'none';
  return (
    <Field
      data-field={field}
      size="small"
      label={
        <InfoLabel info={port.description || `Type: ${port.type}`} size="small">
          {port.name}
          {!port.optional && port.default === null && <span aria-hidden> *</span>}
        </InfoLabel>
      }
      validationState={state}
      {...(message ? { validationMessage: <Prose text={message} /> } : {})}
    >
      <div className={styles.row}>
        <div className={styles.grow}>
          {binding ? (
            <BoundValue binding={binding} />
          ) : (
            <ValueInput
              label={port.name}
              port={port}
              value={value}
              disabled={!canWrite}
              onChange={(next) =>
                run({ kind: 'set-value', node: nodeKey, port: port.name, value: next })
              }
            />
          )}
        </div>
        {canWrite && (
          <ParameterMenu nodeKey={nodeKey} port={port} isBound={Boolean(binding)} value={value} />
        )}
      </div>
    </Field>
  );
}

function BoundValue({ binding }: { binding: Binding }) {
  const { node, port } = binding.source;
  return (
    <Tag appearance="brand" size="small" icon={<ArrowImportRegular />}>
      {node === null ? `Pipeline input ${port}` : `${node}.${port}`}
    </Tag>
  );
}

interface ParameterMenuProps {
  nodeKey: string;
  port: Port;
  isBound: boolean;
  value: Scalar | null;
}

function ParameterMenu({ nodeKey, port, isBound, value }: ParameterMenuProps) {
  const designer = useDesigner();
  const { run, components } = designer;
  const document = useDocument();
  const target = { node: nodeKey, port: port.name };
  const fitting = Object.keys(document.interface.inputs).filter(
    (name) => mayFeed(interfaceInputType(document, components, name), port.type) !== 'no',
  );
  const isGiven = value !== null || isBound;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={`More for ${port.name}`} relationship="label">
          <Button appearance="subtle" size="small" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            icon={isBound ? <LinkDismissRegular /> : <ArrowResetRegular />}
            disabled={!isGiven}
            onClick={() => run({ kind: 'set-value', ...target, value: null })}
          >
            {isBound
              ? 'Unbind'
              : port.default === null
                ? 'Clear'
                : `Restore ${String(port.default)}`}
          </MenuItem>
          <MenuItem
            icon={<ArrowImportRegular />}
            disabled={isBound}
            onClick={() => promote(designer, nodeKey, port)}
          >
            Promote to a pipeline input
          </MenuItem>
          {fitting.map((name) => (
            <MenuItem
              key={name}
              onClick={() => run({ kind: 'connect', source: { node: null, port: name }, target })}
            >
              Take pipeline input {name}
            </MenuItem>
          ))}
          <TakeOutput target={target} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** What a step before this one found out can be a parameter too: a condition most of all. */
function TakeOutput({ target }: { target: Place }) {
  const { run, components } = useDesigner();
  const document = useDocument();
  const all = fittingEnds(document, components, { place: target, side: 'target' });
  const places = all.filter(({ node }) => node !== null).slice(0, MOST_LISTED);
  if (places.length === 0) return null;
  return (
    <SubMenu label="Take an output">
      {places.map((source) => (
        <MenuItem
          key={`${source.node} ${source.port}`}
          onClick={() => run({ kind: 'connect', source, target })}
        >
          {placeWords(document, source, 'source')}
        </MenuItem>
      ))}
    </SubMenu>
  );
}
