/** A part of the right pane with its heading. */

import { type ReactNode, useId } from 'react';
import { usePanelStyles } from './use-panel-styles';

interface SectionProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ title, action, children }: SectionProps) {
  const styles = usePanelStyles();
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.row}>
        <h3 id={id} className={`${styles.heading} ${styles.grow}`}>
          {title}
        </h3>
        {action}
      </div>
      {children}
    </section>
  );
}
