// Which computes did most of the work.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { BusyCompute } from '../../api/types';
import { formatShare, plural } from '../../lib/text';
import { formatDuration } from '../../lib/time';
import { useLinkStyles } from '../../ui/link-styles';
import { useRankStyles } from './use-rank-styles';

const useStyles = makeStyles({
  list: { gridTemplateColumns: 'minmax(0, 1.2fr) minmax(48px, 1fr) auto' },
  track: {
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
  },
  bar: { height: '100%', backgroundColor: tokens.colorCompoundBrandBackground },
});

interface BusyComputesProps {
  computes: readonly BusyCompute[];
  since: string;
}

export function BusyComputes({ computes, since }: BusyComputesProps) {
  const styles = useStyles();
  const rank = useRankStyles();
  const link = useLinkStyles();
  return (
    <div>
      <Text as="h3" className={rank.title}>
        Busiest computes
      </Text>
      {computes.length === 0 && <Text className={rank.quiet}>No compute ran a step.</Text>}
      <ol className={mergeClasses(rank.list, styles.list)}>
        {computes.map((one) => (
          <li key={one.name} className={rank.row}>
            <Link
              to="/jobs"
              search={{ compute: one.name, created_after: since }}
              className={mergeClasses(link.link, rank.name)}
            >
              {one.name}
            </Link>
            <div
              className={styles.track}
              role="meter"
              aria-label={`${one.name} was busy`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(one.share * 100)}
              aria-valuetext={formatShare(one.share)}
            >
              <div className={styles.bar} style={{ width: `${one.share * 100}%` }} />
            </div>
            <span className={rank.numbers}>
              {formatShare(one.share)} busy, {formatDuration(one.busy_seconds)} in{' '}
              {plural(one.steps, 'step')}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
