/** A blank canvas, and pipelines to begin from, each with a picture of its graph. */

import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { AddRegular, WarningRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Template } from '../../../api/types';
import { Thumbnail } from '../../../canvas/view/thumbnail';
import { ProblemView } from '../../../ui/problem-view';
import { templatesQuery } from '../data/api';
import { ComponentCache, componentsOf } from '../data/component-cache';
import { useBlankDraft, useTemplateDraft } from './use-new-drafts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  card: {
    display: 'grid',
    gridTemplateRows: '150px auto',
    width: '100%',
    height: '100%',
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: 'inherit',
    fontFamily: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    overflow: 'hidden',
    ':hover': { border: `1px solid ${tokens.colorCompoundBrandStroke}`, boxShadow: tokens.shadow4 },
    ':disabled': { cursor: 'default', opacity: 0.6 },
  },
  picture: {
    display: 'grid',
    placeItems: 'center',
    minHeight: 0,
    padding: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: '44px',
    color: tokens.colorNeutralForeground3,
  },
  words: { display: 'grid', alignContent: 'start', gap: '4px', padding: tokens.spacingVerticalM },
  faint: { color: tokens.colorNeutralForeground3 },
  missing: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '4px',
    alignItems: 'start',
    color: tokens.colorStatusWarningForeground3,
  },
});

export function TemplateGallery() {
  const styles = useStyles();
  const templates = useQuery(templatesQuery);
  const blank = useBlankDraft();
  const make = useTemplateDraft();
  const isBusy = blank.isPending || make.isPending;
  if (templates.isError) {
    return <ProblemView error={templates.error} onRetry={() => void templates.refetch()} />;
  }
  return (
    <ul className={styles.grid} aria-label="Templates">
      <li>
        <Card
          title="Blank"
          text="An empty canvas, to build from components and data."
          picture={<AddRegular aria-hidden />}
          isBusy={isBusy}
          onChoose={() => blank.mutate()}
        />
      </li>
      {templates.isPending &&
        ['first', 'second', 'third'].map((key) => (
          <li key={key} aria-hidden>
            <Skeleton>
              <SkeletonItem style={{ height: 240 }} />
            </Skeleton>
          </li>
        ))}
      {templates.data?.items.map((one) => (
        <li key={one.name}>
          <Card
            title={one.title}
            text={one.description}
            missing={one.missing}
            steps={stepsOf(one)}
            picture={<Picture template={one} />}
            isBusy={isBusy}
            onChoose={() => make.mutate(one.name)}
          />
        </li>
      ))}
    </ul>
  );
}

function stepsOf({ document }: Template): number {
  return Object.values(document.nodes).filter((node) => node.kind === 'step').length;
}

function Picture({ template }: { template: Template }) {
  const { document } = template;
  // Components stand inside a template: nothing has to be looked up.
  const components = useMemo(
    () => componentsOf(document, new ComponentCache(async () => ({}))),
    [document],
  );
  return <Thumbnail document={document} components={components} />;
}

interface CardProps {
  title: string;
  text: string;
  picture: ReactNode;
  isBusy: boolean;
  onChoose: () => void;
  steps?: number;
  missing?: readonly string[];
}

function Card({ title, text, picture, isBusy, onChoose, steps, missing = [] }: CardProps) {
  const styles = useStyles();
  return (
    <button type="button" className={styles.card} disabled={isBusy} onClick={onChoose}>
      <span className={styles.picture}>{picture}</span>
      <span className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text size={200}>{text}</Text>
        {steps !== undefined && (
          <Text size={200} className={styles.faint}>
            {steps} {steps === 1 ? 'step' : 'steps'}
          </Text>
        )}
        {missing.length > 0 && (
          <Text size={200} className={styles.missing}>
            <WarningRegular aria-hidden />
            <span>
              Before it can run: {missing[0]}
              {missing.length > 1 ? ` And ${missing.length - 1} more.` : ''}
            </span>
          </Text>
        )}
      </span>
    </button>
  );
}
