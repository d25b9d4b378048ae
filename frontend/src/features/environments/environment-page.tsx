// An environment and its versions.
import { Badge } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { environmentQuery } from '../../api/catalog';
import { CopyButton } from '../../ui/copy-button';
import { ErrorScreen } from '../../ui/error-screen';
import { Facts } from '../../ui/facts';
import { JsonView } from '../../ui/json-view';
import { Page } from '../../ui/page';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { Split } from '../../ui/split';
import { TagList } from '../../ui/tag-list';
import { RelativeTime } from '../../ui/times';
import { VersionPicker } from '../../ui/version-picker';
import { madeFrom } from './made-from';

const PARENTS = [{ label: 'Environments', to: '/environments' }];

export function EnvironmentPage() {
  const { name } = useParams({ from: '/app/environments/$name' });
  const { version = 'latest' } = useSearch({ from: '/app/environments/$name' });
  const navigate = useNavigate();
  const found = useQuery(environmentQuery(name, version));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const environment = found.data;
  const facts = [
    { name: 'Created', value: <RelativeTime at={environment.created_at} /> },
    { name: 'Created by', value: environment.created_by },
    { name: 'Made from', value: madeFrom(environment.spec), mono: true },
    {
      name: 'Tags',
      value:
        Object.keys(environment.tags).length > 0 ? (
          <TagList tags={environment.tags} limit={12} />
        ) : null,
    },
  ];
  return (
    <Page
      title={environment.name}
      crumbs={PARENTS}
      subtitle={environment.description}
      beside={
        <>
          <VersionPicker
            current={environment.version}
            versions={environment.versions}
            onChange={(next) =>
              void navigate({
                to: '/environments/$name',
                params: { name },
                search: { version: next },
              })
            }
          />
          {environment.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={
        <CopyButton wide size="medium" text={environment.reference} label="Copy reference" />
      }
    >
      <Split
        side={
          <Section title="About">
            <Facts facts={facts} />
          </Section>
        }
      >
        <Section title="Definition">
          <JsonView value={environment.spec} label="the definition" />
        </Section>
      </Split>
    </Page>
  );
}
