// The page of an asset: its head is the same for every kind, and so is most of what it says.
import { Badge } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type AssetNoun, type AssetVersion, useEditAsset } from '../api/assets';
import { useCanWrite } from '../api/session';
import { ArchiveMenu } from './archive-menu';
import { CopyButton } from './copy-button';
import { Described } from './described';
import { type Fact, Facts } from './facts';
import { type Crumb, Page } from './page';
import { Section } from './section';
import { RelativeTime } from './times';
import { VersionPicker } from './version-picker';

interface AssetPageProps {
  noun: AssetNoun;
  asset: AssetVersion;
  title?: string;
  parents: readonly Crumb[];
  /** Beside the version: the type, a stage. */
  badges?: ReactNode;
  actions?: ReactNode;
  onVersion: (version: string) => void;
  children: ReactNode;
}

export function AssetPage(props: AssetPageProps) {
  const { noun, asset, onVersion } = props;
  const canWrite = useCanWrite();
  return (
    <Page
      title={props.title || asset.name}
      crumbs={props.parents}
      beside={
        <>
          <VersionPicker current={asset.version} versions={asset.versions} onChange={onVersion} />
          {props.badges}
          {asset.archived && (
            <Badge appearance="tint" color="warning">
              Archived
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <CopyButton wide size="medium" text={asset.reference} label="Copy reference" />
          {canWrite && <ArchiveMenu noun={noun} asset={asset} onStay={onVersion} />}
          {props.actions}
        </>
      }
    >
      {props.children}
    </Page>
  );
}

interface AssetBodyProps {
  noun: AssetNoun;
  asset: AssetVersion;
  /** Beside when, and by whom. */
  facts: readonly Fact[];
  /** Below the facts. */
  note?: ReactNode;
  children: ReactNode;
}

export function AssetBody({ noun, asset, facts, note, children }: AssetBodyProps) {
  const canWrite = useCanWrite();
  const edit = useEditAsset(noun, asset.name, asset.version);
  const when = [
    { name: 'Created', value: <RelativeTime at={asset.created_at} /> },
    { name: 'Modified', value: <RelativeTime at={asset.modified_at} /> },
    { name: 'Created by', value: asset.created_by },
  ];
  return (
    <Described
      of={asset}
      canEdit={canWrite}
      onChange={edit.mutateAsync}
      about={
        <Section title="About">
          <Facts facts={[...when, ...facts]} />
          {note}
        </Section>
      }
    >
      {children}
    </Described>
  );
}
