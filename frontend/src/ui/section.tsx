// A titled card: the unit that pages are made of.
import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    alignContent: 'start',
    minWidth: 0,
  },
  flush: { paddingLeft: 0, paddingRight: 0, paddingBottom: 0, overflow: 'hidden' },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '28px',
  },
  headFlush: { padding: `0 ${tokens.spacingHorizontalL}` },
  actions: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalXS },
  title: { margin: 0 },
});

interface SectionProps {
  title: string;
  actions?: ReactNode;
  /** The content touches the card's edges (tables). */
  flush?: boolean;
  children: ReactNode;
}

export function Section({ title, actions, flush, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={mergeClasses(styles.card, flush && styles.flush)} aria-labelledby={id}>
      <div className={mergeClasses(styles.head, flush && styles.headFlush)}>
        <Subtitle2 as="h2" id={id} className={styles.title}>
          {title}
        </Subtitle2>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
