// Steps of two jobs: in which each is, how it ran there, and what differs.
import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ComparedStep, ComparedValue, Comparison } from '../../../api/types';
import { stepPlace } from '../../../lib/step-place';
import { formatDuration } from '../../../lib/time';
import { useLinkStyles } from '../../../ui/link-styles';
import { StatusLabel } from '../../../ui/status';
import { Values } from './values';

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 64px',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  path: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  side: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

function stateWords(state: ComparedStep['state'], [a, b]: readonly [string, string]): string {
  const words = { same: 'The same', changed: 'Changed', only_a: `${a} only`, only_b: `${b} only` };
  return words[state];
}

interface ComparedStepsProps {
  found: Comparison;
  letters: readonly [string, string];
  /** Those of the comparison that are shown, as far as there is room for. */
  steps: readonly ComparedStep[];
  most: number;
  label: string;
}

export function ComparedSteps({ found, letters, steps, most, label }: ComparedStepsProps) {
  const styles = useStyles();
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {steps.slice(0, most).map((step) => (
          <ComparedStepRow
            key={step.path}
            step={step}
            values={found.values}
            letters={letters}
            a={found.a.name}
            b={found.b.name}
          />
        ))}
      </ul>
      {steps.length > most && <Text className={styles.quiet}>and {steps.length - most} more</Text>}
    </>
  );
}

interface ComparedStepRowProps {
  step: ComparedStep;
  /** Of all steps; this one's are those that its differences name by their places. */
  values: readonly ComparedValue[];
  letters: readonly [string, string];
  a: string;
  b: string;
}

function ComparedStepRow({ step, values, letters, a, b }: ComparedStepRowProps) {
  const styles = useStyles();
  const own = step.differences.flatMap((place) => values[place] ?? []);
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <Badge appearance={step.state === 'changed' ? 'filled' : 'outline'}>
          {stateWords(step.state, letters)}
        </Badge>
        <Text weight="semibold" className={styles.path}>
          {step.path}
        </Text>
        {step.a && <Side letter={letters[0]} step={step.a} root={a} path={step.path} />}
        {step.b && <Side letter={letters[1]} step={step.b} root={b} path={step.path} />}
      </div>
      {own.length > 0 && <Values values={own} letters={letters} />}
    </li>
  );
}

interface SideProps {
  letter: string;
  step: NonNullable<ComparedStep['a']>;
  root: string;
  path: string;
}

function Side({ letter, step, root, path }: SideProps) {
  const styles = useStyles();
  const links = useLinkStyles();
  const place = stepPlace(path);
  const took = step.duration_seconds === null ? '' : formatDuration(step.duration_seconds);
  return (
    <span className={styles.side}>
      <Link to="/jobs/$name" params={{ name: root }} search={place} className={links.link}>
        {letter}
      </Link>
      <StatusLabel status={step.status} still />
      <Text size={200}>{step.is_reused ? 'Reused' : took}</Text>
    </span>
  );
}
