// A model: what it is, where it comes from, its files, its versions.
import { Badge, Button } from '@fluentui/react-components';
import { ArchiveRegular, ArrowUndoRegular, FolderZipRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { modelFiles, zipUrl } from '../../api/files';
import { modelQuery, useEditModel } from '../../api/models';
import { useCanWrite } from '../../api/session';
import type { ModelVersion } from '../../api/types';
import { CopyButton } from '../../ui/copy-button';
import { DescriptionSection } from '../../ui/description-section';
import { ErrorScreen } from '../../ui/error-screen';
import { Facts } from '../../ui/facts';
import { FileBrowser } from '../../ui/files/file-browser';
import { JsonView } from '../../ui/json-view';
import { LineageSection } from '../../ui/lineage-section';
import { useLinkStyles } from '../../ui/link-styles';
import { Page } from '../../ui/page';
import { Pending } from '../../ui/pending';
import { Section } from '../../ui/section';
import { Split } from '../../ui/split';
import { TagsSection } from '../../ui/tags-section';
import { RelativeTime } from '../../ui/times';
import { toast, toastProblem } from '../../ui/toast';
import { VersionPicker } from '../../ui/version-picker';

const PARENTS = [{ label: 'Models', to: '/models' }];

export function ModelPage() {
  const { name } = useParams({ from: '/app/models/$name' });
  const search = useSearch({ from: '/app/models/$name' });
  const navigate = useNavigate();
  const found = useQuery(modelQuery(name, search.version ?? 'latest'));
  if (found.isError)
    return <ErrorScreen error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Pending />;
  const model = found.data;
  return (
    <Page
      title={model.name}
      crumbs={PARENTS}
      beside={
        <>
          <VersionPicker
            current={model.version}
            versions={model.versions}
            onChange={(version) =>
              void navigate({ to: '/models/$name', params: { name }, search: { version } })
            }
          />
          <Badge appearance="outline" color="informative">
            {model.type}
          </Badge>
          {model.stage && (
            <Badge appearance="tint" color="success">
              {model.stage}
            </Badge>
          )}
          {model.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <CopyButton wide size="medium" text={model.reference} label="Copy reference" />
          <ModelActions model={model} />
        </>
      }
    >
      <Body key={model.version} model={model} />
    </Page>
  );
}

function ModelActions({ model }: { model: ModelVersion }) {
  const canWrite = useCanWrite();
  const edit = useEditModel(model.name, model.version);
  const setArchived = (archived: boolean) =>
    edit.mutate(
      { archived },
      {
        onSuccess: () => toast({ intent: 'success', title: archived ? 'Archived' : 'Restored' }),
        onError: (error) => toastProblem('The model could not be changed', error),
      },
    );
  return (
    <>
      <Button
        as="a"
        icon={<FolderZipRegular />}
        href={zipUrl(modelFiles(model.name, model.version))}
        download
      >
        Download
      </Button>
      {canWrite && (
        <Button
          icon={model.archived ? <ArrowUndoRegular /> : <ArchiveRegular />}
          disabled={edit.isPending}
          onClick={() => setArchived(!model.archived)}
        >
          {model.archived ? 'Restore' : 'Archive'}
        </Button>
      )}
    </>
  );
}

function JobLink({ name }: { name: string }) {
  const styles = useLinkStyles();
  return (
    <Link to="/jobs/$name" params={{ name }} search={{}} className={styles.link}>
      {name}
    </Link>
  );
}

function Body({ model }: { model: ModelVersion }) {
  const canWrite = useCanWrite();
  const edit = useEditModel(model.name, model.version);
  const facts = [
    { name: 'Made by job', value: model.job ? <JobLink name={model.job} /> : null },
    { name: 'Created', value: <RelativeTime at={model.created_at} /> },
    { name: 'Modified', value: <RelativeTime at={model.modified_at} /> },
    { name: 'Created by', value: model.created_by },
    { name: 'Aliases', value: model.aliases.length > 0 ? model.aliases.join(', ') : null },
    { name: 'In MLflow', value: `models:/${model.name}/${model.number}`, mono: true },
    { name: 'Registered from', value: model.source, mono: true },
    { name: 'Address', value: model.path === model.source ? null : model.path, mono: true },
  ];
  const hasMore = Object.keys(model.flavors).length + Object.keys(model.properties).length > 0;
  return (
    <Split
      side={
        <>
          <Section title="About">
            <Facts facts={facts} />
          </Section>
          <TagsSection
            tags={model.tags}
            canEdit={canWrite}
            onChange={(tags) =>
              edit.mutate(
                { tags },
                { onError: (error) => toastProblem('Tags were not saved', error) },
              )
            }
          />
        </>
      }
    >
      <DescriptionSection
        text={model.description}
        html={model.description_html}
        canEdit={canWrite}
        onSave={(description) => edit.mutateAsync({ description })}
      />
      <Section title="Files">
        <FileBrowser source={modelFiles(model.name, model.version)} />
      </Section>
      <LineageSection of={{ kind: 'models', name: model.name, version: model.version }} />
      {hasMore && (
        <Section title="Flavors and properties">
          <JsonView
            value={{ flavors: model.flavors, properties: model.properties }}
            label="flavors and properties"
          />
        </Section>
      )}
    </Split>
  );
}
