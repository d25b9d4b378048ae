// The software that the step ran in: how it was defined, and what the studio made of it.
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { jobSystemLogQuery } from '../../../api/jobs';
import type { Job } from '../../../api/types';
import { Facts } from '../../../ui/facts';
import { JsonView, PlainText } from '../../../ui/json-view';
import { useLinkStyles } from '../../../ui/link-styles';
import { madeFrom } from '../../environments/made-from';
import { Part } from './part';
import { TakenFrom } from './taken-from';

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function EnvironmentTab({ job }: { job: Job }) {
  const styles = useLinkStyles();
  const log = useQuery(jobSystemLogQuery(job.name, job.status));
  const spec = job.environment;
  if (!spec) return <Text>This step names no environment: it runs in the studio's default.</Text>;
  const name = text(spec.name);
  const version = text(spec.version);
  return (
    <>
      <TakenFrom job={job} tab="environment" />
      <Facts
        facts={[
          {
            name: 'Environment',
            value: name && version && (
              <Link
                to="/environments/$name"
                params={{ name }}
                search={{ version }}
                className={styles.link}
              >
                {name}:{version}
              </Link>
            ),
          },
          { name: 'Made from', value: madeFrom(spec), mono: true },
        ]}
      />
      {typeof spec.conda_file === 'string' && (
        <Part title="Conda file">
          <PlainText text={spec.conda_file} label="the conda file" />
        </Part>
      )}
      <Part title="Definition">
        <JsonView value={spec} label="the definition" />
      </Part>
      {log.data && (
        <Part title="What the studio did">
          <PlainText text={log.data} label="the system log" wrap />
        </Part>
      )}
    </>
  );
}
