/** What changed between two versions of a component, in their YAML. */

import { Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { componentQuery } from '../../api/catalog';
import type { ComponentVersion } from '../../api/types';
import { ProblemView } from '../../ui/problem-view';
import { LazyYamlEditor } from '../../ui/yaml/lazy-yaml-editor';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'stretch' },
  editor: {
    height: 'min(60vh, 640px)',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  choice: { maxWidth: '320px' },
});

interface VersionChangesProps {
  component: ComponentVersion;
  /** The version to compare with; the one before when nothing is said. */
  against: string | undefined;
  onAgainst: (version: string) => void;
}

export function VersionChanges({ component, against, onAgainst }: VersionChangesProps) {
  const styles = useStyles();
  const others = component.versions
    .map((one) => one.version)
    .filter((one) => one !== component.version);
  const chosen = against && others.includes(against) ? against : before(component);
  const other = useQuery({
    ...componentQuery(component.name, chosen ?? ''),
    enabled: chosen !== null,
  });
  if (chosen === null) {
    return <Text>This is the only version: there is nothing to compare it with.</Text>;
  }
  if (other.isError) {
    return <ProblemView error={other.error} onRetry={() => void other.refetch()} />;
  }
  return (
    <div className={styles.root}>
      <Field className={styles.choice} label={`Version ${component.version} compared with`}>
        <Select value={chosen} onChange={(_, data) => onAgainst(data.value)}>
          {others.map((version) => (
            <option key={version} value={version}>
              version {version}
            </option>
          ))}
        </Select>
      </Field>
      {other.data && (
        <>
          <Text role="status" size={200}>
            {other.data.yaml === component.yaml
              ? 'The YAML of both is the same.'
              : `Green is what version ${component.version} says, red what version ${chosen} said.`}
          </Text>
          <div className={styles.editor}>
            <LazyYamlEditor
              key={`${component.version} ${chosen}`}
              label={`Changes from version ${chosen} to version ${component.version}`}
              value={component.yaml}
              original={other.data.yaml}
              onChange={() => {}}
              findings={[]}
              readOnly
            />
          </div>
        </>
      )}
    </div>
  );
}

/** The version that was made before this one; of the first, the one after. */
function before({ version, versions }: ComponentVersion): string | null {
  const byTime = [...versions].sort((a, b) => a.created_at.localeCompare(b.created_at));
  const at = byTime.findIndex((one) => one.version === version);
  return byTime[at - 1]?.version ?? byTime[at + 1]?.version ?? null;
}
