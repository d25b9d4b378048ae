// What fails most: how often, why the last time, and the ways there.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { Failing } from '../../api/types';
import type { JobsSearch } from '../../lib/search';
import { stepPlace } from '../../lib/step-place';
import { formatCount } from '../../lib/text';
import { useLinkStyles } from '../../ui/link-styles';
import { RelativeTime } from '../../ui/times';
import { useRankStyles } from './use-rank-styles';

const useStyles = makeStyles({
  list: { gridTemplateColumns: 'minmax(0, 1fr) auto auto' },
  message: {
    gridColumn: '1 / -1',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  /** Said, not shown. */
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

interface FailingStepsProps {
  failing: readonly Failing[];
  since: string;
}

function jobsOf(one: Failing, since: string): JobsSearch {
  const kind = one.component ? { component: one.component } : { search: one.pipeline ?? one.name };
  return { status: 'Failed', created_after: since, ...kind };
}

export function FailingSteps({ failing, since }: FailingStepsProps) {
  const styles = useStyles();
  const rank = useRankStyles();
  const link = useLinkStyles();
  return (
    <div>
      <Text as="h3" className={rank.title}>
        Fails most
      </Text>
      {failing.length === 0 && <Text className={rank.quiet}>No step failed.</Text>}
      <ol className={mergeClasses(rank.list, styles.list)}>
        {failing.map((one) => (
          <li key={`${one.pipeline} ${one.name}`} className={rank.row}>
            <span className={rank.name}>
              <Link
                to="/jobs"
                search={jobsOf(one, since)}
                className={one.pipeline ? link.inText : link.link}
              >
                {one.name}
              </Link>
              {one.pipeline && <span className={rank.quiet}> in {one.pipeline}</span>}
            </span>
            <span className={rank.numbers}>
              {formatCount(one.failed)} of {formatCount(one.ended)} failed
            </span>
            <Link
              to="/jobs/$name"
              params={{ name: one.latest.job }}
              search={stepPlace(one.latest.path)}
              className={link.link}
            >
              <RelativeTime at={one.latest.at} />
              <span className={styles.unseen}> latest failure of {one.name}</span>
            </Link>
            <span className={styles.message} title={one.latest.message}>
              {one.latest.message}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
