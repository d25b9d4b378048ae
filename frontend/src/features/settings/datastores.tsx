// Where data lies: the places that `azureml://datastores/NAME/paths/…` names.
import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { datastoresQuery } from '../../api/catalog';
import type { Datastore } from '../../api/types';
import { NameCell, timeColumn } from '../../ui/asset-columns';
import { CopyButton } from '../../ui/copy-button';
import { ProblemView } from '../../ui/problem-view';
import { Section } from '../../ui/section';
import type { Column } from '../../ui/table/columns';
import { WholeTable } from '../../ui/table/whole-table';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

function Name({ datastore }: { datastore: Datastore }) {
  const link = (
    <>
      <strong>{datastore.name}</strong>{' '}
      {datastore.is_default && (
        <Badge appearance="tint" size="small">
          Default
        </Badge>
      )}
    </>
  );
  return <NameCell link={link} text={datastore.description} />;
}

/** Account, container, folder: what is known of the place, never a secret. */
function placeWords({ config }: Datastore): string {
  const parts = Object.values(config).filter((value) => typeof value === 'string' && value);
  return parts.join(' / ') || "The studio's own folder";
}

const COLUMNS: Column<Datastore>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(200px, 2fr)',
    render: (each) => <Name datastore={each} />,
  },
  { id: 'type', header: 'Type', width: '160px', from: 620, render: (each) => each.type },
  {
    id: 'place',
    header: 'Where',
    width: 'minmax(160px, 1.4fr)',
    from: 760,
    render: (each) => placeWords(each),
  },
  { ...timeColumn<Datastore>('Created', (each) => each.created_at), from: 860 },
  {
    id: 'copy',
    header: 'Address',
    width: '88px',
    align: 'end',
    render: (each) => (
      <CopyButton
        text={`azureml://datastores/${each.name}/paths/`}
        label={`Copy the address of ${each.name}`}
      />
    ),
  },
];

export function Datastores() {
  const styles = useStyles();
  const datastores = useQuery(datastoresQuery);
  return (
    <>
      <Text className={styles.quiet}>
        Uploads and outputs go to the default datastore. Pipelines and data assets name the others
        by their address.
      </Text>
      {datastores.isError ? (
        <ProblemView error={datastores.error} onRetry={() => void datastores.refetch()} />
      ) : (
        <Section title="Datastores" flush>
          <WholeTable
            label="Datastores"
            rows={datastores.data?.items ?? []}
            columns={COLUMNS}
            rowHeight={56}
            rowKey={(each) => each.name}
            rowName={(each) => each.name}
            loading={datastores.isPending}
          />
        </Section>
      )}
    </>
  );
}
