// One number of the last days, and how it came about day by day.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { JobsSearch } from '../../lib/search';
import { type DayBar, DayBars } from './day-bars';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXS, alignContent: 'start', minWidth: 0 },
  title: { margin: 0, color: tokens.colorNeutralForeground2 },
  value: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  note: { color: tokens.colorNeutralForeground3, minHeight: '2lh' },
});

interface TrendCardProps {
  title: string;
  value: string;
  note: ReactNode;
  bars: readonly DayBar[];
  search?: JobsSearch;
}

export function TrendCard({ title, value, note, bars, search }: TrendCardProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Text as="h3" className={styles.title}>
        {title}
      </Text>
      <span className={styles.value}>{value}</span>
      <Text size={200} className={styles.note}>
        {note}
      </Text>
      <DayBars label={`${title} by day`} bars={bars} {...(search && { search })} />
    </div>
  );
}
