/** Which component a step uses, and the version picker that keeps the bindings that still fit. */

import { Button, Field, Link, Select, Text } from '@fluentui/react-components';
import { ArrowEnterRegular, ArrowSwapRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { componentQuery } from '../../../api/catalog';
import { controlType, controlWords } from '../../../canvas/core/control';
import type { StepNode } from '../../../canvas/core/document';
import { lostWith } from '../../../canvas/core/replace';
import { TypeIcon } from '../../../canvas/view/node-marks';
import { toastProblem } from '../../../ui/toast';
import { ACTIONS } from '../canvas/actions';
import { tellLost } from '../canvas/add-asset';
import { lookupComponents } from '../data/api';
import { type Designer, useDesigner } from '../data/session';
import { usePanelStyles } from './use-panel-styles';

export function ComponentHeader({ nodeKey, node }: { nodeKey: string; node: StepNode }) {
  const styles = usePanelStyles();
  const designer = useDesigner();
  const { components, cache, enter } = designer;
  const component = components[nodeKey];
  const isReference = typeof node.component === 'string';
  const known = isReference ? cache.get(String(node.component)) : undefined;
  const isArchived = known?.archived === true;
  const isLost = typeof node.component === 'string' && cache.get(node.component) === null;
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <span aria-hidden style={{ fontSize: 20, display: 'grid' }}>
          <TypeIcon type={component?.type ?? node.type} />
        </span>
        <Text
          as="h2"
          size={400}
          weight="semibold"
          truncate
          block
          style={{ margin: 0, minWidth: 0 }}
        >
          {node.display_name || nodeKey}
        </Text>
      </div>
      {isLost && (
        <Text role="alert" className={styles.faint}>
          The component {String(node.component).replace(/^azureml:/, '')} is not in this workspace.
          Its settings and connections are kept: register it again, or replace it.
        </Text>
      )}
      {isArchived && (
        <Text role="status" className={styles.faint}>
          This component is archived: it still runs, and is not offered for new steps.
        </Text>
      )}
      {isReference && component?.name ? (
        <VersionPicker nodeKey={nodeKey} name={component.name} version={component.version ?? ''} />
      ) : (
        !isLost && (
          <Text className={styles.faint}>
            {controlType(node) === null
              ? 'Component written inside the pipeline'
              : controlWords(node)}
          </Text>
        )
      )}
      <div className={styles.row}>
        {node.type === 'pipeline' && !isLost && (
          <Button size="small" icon={<ArrowEnterRegular />} onClick={() => enter(nodeKey)}>
            Go inside
          </Button>
        )}
        {designer.canWrite && controlType(node) === null && (
          <Button
            size="small"
            icon={<ArrowSwapRegular />}
            onClick={() => ACTIONS.replace.run(designer)}
          >
            Replace…
          </Button>
        )}
      </div>
    </div>
  );
}

interface VersionPickerProps {
  nodeKey: string;
  name: string;
  version: string;
}

function VersionPicker({ nodeKey, name, version }: VersionPickerProps) {
  const designer = useDesigner();
  const latest = useQuery(componentQuery(name, 'latest')).data;
  const versions = latest?.versions.map((one) => one.version) ?? [];
  const all = versions.includes(version) ? versions : [version, ...versions];
  return (
    <Field
      size="small"
      label={
        <>
          Component{' '}
          <RouterLink to="/components/$name" params={{ name }} search={{ version }}>
            <Link as="span">{name}</Link>
          </RouterLink>
        </>
      }
    >
      <Select
        aria-label={`Version of ${name}`}
        value={version}
        disabled={!designer.canWrite}
        onChange={(_, data) => void changeVersion(designer, nodeKey, name, data.value)}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            Version {one}
            {one === latest?.version ? ' (latest)' : ''}
          </option>
        ))}
      </Select>
    </Field>
  );
}

async function changeVersion(
  { run, cache, store }: Designer,
  nodeKey: string,
  name: string,
  version: string,
): Promise<void> {
  const reference = `azureml:${name}:${version}`;
  try {
    const found = cache.get(reference) ?? (await lookupComponents([reference]))[reference];
    if (!found) throw new Error(`${reference} is not there.`);
    cache.put(reference, found);
    const { document } = store.get();
    const node = document.nodes[nodeKey];
    const isSweep = node?.kind === 'step' && node.type === 'sweep';
    const command = {
      kind: 'set-component' as const,
      node: nodeKey,
      component: reference,
      // A sweep stays one: the component is its trial.
      type: isSweep ? 'sweep' : found.type,
      inputs: found.inputs.map((port) => port.name),
      outputs: found.outputs.map((port) => port.name),
    };
    if (run(command)) tellLost(`${nodeKey} is version ${version} now`, lostWith(document, command));
  } catch (error) {
    toastProblem('The version could not be changed', error);
  }
}
