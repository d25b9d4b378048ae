// An environment and its versions.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { environmentQuery } from '../../api/catalog';
import { AssetBody, AssetPage } from '../../ui/asset-page';
import { ErrorScreen } from '../../ui/error-screen';
import { JsonView } from '../../ui/json-view';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
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
  return (
    <AssetPage
      noun="environments"
      asset={environment}
      parents={PARENTS}
      onVersion={(next) =>
        void navigate({ to: '/environments/$name', params: { name }, search: { version: next } })
      }
    >
      <AssetBody
        key={environment.version}
        noun="environments"
        asset={environment}
        facts={[{ name: 'Made from', value: madeFrom(environment.spec), mono: true }]}
      >
        <Section title="Definition">
          <JsonView value={environment.spec} label="the definition" />
        </Section>
      </AssetBody>
    </AssetPage>
  );
}
