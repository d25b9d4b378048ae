// Where an asset comes from, and which jobs were given it.
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type LineageOf, lineageQuery } from '../api/lineage';
import type { Lineage, Status } from '../api/types';
import { statusLabel } from '../lib/statuses';
import { useLinkStyles } from './link-styles';
import { ProblemView } from './problem-view';
import { Section } from './section';
import { RelativeTime } from './times';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    maxHeight: '320px',
    overflowY: 'auto',
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    alignItems: 'baseline',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function LineageSection({ of }: { of: LineageOf }) {
  return (
    <Section title="Lineage">
      <Body of={of} />
    </Section>
  );
}

function Body({ of }: { of: LineageOf }) {
  const styles = useStyles();
  const found = useQuery(lineageQuery(of));
  if (found.isError) return <ProblemView error={found.error} title="The lineage is not shown" />;
  if (!found.data) {
    return (
      <Skeleton aria-label="Loading the lineage">
        <SkeletonItem />
      </Skeleton>
    );
  }
  return (
    <div className={styles.root}>
      <MadeBy lineage={found.data} />
      <UsedBy lineage={found.data} />
    </div>
  );
}

function JobLink({ root, path, label }: { root: string; path: string; label: string }) {
  const links = useLinkStyles();
  return (
    <Link
      to="/jobs/$name"
      params={{ name: root }}
      search={path ? { node: path } : {}}
      className={links.link}
    >
      {label}
    </Link>
  );
}

function MadeBy({ lineage }: { lineage: Lineage }) {
  const styles = useStyles();
  const links = useLinkStyles();
  const maker = lineage.made_by;
  if (!maker)
    return <Text className={styles.quiet}>No job made it, as far as the studio knows.</Text>;
  return (
    <div className={styles.row}>
      <Text>
        Made by <JobLink root={maker.root} path={maker.path} label={maker.display_name} />
        {maker.path ? ` of ${maker.root_display_name}` : ''}
        {maker.output ? `, output ${maker.output}` : ''}
      </Text>
      {lineage.made_from.length > 0 && (
        <Text>
          from{' '}
          {lineage.made_from.map((one, index) => (
            <span key={`${one.kind}/${one.name}:${one.version}`}>
              {index > 0 && ', '}
              <Link
                to={one.kind === 'models' ? '/models/$name' : '/data/$name'}
                params={{ name: one.name }}
                search={{ version: one.version }}
                className={links.link}
              >
                {one.name}:{one.version}
              </Link>
            </span>
          ))}
        </Text>
      )}
    </div>
  );
}

function UsedBy({ lineage }: { lineage: Lineage }) {
  const styles = useStyles();
  const uses = lineage.used_by;
  if (uses.length === 0) return <Text className={styles.quiet}>No job has been given it yet.</Text>;
  return (
    <div>
      <Text weight="semibold">Given to</Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard. */}
      <ul className={styles.list} tabIndex={0} aria-label="Jobs that were given it">
        {uses.map((use) => (
          <li key={`${use.name}.${use.input}`} className={styles.row}>
            <JobLink root={use.root} path={use.path} label={use.root_display_name} />
            <Text size={200} className={styles.quiet}>
              {use.path ? `${use.path}, input ${use.input}` : `input ${use.input}`},{' '}
              {statusLabel(use.status as Status)}, <RelativeTime at={use.created_at} />
            </Text>
          </li>
        ))}
      </ul>
      {lineage.truncated && (
        <Text size={200} className={styles.quiet}>
          The latest {uses.length}; there are more.
        </Text>
      )}
    </div>
  );
}
