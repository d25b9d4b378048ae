// Names with values: what a thing is, at a glance.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Breakable } from './breakable';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere', minWidth: 0 },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export interface Fact {
  name: string;
  value: ReactNode;
  mono?: boolean;
}

/** Facts without a value are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const styles = useStyles();
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== '');
  return (
    <dl className={styles.list}>
      {known.map(({ name, value, mono }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className={styles.name}>{name}</dt>
          <dd className={mergeClasses(styles.value, mono && styles.mono)}>
            {mono && typeof value === 'string' ? <Breakable text={value} /> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
