// Why a step ran again, or whose outputs it took.
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { jobWhyQuery } from '../../../api/jobs';
import type { Difference, Job, Why as WhyAnswer } from '../../../api/types';
import { Diff } from '../../../ui/diff';
import { ProblemView } from '../../../ui/problem-view';
import { Prose } from '../../../ui/prose';
import { Part } from './part';
import { StepOfJob } from './taken-from';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  taken: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  values: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
  },
  value: { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

function titleOf(why: WhyAnswer): string {
  if (why.verdict === 'reused' || why.verdict === 'kept') return 'Why was it not run?';
  return why.other ? 'Why did it run again?' : 'Why did it run?';
}

export function Why({ job }: { job: Job }) {
  const styles = useStyles();
  const why = useQuery(jobWhyQuery(job.name, job.status));
  if (why.isError) return <ProblemView error={why.error} onRetry={() => void why.refetch()} />;
  if (!why.data || why.data.verdict === 'waiting') return null;
  const taken = why.data.verdict !== 'ran';
  return (
    <Part title={titleOf(why.data)}>
      <div className={mergeClasses(styles.box, taken && styles.taken)}>
        <Text>
          <Prose text={why.data.summary} />
        </Text>
        {why.data.other && (
          <Text size={200}>
            {taken ? 'Reused from ' : 'Compared with '}
            <StepOfJob step={why.data.other} tab="overview" />
          </Text>
        )}
      </div>
      {why.data.differences.length > 0 && (
        <ul className={styles.list}>
          {why.data.differences.map((each) => (
            <li key={`${each.part} ${each.name}`}>
              <Prose text={each.text} />
              <Detail difference={each} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Detail({ difference }: { difference: Difference }) {
  const styles = useStyles();
  if (difference.diff) return <Diff text={difference.diff} />;
  const { before, after } = difference;
  // What the sentence could not hold; digests of inputs, for those who compare them.
  const shown = [before, after].filter((text) => text !== null);
  if (shown.length < 2 || shown.every((text) => difference.text.includes(text))) return null;
  return (
    <dl className={styles.values}>
      <dt className={styles.quiet}>before</dt>
      <dd className={styles.value}>{before}</dd>
      <dt className={styles.quiet}>now</dt>
      <dd className={styles.value}>{after}</dd>
    </dl>
  );
}
