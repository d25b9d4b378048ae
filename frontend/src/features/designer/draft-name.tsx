/** The draft's name, changed where it stands. */

import { Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useDesigner, useValue } from './data/session';
import { useReaderStyles } from './use-reader-styles';

const useStyles = makeStyles({
  name: {
    minWidth: '90px',
    flexShrink: 1,
    width: 'auto',
    maxWidth: '320px',
    border: '1px solid transparent',
    backgroundColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  /** For those who go by headings; the field shows the same. */
  heading: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  text: {
    fontWeight: tokens.fontWeightSemibold,
    textOverflow: 'ellipsis',
    minWidth: 0,
    fieldSizing: 'content',
  },
});

export function DraftName() {
  const styles = useStyles();
  const reader = useReaderStyles();
  const { name, canWrite } = useDesigner();
  const current = useValue(name);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const next = typed?.trim();
    if (next && next !== current) name.set(next);
    setTyped(null);
  };
  return (
    <>
      <h1 className={styles.heading}>{current}</h1>
      <Input
        appearance="filled-lighter"
        className={mergeClasses(styles.name, !canWrite && reader.fields)}
        input={{ className: styles.text }}
        aria-label="Name of the draft"
        value={typed ?? current}
        maxLength={200}
        disabled={!canWrite}
        onChange={(_, data) => setTyped(data.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </>
  );
}
