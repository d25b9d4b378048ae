// Models and data sets that a step logged with MLflow.
import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { jobFiles, zipUrl } from '../../../api/files';
import { jobLoggedQuery } from '../../../api/jobs';
import type { Job, JobLogged } from '../../../api/types';
import { useLinkStyles } from '../../../ui/link-styles';
import { Part } from './part';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
  },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
});

export function hasLogged({ models, datasets }: JobLogged): boolean {
  return models.length > 0 || datasets.length > 0;
}

export function Logged({ job }: { job: Job }) {
  const logged = useQuery(jobLoggedQuery(job.name, job.status)).data;
  if (!logged) return null;
  return (
    <>
      {logged.models.length > 0 && <Models job={job} models={logged.models} />}
      {logged.datasets.length > 0 && <Datasets datasets={logged.datasets} />}
    </>
  );
}

function Models({ job, models }: { job: Job; models: JobLogged['models'] }) {
  const styles = useStyles();
  const links = useLinkStyles();
  const source = jobFiles(job.name, 'artifacts');
  return (
    <Part title="Models">
      <ul className={styles.list}>
        {models.map((model) => (
          <li key={model.model_id} className={styles.row}>
            <Text weight="semibold">{model.name}</Text>
            {!model.is_output && <Badge appearance="outline">used</Badge>}
            {!model.is_ready && (
              <Badge appearance="outline" color="warning">
                incomplete
              </Badge>
            )}
            {model.registered.map((each) => (
              <Badge key={`${each.name}:${each.version}`} appearance="tint">
                {each.name}:{each.version}
              </Badge>
            ))}
            <span className={styles.mono}>{model.model_id}</span>
            {model.folder !== null && (
              <a className={links.link} href={zipUrl(source, model.folder)} download>
                Download
              </a>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Datasets({ datasets }: { datasets: JobLogged['datasets'] }) {
  const styles = useStyles();
  return (
    <Part title="Data sets">
      <ul className={styles.list}>
        {datasets.map((each) => (
          <li key={`${each.name} ${each.digest}`} className={styles.row}>
            <Text weight="semibold">{each.name}</Text>
            {each.context && <Badge appearance="outline">{each.context}</Badge>}
            <span className={styles.mono}>
              {[each.digest, each.source_type, each.source].filter(Boolean).join('  ')}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
